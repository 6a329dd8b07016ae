#include "attention/parts.hpp"
#include "attention/pipeline.hpp"

namespace heed {
namespace {

void add_once(Pipeline& pipeline, Pipeline::Action action) {
  pipeline.remove("normalise");
  pipeline.add(Slot::normalise, "normalise", std::move(action));
}

/// The projection of each row of scores onto the simplex.
void project_onto_simplex(Run& run) {
  const std::size_t threshold = run.step("threshold", sparsemax_threshold(), run.with_visible({{run.scores}}));
  run.weights = run.step("weights", sparsemax(), run.with_visible({{run.scores}, {threshold}}));
}

constexpr Token normaliser_table[] = {
    {"softmax", Part::normalise, Argument::none, "", "Bridle 1990; Vaswani et al. 2017 (1706.03762), eq. 1",
     [](Pipeline& p, std::span<const double>) { add_once(p, soft(1.0, 0.0)); }},
    {"temperature", Part::normalise, Argument::positive, "T", "Hinton et al. 2015 (1503.02531), sec. 2",
     [](Pipeline& p, std::span<const double> t) { add_once(p, soft(t[0], 0.0)); }},
    {"softmax1", Part::normalise, Argument::none, "", "Miller 2023, Attention Is Off By One",
     [](Pipeline& p, std::span<const double>) { add_once(p, soft(1.0, 1.0)); }},
    {"sparsemax", Part::normalise, Argument::none, "", "Martins and Astudillo 2016 (1602.02068), alg. 1",
     [](Pipeline& p, std::span<const double>) { add_once(p, project_onto_simplex); }},
    {"sigmoid", Part::normalise, Argument::none, "", "Ramapuram et al. 2024 (2409.04431)",
     [](Pipeline& p, std::span<const double>) { add_once(p, weigh_by(sigmoid())); }},
    {"hard", Part::normalise, Argument::none, "", "Xu et al. 2015 (1502.03044), sec. 4.1",
     [](Pipeline& p, std::span<const double>) { add_once(p, weigh_by(hard())); }},
    {"sum", Part::normalise, Argument::none, "", "Katharopoulos et al. 2020 (2006.16236), eq. 4",
     [](Pipeline& p, std::span<const double>) { add_once(p, weigh_by(share())); }},
};

}  // namespace

Pipeline::Action soft(double temperature, double extra, Axis axis) {
  return [=](Run& run) {
    if (run.detail && axis == Axis::row) {
      const std::size_t maxima = run.step("maxima", row_maximum(temperature, extra), run.with_visible({{run.scores}}));
      const std::size_t e =
          run.step("exponentials", exponentials(temperature), run.with_visible({{run.scores}, {maxima}}));
      run.step("sums", row_sums(extra), {{e}, {maxima}});
    }
    run.weights = run.step("weights", softmax(temperature, extra, axis), run.with_visible({{run.scores}}));
  };
}

Pipeline::Action weigh_by(OperationPointer operation) {
  return [operation = std::move(operation)](Run& run) {
    run.weights = run.step("weights", operation, run.with_visible({{run.scores}}));
  };
}

std::span<const Token> normaliser_tokens() {
  return normaliser_table;
}

void add_default_normaliser(Pipeline& pipeline, const Recipe& recipe) {
  if (pipeline.has("normalise")) return;
  add_once(pipeline, recipe.find("linear") != nullptr ? weigh_by(share()) : soft(1.0, 0.0));
}

}  // namespace heed
