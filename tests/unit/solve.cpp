#include "core/solve.hpp"

#include "core/matrix.hpp"
#include "property/comparison.hpp"

#include <stdexcept>

using namespace heed;
using namespace heed::test;

namespace {

/// M·Mᵀ + 1: symmetric, and positive definite.
Grid definite(const Grid& m) {
  Grid a = multiply(m, m, {.transpose_right = true});
  for (std::size_t i = 0; i < a.rows(); ++i) a(i, i) += 1.0;
  return a;
}

}  // namespace

TEST_CASE("the solution of a system of equations satisfies each of them") {
  Generator random(seed());
  for (const std::size_t n : {1u, 2u, 3u, 7u}) {
    const Grid a = definite(random.grid(n, n));
    const Grid b = random.grid(n, 3);
    CHECK(apart(multiply(a, solve(a, b)), b) <= 1e-10);
  }
}

TEST_CASE("a system that has not one solution, or sides that do not fit, is a mistake in heed") {
  CHECK_THROWS_AS(solve(Grid(2, 2, 1.0), Grid(2, 1)), std::logic_error);
  CHECK_THROWS_AS(solve(Grid(2, 2), Grid(2, 1)), std::logic_error);
  CHECK_THROWS_AS(solve(Grid(2, 3, 1.0), Grid(2, 1)), std::logic_error);
  CHECK_THROWS_AS(solve(definite(Grid(2, 2)), Grid(3, 1)), std::logic_error);
}
