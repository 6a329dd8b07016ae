// Two rows of weights over the same four keys, with the same output. Four weights must meet three conditions (two
// numbers of output, and a sum of 1), so one direction is left in which they can move and nobody sees it.
#include "core/operations.hpp"
#include "demo/demo.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

constexpr std::size_t keys = 4;
constexpr std::size_t width = 2;
constexpr double nearly_all_the_way = 0.9;  ///< to where the first weight would vanish

double determinant(const Grid& m) {
  return m(0, 0) * (m(1, 1) * m(2, 2) - m(1, 2) * m(2, 1)) - m(0, 1) * (m(1, 0) * m(2, 2) - m(1, 2) * m(2, 0)) +
         m(0, 2) * (m(1, 0) * m(2, 1) - m(1, 1) * m(2, 0));
}

/// The direction n with Σnⱼ·vⱼ = 0 and Σnⱼ = 0: the minors of the three conditions, with alternating signs.
std::vector<double> hidden_direction(const Grid& values) {
  std::vector<double> direction(keys);
  for (std::size_t left_out = 0; left_out < keys; ++left_out) {
    Grid minor(width + 1, keys - 1);
    for (std::size_t j = 0, column = 0; j < keys; ++j) {
      if (j == left_out) continue;
      for (std::size_t k = 0; k < width; ++k) minor(k, column) = values(j, k);
      minor(width, column++) = 1.0;
    }
    direction[left_out] = (left_out % 2 == 0 ? 1.0 : -1.0) * determinant(minor);
  }
  return direction;
}

/// Values in whole numbers, drawn until every weight has to move.
Grid drawn_values(Random& random) {
  Grid values(keys, width);
  std::vector<double> direction;
  do {
    for (double& x : values.values()) x = static_cast<double>(random.whole(0, 5));
    direction = hidden_direction(values);
  } while (std::any_of(direction.begin(), direction.end(), [](double x) { return x == 0.0; }));
  return values;
}

}  // namespace

Trace two_rows(const DemoOptions& options) {
  Random random(options.seed);
  const Grid values = drawn_values(random);
  const std::vector<double> direction = hidden_direction(values);
  const Grid first = apply(softmax(), {drawn(random, 1, keys)});
  double farthest = INFINITY;
  for (std::size_t j = 0; j < keys; ++j) {
    if (direction[j] < 0.0) farthest = std::min(farthest, -first(0, j) / direction[j]);
  }
  Grid weights(2, keys);
  for (std::size_t j = 0; j < keys; ++j) {
    weights(0, j) = first(0, j);
    weights(1, j) = first(0, j) + nearly_all_the_way * farthest * direction[j];
  }
  Tape tape(options.limits);
  StepName weights_name = found("weights", "A");
  weights_name.stage = Stage::weigh;
  const Labels rows = columns(options, {"row_a", "row_b"});
  const std::size_t v = tape.input(found("V", "V"), values);
  const std::size_t a = tape.input(std::move(weights_name), std::move(weights), rows);
  const std::size_t output = tape.append(found("output", "C"), {mix(), {{a}, {v}}});
  Grid gap(1, 2);
  for (std::size_t j = 0; j < keys; ++j)
    gap(0, 0) = std::max(gap(0, 0), std::abs(tape.grid(a)(0, j) - tape.grid(a)(1, j)));
  for (std::size_t k = 0; k < width; ++k) {
    gap(0, 1) = std::max(gap(0, 1), std::abs(tape.grid(output)(0, k) - tape.grid(output)(1, k)));
  }
  tape.input(found("gap"), std::move(gap), columns(options, {"largest_gap"}),
             columns(options, {"of_weights", "of_outputs"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
