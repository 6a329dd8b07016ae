#include "core/matrix.hpp"

#include "core/math.hpp"
#include "property/comparison.hpp"

#include <limits>

using namespace heed;
using namespace heed::test;

namespace {

/// The definition, one cell after the other, from left to right.
Grid by_definition(const View& a, const View& b, ProductForm form) {
  const std::size_t rows = form.transpose_left ? a.columns() : a.rows();
  const std::size_t inner = form.transpose_left ? a.rows() : a.columns();
  Grid product(rows, form.transpose_right ? b.rows() : b.columns());
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < product.columns(); ++j) {
      for (std::size_t k = 0; k < inner; ++k) {
        product(i, j) += (form.transpose_left ? a(k, i) : a(i, k)) * (form.transpose_right ? b(j, k) : b(k, j));
      }
    }
  }
  return product;
}

/// Numbers whose sums depend on the order in which they are added.
Grid uneven(Generator& random, std::size_t rows, std::size_t columns) {
  Grid grid = random.grid(rows, columns);
  for (double& x : grid.values()) x /= 3.0;
  return grid;
}

constexpr ProductForm forms[] = {{false, false}, {false, true}, {true, false}, {true, true}};

/// m×k times k×n.
struct Sizes {
  std::size_t m, k, n;
};

std::pair<Grid, Grid> factors(Generator& random, ProductForm form, const Sizes& sizes) {
  const auto& [m, k, n] = sizes;
  return {form.transpose_left ? uneven(random, k, m) : uneven(random, m, k),
          form.transpose_right ? uneven(random, n, k) : uneven(random, k, n)};
}

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("products with no dimension beyond 64 are summed from left to right, to the last bit") {
  Generator random(seed());
  for (const ProductForm form : forms) {
    for (const Sizes& sizes : {Sizes{1, 1, 1}, {2, 3, 4}, {1, 64, 1}, {64, 64, 64}, {5, 17, 3}}) {
      CAPTURE(sizes.m);
      const auto [a, b] = factors(random, form, sizes);
      CHECK(multiply(a, b, form) == by_definition(a, b, form));
    }
  }
}

TEST_CASE("larger products, which the BLAS computes, agree with the definition") {
  Generator random(seed());
  for (const ProductForm form : forms) {
    for (const Sizes& sizes : {Sizes{65, 3, 2}, {2, 65, 3}, {1, 200, 1}, {70, 80, 90}, {1, 2, 65}}) {
      CAPTURE(sizes.m);
      const auto [a, b] = factors(random, form, sizes);
      CHECK(apart(multiply(a, b, form), by_definition(a, b, form)) <= rounding);
    }
  }
}

TEST_CASE("a factor may be some columns of a grid, or the same grid twice") {
  Generator random(seed());
  const Grid wide = uneven(random, 4, 9);
  const View left(wide, 1, 3), right(wide, 5, 3);
  CHECK(multiply(left, right, {false, true}) == by_definition(left, right, {false, true}));
  CHECK(multiply(wide, wide, {false, true}) == by_definition(wide, wide, {false, true}));
  CHECK(multiply(wide, wide, {true, false}) == by_definition(wide, wide, {true, false}));
  const Grid large = uneven(random, 90, 80);
  CHECK(apart(multiply(large, large, {false, true}), by_definition(large, large, {false, true})) <= rounding);
  CHECK(apart(multiply(View(large, 70, 10), View(large, 3, 10), {true, false}),
              by_definition(View(large, 70, 10), View(large, 3, 10), {true, false})) <= rounding);
}

TEST_CASE("a hidden key is skipped, not multiplied by 0") {
  Grid weights(1, 2, 0.5), values(2, 1, 3.0), visible(1, 2, 1.0);
  values(1, 0) = undefined;
  CHECK(std::isnan(multiply_visible(weights, values, visible)(0, 0)));
  visible(0, 1) = 0.0;
  CHECK(multiply_visible(weights, values, visible)(0, 0) == 1.5);
}

TEST_CASE("so it is where there are more keys than are summed from left to right") {
  Generator random(seed());
  for (const double strange : {undefined, std::numeric_limits<double>::infinity()}) {
    Grid weights = uneven(random, 3, 70), values = uneven(random, 70, 2), visible(3, 70, 1.0);
    const Grid whole = multiply_visible(weights, values, visible);
    CHECK(apart(whole, by_definition(weights, values, {})) <= rounding);
    values(69, 1) = strange;
    CHECK_FALSE(std::isfinite(multiply_visible(weights, values, visible)(2, 1)));
    for (std::size_t i = 0; i < 3; ++i) visible(i, 69) = weights(i, 69) = 0.0;
    CHECK(std::isfinite(multiply_visible(weights, values, visible)(2, 1)));
    CHECK(std::isfinite(multiply_nonzero(weights, values)(2, 1)));
  }
}

TEST_CASE("a weight of 0 on a visible key does multiply") {
  Grid weights(1, 2, 0.0), values(2, 1, undefined), visible(1, 2, 1.0);
  CHECK(std::isnan(multiply_visible(weights, values, visible)(0, 0)));
  CHECK(multiply_nonzero(weights, values)(0, 0) == 0.0);
}

TEST_CASE("shapes are written rows×columns") {
  CHECK(shape(Grid(3, 4)) == "3×4");
}
