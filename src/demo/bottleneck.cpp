// n numbers read one after the other into a state of four, h ← A·h + b·x, and read back from the last state by the
// best linear reader there is; beside it attention, which keeps every number and looks one up by its position.
#include "core/matrix.hpp"
#include "core/operations.hpp"
#include "core/solve.hpp"
#include "demo/demo.hpp"

namespace heed {
namespace {

constexpr std::size_t width = 4;
constexpr double noise = 0.01;       ///< variance of each number of the state: it is kept to about one decimal
constexpr double sharpness = 500.0;  ///< of the look-up; its scores are sums of cosines, at most width/2

/// A matrix that keeps every length: rows drawn, then made perpendicular one after the other (Gram and Schmidt).
Grid rotation(Random& random) {
  Grid rows = drawn(random, width, width);
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double along = 0.0;
      for (std::size_t k = 0; k < width; ++k) along += rows(i, k) * rows(j, k);
      for (std::size_t k = 0; k < width; ++k) rows(i, k) -= along * rows(j, k);
    }
    const Grid unit = apply(unit_rows(), {rows});
    for (std::size_t k = 0; k < width; ++k) rows(i, k) = unit(i, k);
  }
  return rows;
}

/// What each item leaves in the last state: column t is A^(n−1−t)·b.
Grid traces_of_items(const Grid& a, const Grid& b, std::size_t n) {
  Grid left(width, n);
  Grid column = b;
  for (std::size_t t = n; t-- > 0; column = multiply(a, column)) {
    for (std::size_t k = 0; k < width; ++k) left(k, t) = column(k, 0);
  }
  return left;
}

/// E‖x − x̂‖² / E‖x‖² of the best linear reader x̂ = Mᵀ(M·Mᵀ + noise·I)⁻¹·h, for items of variance 1.
double recurrence_error(const Grid& m) {
  Grid covariance = multiply(m, m, {.transpose_right = true});
  for (std::size_t k = 0; k < width; ++k) covariance(k, k) += noise;
  const Grid reader = solve(covariance, m);
  double kept = 0.0;
  for (std::size_t i = 0; i < m.size(); ++i) kept += m.values()[i] * reader.values()[i];
  return 1.0 - kept / static_cast<double>(m.columns());
}

/// The same error when item i is asked for by its position: that of the matrix weights − I.
double attention_error(std::size_t n) {
  const Grid positions = apply(sinusoids(n, width, 0), {});
  const Grid scores = apply(product_transposed(), {positions, positions});
  Grid weights = apply(softmax(1.0 / sharpness), {scores});
  for (std::size_t i = 0; i < n; ++i) weights(i, i) -= 1.0;
  double lost = 0.0;
  for (const double x : weights.values()) lost += x * x;
  return lost / static_cast<double>(n);
}

}  // namespace

Trace bottleneck(const DemoOptions& options) {
  Random random(options.seed);
  const Grid a = rotation(random);
  const Grid b = drawn(random, width, 1);
  const std::vector<std::size_t> lengths = growing(options, 2, 2, 32);
  Grid error(lengths.size(), 2);
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    error(i, 0) = recurrence_error(traces_of_items(a, b, lengths[i]));
    error(i, 1) = attention_error(lengths[i]);
  }
  Tape tape(options.limits);
  const std::size_t output =
      tape.input(found("error"), std::move(error), sizes(lengths), columns(options, {"recurrence", "attention"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
