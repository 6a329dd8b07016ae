#include "property/comparison.hpp"

#include "attention/gradient.hpp"

#include <algorithm>
#include <limits>

using namespace heed;
using namespace heed::test;

namespace {

/// Who sees whom under one head; everybody everybody when nothing is hidden.
Grid visibility_of(const Trace& trace, int head) {
  const Grid& weights = matrix(trace, "weights", head);
  if (const auto step = trace.find("visible", head)) return *trace.steps[*step].values;
  return {weights.rows(), weights.columns(), 1.0};
}

/// The scores as the normaliser reads them.
const Grid& last_scores(const Trace& trace, int head) {
  for (const char* id : {"masked", "biased", "capped", "scaled"}) {
    if (const auto step = trace.find(id, head)) return *trace.steps[*step].values;
  }
  return matrix(trace, "scores", head);
}

bool promises_shares(const Recipe& recipe) {
  const auto* normaliser = recipe.find(Part::normalise);
  if (normaliser == nullptr) return true;
  const std::string_view name = normaliser->token->name;
  return name == "softmax" || name == "temperature" || name == "sparsemax" || name == "hard";
}

}  // namespace

TEST_CASE("rows of weights sum to 1 where the normaliser promises it") {
  // Under `linear` the shares may be divided by a sum of any sign once a bias is added.
  for_each_case(1000, {.without = " linear sum softmax1 sigmoid "}, [](const Case& drawn) {
    REQUIRE(promises_shares(drawn.recipe));
    const Trace traced = trace(drawn.sample, drawn.recipe).trace;
    for_each_head(traced, [&](int head) {
      const Grid& weights = matrix(traced, "weights", head);
      const Grid visible = visibility_of(traced, head);
      for (std::size_t i = 0; i < weights.rows(); ++i) {
        double sum = 0.0;
        for (const double w : weights.row(i)) sum += w;
        const bool blind = std::ranges::count(visible.row(i), 1.0) == 0;
        CHECK(apart(sum, blind ? 0.0 : 1.0) <= rounding);
      }
    });
  });
}

TEST_CASE("a masked key receives exactly zero weight") {
  for_each_case(1000, {}, [](const Case& drawn) {
    const Trace traced = trace(drawn.sample, drawn.recipe).trace;
    for_each_head(traced, [&](int head) {
      const Grid& weights = matrix(traced, "weights", head);
      const Grid visible = visibility_of(traced, head);
      std::size_t leaks = 0;
      for (std::size_t k = 0; k < weights.size(); ++k)
        leaks += visible.values()[k] == 0.0 && weights.values()[k] != 0.0;
      CHECK(leaks == 0);
    });
  });
}

TEST_CASE("a masked key has weight and gradient 0 beside whatever is in view, in short rows and in long ones") {
  for (const std::size_t keys : {64u, 65u, 100u}) {
    for (const double strange : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
      for (const char* recipe : {"dot", "dot+softmax1", "dot+temperature=2", "dot+cached", "dot+online=16"}) {
        Sample sample;
        sample.matrices["Q"] = Grid(1, 1, 1.0);
        sample.matrices["K"] = Grid(keys, 1, 0.5);
        sample.matrices["V"] = Grid(keys, 1, 1.0);
        sample.matrices["K"](0, 0) = strange;
        sample.valid_keys = keys - 1;
        const Trace traced = gradient(sample, parse_recipe(recipe), {}).trace;
        CAPTURE(recipe);
        CAPTURE(keys);
        CHECK(matrix(traced, "weights", 0)(0, keys - 1) == 0.0);
        CHECK(matrix(traced, "d.masked", 0)(0, keys - 1) == 0.0);
      }
    }
  }
}

