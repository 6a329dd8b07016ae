// Why √d_k: the variance of q·k over many pairs drawn with mean 0 and variance 1, and what scores of that size do to a
// softmax over sixteen keys: its largest weight, and the length of its Jacobian, both averaged over many queries.
#include "core/operations.hpp"
#include "core/rows.hpp"
#include "demo/demo.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

constexpr std::size_t pairs = 2000;
constexpr std::size_t queries = 200;
constexpr std::size_t keys = 16;
constexpr std::size_t work_of_a_number = 16;  ///< drawing it takes as long as touching so many

double dot(Random& random, std::size_t d) {
  double sum = 0.0;
  for (std::size_t k = 0; k < d; ++k) {
    const double q = random.normal();
    sum += q * random.normal();
  }
  return sum;
}

double variance_of(const std::vector<double>& values) {
  double sum = 0.0;
  double squares = 0.0;
  for (const double x : values) {
    sum += x;
    squares += x * x;
  }
  const auto count = static_cast<double>(values.size());
  return squares / count - (sum / count) * (sum / count);
}

struct Saturation {
  double largest = 0.0;
  double gradient = 0.0;
};

/// ‖diag(a) − a·aᵀ‖² = Σaᵢ² − 2Σaᵢ³ + (Σaᵢ²)²
double jacobian_length(std::span<const double> a) {
  double squares = 0.0;
  double cubes = 0.0;
  for (const double x : a) {
    squares += x * x;
    cubes += x * x * x;
  }
  return std::sqrt(std::max(0.0, squares - 2.0 * cubes + squares * squares));
}

Saturation saturation(const Grid& scores) {
  const Grid weights = apply(softmax(), {scores});
  Saturation mean;
  for (std::size_t i = 0; i < weights.rows(); ++i) {
    const auto row = weights.row(i);
    mean.largest += *std::max_element(row.begin(), row.end()) / static_cast<double>(weights.rows());
    mean.gradient += jacobian_length(row) / static_cast<double>(weights.rows());
  }
  return mean;
}

}  // namespace

Trace variance(const DemoOptions& options) {
  const std::vector<std::size_t> widths = growing(options, 4, 4, 256);
  Grid variances(widths.size(), 2);
  Grid saturations(widths.size(), 4);
  Random random(options.seed);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::size_t d = widths[i];
    std::vector<double> dots(pairs);
    over_rows(pairs, work_of_a_number * 2 * d, [&](std::size_t first, std::size_t last) {
      Random here = random.after(first * 2 * d);
      for (std::size_t pair = first; pair < last; ++pair) dots[pair] = dot(here, d);
    });
    random = random.after(pairs * 2 * d);
    variances(i, 0) = variance_of(dots);
    variances(i, 1) = variances(i, 0) / static_cast<double>(d);
    const Grid scores = apply(product_transposed(), {drawn(random, queries, d), drawn(random, keys, d)});
    const Saturation plain = saturation(scores);
    const Saturation scaled = saturation(apply(divide_by_root(d, "d"), {scores}));
    saturations(i, 0) = plain.largest;
    saturations(i, 1) = scaled.largest;
    saturations(i, 2) = plain.gradient;
    saturations(i, 3) = scaled.gradient;
  }
  Tape tape(options.limits);
  tape.input(found("variance"), std::move(variances), sizes(widths), columns(options, {"unscaled", "scaled"}));
  const std::size_t output =
      tape.input(found("saturation"), std::move(saturations), sizes(widths),
                 columns(options, {"largest_unscaled", "largest_scaled", "gradient_unscaled", "gradient_scaled"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
