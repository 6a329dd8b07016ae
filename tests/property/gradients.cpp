#include "attention/gradient.hpp"
#include "attention/learning.hpp"
#include "property/comparison.hpp"
#include "sample/reader.hpp"

#include <algorithm>
#include <cmath>

using namespace heed;
using namespace heed::test;

namespace {

/// Whether central differences can be trusted: no kink of elu or sparsemax, no vector of length 0, no sum near 0.
bool smooth(const Trace& trace, const Recipe& recipe) {
  for (const Step& step : trace.steps) {
    if (step.name.id == "threshold") {
      const std::vector<View> in = trace.operands(step);
      for (std::size_t i = 0; i < in[0].rows(); ++i) {
        for (const double score : in[0].row(i)) {
          if (std::abs(score - (*step.values)(i, 0)) < 0.1) return false;
        }
      }
    }
    // Shares of a sum near 0 are large.
    if (step.name.id == "weights" && recipe.find("sum") != nullptr) {
      const auto shares = step.values->values();
      if (std::any_of(shares.begin(), shares.end(), [](double w) { return !(std::abs(w) < 3.0); })) return false;
    }
    if (!step.name.id.ends_with("_features") && !step.name.id.ends_with("_unit")) continue;
    const Grid& from = *trace.steps[step.operands[0].step].values;
    if (std::any_of(from.values().begin(), from.values().end(), [](double x) { return std::abs(x) < 0.1; }))
      return false;
  }
  return true;
}

std::size_t agree(std::size_t cases, const Wanted& wanted) {
  std::size_t checked = 0;
  for_each_case(cases, wanted, [&](const Case& drawn) {
    const Gradient back = gradient(drawn.sample, drawn.recipe);
    if (!smooth(back.trace, drawn.recipe)) return;
    const GradientCheck check = check_gradient(drawn.sample, drawn.recipe, back, 24);
    INFO(check.cell);
    CHECK(check.largest_error < 1e-7);
    checked += check.entries;
  });
  return checked;
}

}  // namespace

TEST_CASE("every recipe's gradient agrees with central differences where it is smooth") {
  // hard is flat; what has kinks or poles is drawn by itself, and looked at away from them.
  CHECK(agree(1000, {.without = " hard sparsemax sum linear "}) > 1000);
  CHECK(agree(500, {.recipe = "linear"}) > 100);
  CHECK(agree(500, {.recipe = "scaled+sparsemax"}) > 100);
  CHECK(agree(500, {.recipe = "scaled+sum"}) > 100);
}

TEST_CASE("the check of a gradient is not misled by a kink close by") {
  const Sample sample = read_sample(R"({"Q": [[1]], "K": [[1], [0.0001]], "V": [[1], [3]]})", "kink");
  const Recipe recipe = parse_recipe("dot+sparsemax");
  CHECK(check_gradient(sample, recipe, gradient(sample, recipe), 24).largest_error < 1e-7);
}

TEST_CASE("a hidden score has gradient exactly 0, and hard passes nothing back") {
  for_each_case(300, {}, [](const Case& drawn) {
    const Trace trace = gradient(drawn.sample, drawn.recipe).trace;
    const bool hard = drawn.recipe.find("hard") != nullptr;
    for_each_head(trace, [&](int head) {
      const auto slope = trace.find("d.scores", head);
      const auto visible = trace.find("visible", head);
      if (!slope) return;
      const Grid& gradients = *trace.steps[*slope].values;
      for (std::size_t i = 0; i < gradients.rows(); ++i) {
        for (std::size_t j = 0; j < gradients.columns(); ++j) {
          const bool hidden = visible && (*trace.steps[*visible].values)(i, j) == 0.0;
          if (hidden || hard) CHECK(gradients(i, j) == 0.0);
        }
      }
    });
  });
}

TEST_CASE("translation learns its weights at \"the\" again, within 0.01") {
  const Sample sample = load_sample("translation");
  const Recipe recipe = parse_recipe(sample.recipe);
  const Learned learned = learn(sample, recipe, {.train = {"W_Q", "W_K"}, .steps = 1000, .rate = 1.0});
  const Trace after = trace(learned.sample, recipe).trace;
  const Grid& weights = *after.steps[*after.find("weights")].values;
  const Claim& claim =
      *std::find_if(sample.claims.begin(), sample.claims.end(), [](const Claim& c) { return c.step == "weights"; });
  constexpr std::size_t the = 2;
  for (std::size_t j = 0; j < weights.columns(); ++j) CHECK(std::abs(weights(the, j) - claim.values(the, j)) < 0.01);
  CHECK(learned.losses.back() < learned.losses.front() / 100.0);
}
