#include "core/matrix.hpp"

#include "core/error.hpp"
#include "core/rows.hpp"

#include <armadillo>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

// Armadillo stores columns. A grid's rows, read as columns, are its transpose: so every matrix here is
// the transpose of the grid it stands for, and products are taken in reverse order.

/// A view as a matrix; `copy` holds its numbers where they do not lie side by side.
arma::mat transposed(const View& view, Grid& copy) {
  const double* data = view.data();
  if (view.stride() != view.columns()) {
    copy = Grid::unwritten(view.rows(), view.columns());
    for (std::size_t i = 0; i < view.rows(); ++i) std::copy_n(view.row(i).data(), view.columns(), copy.row(i).data());
    data = copy.values().data();
  }
  return {const_cast<double*>(data), view.columns(), view.rows(), false, true};
}

arma::mat wrap(Grid& grid) {
  return {grid.values().data(), grid.columns(), grid.rows(), false, true};
}

/// A column where it lies: quicker than Armadillo's own view of one.
arma::vec column(const arma::mat& matrix, std::size_t j) {
  return {const_cast<double*>(matrix.colptr(j)), matrix.n_rows, false, true};
}

bool finite(const View& view) {
  for (std::size_t i = 0; i < view.rows(); ++i) {
    const auto row = view.row(i);
    if (!std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); })) return false;
  }
  return true;
}

struct Dimensions {
  std::size_t rows, inner, columns;
};

Dimensions dimensions(const View& left, const View& right, ProductForm form) {
  const Dimensions d{form.transpose_left ? left.columns() : left.rows(),
                     form.transpose_left ? left.rows() : left.columns(),
                     form.transpose_right ? right.rows() : right.columns()};
  expect(d.inner == (form.transpose_right ? right.columns() : right.rows()),
         "a product of matrices whose inner dimensions differ");
  return d;
}

bool small(const Dimensions& d) {
  constexpr std::size_t exact = 64;
  return std::max({d.rows, d.inner, d.columns}) <= exact;
}

// Each row of the product is a weighted sum of the right factor's rows, added from left to right.
template <typename Skip>
Grid weighted_sums(const View& left, const View& right, ProductForm form, Skip skip) {
  const Dimensions d = dimensions(left, right, form);
  Grid product(d.rows, d.columns);
  arma::mat sums = wrap(product);
  Grid copy;
  const arma::mat right_rows = transposed(right, copy);
  const arma::mat turned = form.transpose_right ? arma::mat(right_rows.t()) : arma::mat();
  const arma::mat& rows = form.transpose_right ? turned : right_rows;
  for (std::size_t i = 0; i < d.rows; ++i) {
    arma::vec sum = column(sums, i);
    for (std::size_t k = 0; k < d.inner; ++k) {
      const double weight = form.transpose_left ? left(k, i) : left(i, k);
      if (!skip(i, k, weight)) sum += weight * column(rows, k);
    }
  }
  return product;
}

/// Some rows of a factor, or columns of one that is transposed.
arma::mat band(arma::mat& factor, bool across, std::size_t first, std::size_t count) {
  if (across) return factor.rows(first, first + count - 1);
  return {factor.colptr(first), factor.n_rows, count, false, true};
}

// In bands of rows that do not depend on the number of cores, so neither does the result.
Grid large_product(const View& left, const View& right, ProductForm form) {
  constexpr std::size_t height = 128;
  const Dimensions d = dimensions(left, right, form);
  if (d.inner == 0) return Grid(d.rows, d.columns);
  Grid product = Grid::unwritten(d.rows, d.columns);
  arma::mat whole = wrap(product);
  Grid left_copy, right_copy;
  arma::mat a = transposed(left, left_copy);
  const arma::mat b = transposed(right, right_copy);
  const auto write = [&](std::size_t first, std::size_t count) {
    const arma::mat part = band(a, form.transpose_left, first, count);
    arma::mat result = band(whole, false, first, count);
    if (form.transpose_left && form.transpose_right) {
      result = b.t() * part.t();
    } else if (form.transpose_left) {
      result = b * part.t();
    } else if (form.transpose_right) {
      result = b.t() * part;
    } else {
      result = b * part;
    }
  };
  over_rows((d.rows + height - 1) / height, height * d.columns, [&](std::size_t first, std::size_t last) {
    for (std::size_t k = first; k < last; ++k) write(k * height, std::min(height, d.rows - k * height));
  });
  return product;
}

template <typename Skip>
Grid multiply_skipping(const View& left, const View& right, ProductForm form, Skip skip) {
  // Skipping a factor of 0 changes nothing as long as what it meets is finite.
  if (!small(dimensions(left, right, form)) && finite(right)) return large_product(left, right, form);
  return weighted_sums(left, right, form, skip);
}

}  // namespace

Grid multiply(const View& left, const View& right, ProductForm form) {
  if (!small(dimensions(left, right, form))) return large_product(left, right, form);
  return weighted_sums(left, right, form, [](std::size_t, std::size_t, double) { return false; });
}

Grid multiply_visible(const View& weights, const View& values, const View& visible) {
  return multiply_skipping(weights, values, {},
                           [&](std::size_t i, std::size_t k, double) { return visible(i, k) == 0.0; });
}

Grid multiply_nonzero(const View& left, const View& right, ProductForm form) {
  return multiply_skipping(left, right, form, [](std::size_t, std::size_t, double weight) { return weight == 0.0; });
}

}  // namespace heed
