// What the demonstrations teach holds for every one of twenty seeds, so that no lucky draw is taught.
#include <doctest/doctest.h>

#include "core/cell.hpp"
#include "demo/cost.hpp"

#include <cmath>

namespace heed {
namespace {

template <typename Check>
void for_each_seed(std::string_view name, Check check) {
  constexpr std::uint64_t seeds = 20;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    check(find_demo(name).run({.words = &Words::of("en"), .seed = seed}));
  }
}

const Grid& matrix(const Trace& trace, std::string_view id) {
  return *trace.steps[*trace.find(id)].values;
}

}  // namespace

TEST_CASE("the bottleneck's error grows with every doubling, attention's stays small") {
  for_each_seed("bottleneck", [](const Trace& trace) {
    const Grid& error = matrix(trace, "error");
    for (std::size_t i = 0; i < error.rows(); ++i) {
      if (i > 0) CHECK(error(i, 0) > error(i - 1, 0));
      CHECK(error(i, 1) < 0.01);
    }
    CHECK(error(error.rows() - 1, 0) > 0.5);
  });
}

TEST_CASE("in a recurrence the first word's influence decays, in attention it stays") {
  for_each_seed("decay", [](const Trace& trace) {
    const Grid& influence = matrix(trace, "influence");
    for (std::size_t i = 1; i < influence.rows(); ++i) CHECK(influence(i, 0) < influence(i - 1, 0));
    CHECK(influence(influence.rows() - 1, 0) < 0.05);
    for (std::size_t i = 0; i < influence.rows(); ++i) CHECK(influence(i, 1) > 0.9);
  });
}

TEST_CASE("the variance of q·k is d, and scaling makes it 1") {
  for_each_seed("variance", [](const Trace& trace) {
    const Grid& variance = matrix(trace, "variance");
    double d = 4.0;
    for (std::size_t i = 0; i < variance.rows(); ++i, d *= 4.0) {
      CHECK(std::abs(variance(i, 0) / d - 1.0) < 0.2);
      CHECK(std::abs(variance(i, 1) - 1.0) < 0.2);
    }
  });
}

TEST_CASE("without scaling softmax saturates and its gradient shrinks, with scaling it does not") {
  for_each_seed("variance", [](const Trace& trace) {
    const Grid& saturation = matrix(trace, "saturation");
    const std::size_t last = saturation.rows() - 1;
    CHECK(saturation(last, 0) > 0.9);
    CHECK(saturation(last, 1) < 0.5);
    CHECK(saturation(last, 2) < 0.5 * saturation(0, 2));
    CHECK(saturation(last, 3) > 2.0 * saturation(last, 2));
    CHECK(saturation(last, 3) > 0.8 * saturation(0, 3));
  });
}

TEST_CASE("the right key's weight falls with every batch of distractors, but not under hard") {
  for_each_seed("distractors", [](const Trace& trace) {
    const Grid& right = matrix(trace, "right");
    for (std::size_t i = 1; i < right.rows(); ++i) {
      CHECK(right(i, 0) < right(i - 1, 0));
      CHECK(right(i, 1) < right(i - 1, 1));
      CHECK(right(i, 2) >= right(i, 0));
    }
    CHECK(right(0, 0) == 1.0);
  });
}

TEST_CASE("softmax cannot keep its weight back where no key answers; softmax1 can") {
  for_each_seed("distractors", [](const Trace& trace) {
    const Grid& wasted = matrix(trace, "wasted");
    for (std::size_t i = 1; i < wasted.rows(); ++i) {
      CHECK(wasted(i, 0) == doctest::Approx(1.0));
      CHECK(wasted(i, 1) < 1.0);
      CHECK(wasted(i, 2) == doctest::Approx(1.0));
    }
  });
}

TEST_CASE("of two keys that contradict each other, only hard takes one") {
  for_each_seed("distractors", [](const Trace& trace) {
    const Grid& conflict = matrix(trace, "conflict");
    for (std::size_t k = 0; k < 3; ++k) CHECK(conflict(k, 2) == 0.0);
    CHECK(conflict(3, 2) == 1.0);
  });
}