TEST_CASE("what stands behind a mask reaches nobody, be it NaN") {
  for_each_case(500, {.without = " sinusoidal ", .given = true}, [](const Case& drawn) {
    Case poisoned = drawn;
    // The last key is padding; its row of K and V becomes NaN.
    poisoned.sample.valid_keys = check(drawn.sample, drawn.recipe).keys() - 1;
    const Case clean = poisoned;
    for (const char* name : {"K", "V"}) {
      Grid& grid = poisoned.sample.matrices.at(name);
      for (double& x : grid.row(grid.rows() - 1)) x = std::numeric_limits<double>::quiet_NaN();
    }
    CHECK(apart(result(trace(clean.sample, clean.recipe).trace),
                result(trace(poisoned.sample, poisoned.recipe).trace)) == 0.0);
  });
}

TEST_CASE("sparsemax is the projection onto the simplex: p = max(0, s − τ), and no key left out reaches τ") {
  for_each_case(500, {.recipe = "scaled=3+sparsemax"}, [](const Case& drawn) {
    const Trace traced = trace(drawn.sample, drawn.recipe).trace;
    for_each_head(traced, [&](int head) {
      const Grid& weights = matrix(traced, "weights", head);
      const Grid& scores = last_scores(traced, head);
      const Grid visible = visibility_of(traced, head);
      for (std::size_t i = 0; i < weights.rows(); ++i) {
        double sum = 0.0;
        double least = INFINITY, most = -INFINITY, outside = -INFINITY;
        for (std::size_t j = 0; j < weights.columns(); ++j) {
          if (visible(i, j) == 0.0) continue;
          const double threshold = scores(i, j) - weights(i, j);
          sum += weights(i, j);
          if (weights(i, j) > 0.0) {
            least = std::min(least, threshold);
            most = std::max(most, threshold);
          } else {
            outside = std::max(outside, scores(i, j));
          }
        }
        if (sum == 0.0) continue;  // sees nothing
        CHECK(apart(sum, 1.0) <= rounding);
        CHECK(most - least <= rounding * std::max(1.0, std::abs(most)));
        CHECK(outside <= most + rounding * std::max(1.0, std::abs(most)));
      }
    });
  });
}

TEST_CASE("adding a constant to a row of scores changes no weight") {
  for_each_case(500, {.recipe = "scaled", .without = " mask "}, [](const Case& drawn) {
    Generator random(drawn.seed);
    const Dimensions d = check(drawn.sample, drawn.recipe);
    Case shifted = drawn;
    shifted.sample.mask = PerHead{{Grid(d.m, d.keys())}, false};
    for (std::size_t i = 0; i < d.m; ++i)
      std::ranges::fill(shifted.sample.mask->heads[0].row(i), 100.0 * random.number());
    for (const char* normaliser : {"softmax", "temperature=0.5", "sparsemax"}) {
      CAPTURE(normaliser);
      const Recipe recipe = parse_recipe(drawn.recipe.text + "+" + normaliser);
      const Trace before = trace(drawn.sample, recipe).trace;
      const Trace after = trace(shifted.sample, recipe).trace;
      // Adding 100 and more to a score costs it digits.
      constexpr double digits_lost = 1e-11;
      for_each_head(before, [&](int head) {
        CHECK(apart(matrix(before, "weights", head), matrix(after, "weights", head)) <= digits_lost);
      });
    }
  });
}

TEST_CASE("the larger of two scores never gets the smaller weight") {
  for_each_case(500, {.without = " sum linear "}, [](const Case& drawn) {
    const Trace traced = trace(drawn.sample, drawn.recipe).trace;
    for_each_head(traced, [&](int head) {
      const Grid& weights = matrix(traced, "weights", head);
      const Grid& scores = last_scores(traced, head);
      std::size_t inversions = 0;
      for (std::size_t i = 0; i < weights.rows(); ++i) {
        for (std::size_t j = 0; j < weights.columns(); ++j) {
          for (std::size_t k = 0; k < weights.columns(); ++k) {
            inversions += scores(i, j) > scores(i, k) && weights(i, j) < weights(i, k);
          }
        }
      }
      CHECK(inversions == 0);
    });
  });
}
