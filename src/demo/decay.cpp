// How much the last state hangs on the first word: ‖∂h_n/∂x_1‖ of a recurrence h ← tanh(0.9·R·h + x), as a share of
// what it is for n = 1; beside it attention, where it is the weight of the first word when the query asks for it.
#include "core/matrix.hpp"
#include "core/operations.hpp"
#include "demo/demo.hpp"

#include <cmath>

namespace heed {
namespace {

constexpr std::size_t width = 16;
constexpr double longest_stretch = 0.9;  ///< no step makes a difference larger than this share of what it was
constexpr double input_size = 0.3;
constexpr double sharpness = 16.0;

Grid unit(Grid rows) {
  return apply(unit_rows(), {rows});
}

/// Reflects along two drawn directions, which keeps lengths, and shrinks once.
Grid recurrence_matrix(Random& random) {
  Grid matrix(width, width);
  for (std::size_t i = 0; i < width; ++i) matrix(i, i) = longest_stretch;
  for (int reflection = 0; reflection < 2; ++reflection) {
    const Grid u = unit(drawn(random, 1, width));
    Grid mirror = multiply(u, u, {.transpose_left = true});
    for (std::size_t i = 0; i < width; ++i) {
      for (std::size_t j = 0; j < width; ++j) mirror(i, j) = (i == j ? 1.0 : 0.0) - 2.0 * mirror(i, j);
    }
    matrix = multiply(matrix, mirror);
  }
  return matrix;
}

double length(const Grid& grid) {
  double sum = 0.0;
  for (const double x : grid.values()) sum += x * x;
  return std::sqrt(sum);
}

/// ‖∂h_n/∂x_1‖ for n = 1, 2, …: each step multiplies by diag(1 − h²)·W.
std::vector<double> recurrence_influence(Random& random, std::size_t longest) {
  const Grid w = recurrence_matrix(random);
  Grid h(1, width);
  Grid jacobian;
  std::vector<double> influence;
  for (std::size_t t = 0; t < longest; ++t) {
    Grid sum = multiply(h, w, {.transpose_right = true});
    for (double& x : sum.values()) x += input_size * random.normal();
    h = apply(tanh_of(), {sum});
    if (t == 0) {
      jacobian = Grid(width, width);
      for (std::size_t k = 0; k < width; ++k) jacobian(k, k) = 1.0;
    } else {
      jacobian = multiply(w, jacobian);
    }
    for (std::size_t i = 0; i < width; ++i) {
      for (double& x : jacobian.row(i)) x *= 1.0 - h(0, i) * h(0, i);
    }
    influence.push_back(length(jacobian));
  }
  return influence;
}

/// The first key's weight when the query is that key, among so many drawn ones.
double attention_influence(const Grid& keys, std::size_t n) {
  Grid seen(n, width);
  for (std::size_t i = 0; i < seen.size(); ++i) seen.values()[i] = keys.values()[i];
  Grid query(1, width);
  for (std::size_t k = 0; k < width; ++k) query(0, k) = keys(0, k);
  const Grid scores = apply(product_transposed(), {query, seen});
  return apply(softmax(1.0 / sharpness), {scores})(0, 0);
}

}  // namespace

Trace decay(const DemoOptions& options) {
  const std::vector<std::size_t> lengths = growing(options, 1, 2, 32);
  Random random(options.seed);
  const Grid keys = unit(drawn(random, lengths.back(), width));
  const std::vector<double> recurrence = recurrence_influence(random, lengths.back());
  Grid influence(lengths.size(), 2);
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    influence(i, 0) = recurrence[lengths[i] - 1] / recurrence[0];
    influence(i, 1) = attention_influence(keys, lengths[i]);
  }
  Tape tape(options.limits);
  const std::size_t output = tape.input(found("influence"), std::move(influence), sizes(lengths),
                                        columns(options, {"recurrence", "attention"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