TEST_CASE("two rows of weights differ, and their outputs agree to rounding") {
  for_each_seed("two-rows", [](const Trace& trace) {
    const Grid& gap = matrix(trace, "gap");
    CHECK(gap(0, 0) > 0.01);
    CHECK(gap(0, 1) <= 1e-12);
    const Grid& weights = matrix(trace, "weights");
    for (std::size_t i = 0; i < 2; ++i) {
      double sum = 0.0;
      for (const double weight : weights.row(i)) {
        CHECK(weight > 0.0);
        sum += weight;
      }
      CHECK(sum == doctest::Approx(1.0));
    }
  });
}

TEST_CASE("more attention fits what was seen better, and what was not seen worse") {
  for_each_seed("too-much", [](const Trace& trace) {
    const Grid& learned = matrix(trace, "learned");
    const Grid& error = matrix(trace, "error");
    for (std::size_t i = 1; i < error.rows(); ++i) {
      CHECK(learned(i, 0) > learned(i - 1, 0));
      CHECK(error(i, 0) < error(i - 1, 0));
      CHECK(error(i, 1) > error(i - 1, 1));
    }
  });
}

TEST_CASE("a layer's counts grow as Vaswani's table says") {
  const Trace trace = find_demo("complexity").run({.words = &Words::of("en")});
  const Grid& steps = matrix(trace, "steps");
  const Grid& operations = matrix(trace, "operations");
  const Grid& path = matrix(trace, "path");
  for (std::size_t i = 1; i < steps.rows(); ++i) {
    CHECK(steps(i, 0) == 4.0 * steps(i - 1, 0));
    CHECK(steps(i, 1) == 1.0);
    CHECK(steps(i, 2) == 1.0);
    CHECK(operations(i, 0) == 4.0 * operations(i - 1, 0));
    CHECK(operations(i, 1) == 4.0 * operations(i - 1, 1));
    CHECK(operations(i, 2) == 16.0 * operations(i - 1, 2));
    CHECK(path(i, 0) > path(i, 1));
    CHECK(path(i, 1) > path(i - 1, 1));
    CHECK(path(i, 2) == 1.0);
  }
}

TEST_CASE("layer norm leaves every row with mean 0 and variance 1, and a causal block looks ahead nowhere") {
  for_each_seed("block", [](const Trace& trace) {
    const Grid& normalised = matrix(trace, "normalised_1");
    for (std::size_t i = 0; i < normalised.rows(); ++i) {
      double sum = 0.0;
      double squares = 0.0;
      for (const double x : normalised.row(i)) {
        sum += x;
        squares += x * x;
      }
      CHECK(std::abs(sum) < 1e-12);
      const bool flat = squares == 0.0;  // a row of equal numbers has no direction
      CHECK((flat || std::abs(squares / 4.0 - 1.0) < 1e-12));
    }
  });
  const Trace causal = find_demo("block").run({.words = &Words::of("en"), .causal = true});
  const Grid& weights = *causal.steps[find_step(causal, "weights", 2)].values;
  CHECK(weights(0, 1) == 0.0);
  CHECK(weights(0, 2) == 0.0);
  CHECK(weights(1, 2) == 0.0);
}

TEST_CASE("the same seed gives the same numbers, another seed others") {
  const auto run = [](std::uint64_t seed) {
    const Trace trace = find_demo("variance").run({.words = &Words::of("en"), .seed = seed});
    return matrix(trace, "variance");
  };
  CHECK(run(1) == run(1));
  CHECK_FALSE(run(1) == run(2));
}

TEST_CASE("attention grows with the square of n, a window straight, and starting anew with the cube") {
  const Trace trace = cost({.words = &Words::of("en"), .n = 4096});
  const Grid& multiplications = matrix(trace, "multiplications");
  const Grid& kept = matrix(trace, "kept");
  const std::size_t last = multiplications.rows() - 1;
  const auto doubling = [&](const Grid& grid, std::size_t column) {
    return grid(last, column) / grid(last - 1, column);
  };
  CHECK(doubling(multiplications, 0) > 3.8);
  CHECK(doubling(multiplications, 3) < 2.1);
  CHECK(doubling(multiplications, 5) > 7.0);
  CHECK(doubling(kept, 0) > 3.8);
  CHECK(doubling(kept, 1) < 2.1);
  CHECK(doubling(kept, 4) < 2.1);
}

}  // namespace heed
