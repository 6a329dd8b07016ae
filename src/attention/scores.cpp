#include "attention/parts.hpp"
#include "attention/pipeline.hpp"
#include "attention/steps.hpp"

namespace heed {
namespace {

/// S = Q·Kᵀ
void dot(Run& run) {
  run.scores = run.step("scores", product_transposed(), {run.query(), run.key()});
}

/// S = (Q·W)·Kᵀ
void general(Run& run) {
  const std::size_t turned = run.step("Q_general", product(), {run.query(), {run.input("W_score")}});
  run.scores = run.step("scores", product_transposed(), {{turned}, run.key()});
}

/// s = vᵀ tanh(W_q q + W_k k) for each query q and key k; a matrix that the sample leaves out is the identity, v is
/// ones.
void additive_scores(Run& run, bool with_tanh) {
  const auto hidden_layer = [&](std::string_view id, std::string_view w, Operand x) {
    if (run.sample.has(w)) return run.step(id, product(), {x, {run.input(w)}});
    run.notice({"additive_default", {{"matrix", std::string(w)}}});
    return run.step(id, same(), {x});
  };
  const std::size_t query = hidden_layer("hidden_query", "additive.W_q", run.query());
  const std::size_t key = hidden_layer("hidden_key", "additive.W_k", run.key());
  std::size_t pairs = run.step("hidden", pair_sums(), {{query}, {key}});
  if (with_tanh) pairs = run.step("activation", tanh_of(), {{pairs}});
  std::size_t v;
  if (run.sample.has("additive.v")) {
    v = run.input("additive.v");
  } else {
    run.notice({"additive_ones", {}});
    const auto known = run.tape.trace().find("additive.v");
    v = known ? *known : run.tape.input(step_name("additive.v"), Grid(1, run.tape.grid(pairs).columns(), 1.0));
  }
  run.scores = run.step("scores", pair_scores(run.d.m), {{pairs}, {v}});
  run.tape.name_rows(run.scores, run.query_names());
  run.tape.name_columns(run.scores, run.key_names(true));
}

/// s = q·k / (‖q‖ ‖k‖)
void cosine(Run& run) {
  const std::size_t query = run.step("Q_unit", unit_rows(), {run.query()});
  const std::size_t key = run.step("K_unit", unit_rows(), {run.key()});
  run.scores = run.step("scores", product_transposed(), {{query}, {key}});
}

/// s = −½‖q − k‖²
void distance(Run& run) {
  run.scores = run.step("scores", half_squared_distance(), {run.query(), run.key()});
}

/// s = φ(q)·φ(k)
void linear(Run& run) {
  const std::size_t query = run.step("Q_features", elu_plus_one(), {run.query()});
  const std::size_t key = run.step("K_features", elu_plus_one(), {run.key()});
  run.scores = run.step("scores", product_transposed(), {{query}, {key}});
}

constexpr Token score_table[] = {
    {"dot", Part::score, Argument::none, "", "Luong et al. 2015 (1508.04025), eq. 8",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::score, "score", dot); }},
    {"scaled", Part::score, Argument::optional_number, "S", "Vaswani et al. 2017 (1706.03762), eq. 1",
     [](Pipeline& p, std::span<const double> factor) {
       p.add(Slot::score, "score", dot);
       p.add(Slot::scale, "scale", factor.empty() ? Pipeline::Action(divide_by_root_of_d_k) : times(factor[0]));
     }},
    {"general", Part::score, Argument::none, "", "Luong et al. 2015 (1508.04025), eq. 8",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::score, "score", general); }},
    {"additive", Part::score, Argument::none, "", "Bahdanau et al. 2014 (1409.0473), app. A.1.2",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::score, "score", additive(true)); }},
    {"cosine", Part::score, Argument::optional_number, "B", "Graves et al. 2014 (1410.5401), eq. 6",
     [](Pipeline& p, std::span<const double> sharpness) {
       p.add(Slot::score, "score", cosine);
       if (!sharpness.empty()) p.add(Slot::scale, "scale", times(sharpness[0]));
     }},
    {"distance", Part::score, Argument::none, "", "Nadaraya 1964, Watson 1964: a Gaussian kernel",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::score, "score", distance); }},
    {"linear", Part::score, Argument::none, "", "Katharopoulos et al. 2020 (2006.16236), eq. 7",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::score, "score", linear); }},
};

}  // namespace

Pipeline::Action additive(bool with_tanh) {
  return [with_tanh](Run& run) { additive_scores(run, with_tanh); };
}

Pipeline::Action times(double factor) {
  return [factor](Run& run) { run.scores = run.step("scaled", scale(factor), {{run.scores}}); };
}

void divide_by_root_of_d_k(Run& run) {
  run.scores = run.step("scaled", divide_by_root(run.d.d_k, "d_k"), {{run.scores}});
}

std::span<const Token> score_tokens() {
  return score_table;
}

}  // namespace heed
