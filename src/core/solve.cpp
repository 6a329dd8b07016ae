#include "core/solve.hpp"

#include "core/error.hpp"

#include <cmath>

namespace heed {

Grid solve(const Grid& a, const Grid& b) {
  const std::size_t n = a.rows();
  expect(a.columns() == n && b.rows() == n, "a system of equations whose sides do not fit");
  Grid lower(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = a(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= lower(i, k) * lower(j, k);
      expect(i != j || rest > 0.0, "a matrix that should be positive definite is not");
      lower(i, j) = i == j ? std::sqrt(rest) : rest / lower(j, j);
    }
  }
  Grid x = b;
  for (std::size_t column = 0; column < b.columns(); ++column) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < i; ++k) x(i, column) -= lower(i, k) * x(k, column);
      x(i, column) /= lower(i, i);
    }
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t k = i + 1; k < n; ++k) x(i, column) -= lower(k, i) * x(k, column);
      x(i, column) /= lower(i, i);
    }
  }
  return x;
}

}  // namespace heed
