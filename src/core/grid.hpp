#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace heed {

/// Memory for numbers that are not cleared before they are written. Where there is much of it, it lies in huge pages
/// and is used again when it is free: a large matrix would otherwise spend more time on pages than on arithmetic.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(std::size_t size);
  Numbers(const Numbers& other);
  Numbers(Numbers&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Numbers& operator=(Numbers other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Numbers();

  double* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  double* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A matrix of doubles. One token is one row, and a row's numbers lie side by side in memory.
class Grid {
 public:
  Grid() = default;
  Grid(std::size_t rows, std::size_t columns, double fill = 0.0) : Grid(rows, columns, Numbers(rows * columns)) {
    std::fill_n(values_.data(), size(), fill);
  }
  /// For whoever writes every number next.
  static Grid unwritten(std::size_t rows, std::size_t columns) { return {rows, columns, Numbers(rows * columns)}; }

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t size() const { return values_.size(); }

  double& operator()(std::size_t row, std::size_t column) { return values_.data()[row * columns_ + column]; }
  double operator()(std::size_t row, std::size_t column) const { return values_.data()[row * columns_ + column]; }

  std::span<double> row(std::size_t i) { return {values_.data() + i * columns_, columns_}; }
  std::span<const double> row(std::size_t i) const { return {values_.data() + i * columns_, columns_}; }
  std::span<const double> values() const { return {values_.data(), size()}; }
  std::span<double> values() { return {values_.data(), size()}; }

  bool operator==(const Grid& other) const {
    return rows_ == other.rows_ && columns_ == other.columns_ &&
           std::equal(values().begin(), values().end(), other.values().begin());
  }

 private:
  Grid(std::size_t rows, std::size_t columns, Numbers values)
      : rows_(rows), columns_(columns), values_(std::move(values)) {}
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  Numbers values_;
};

/// Neighbouring columns of a grid, read only: one head's share of Q, say. The grid must outlive it.
class View {
 public:
  View(const Grid& grid) : View(grid, 0, grid.columns()) {}
  View(const Grid& grid, std::size_t first, std::size_t columns)
      : data_(grid.values().data() + first), rows_(grid.rows()), columns_(columns), stride_(grid.columns()) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t stride() const { return stride_; }
  const double* data() const { return data_; }

  double operator()(std::size_t row, std::size_t column) const { return data_[row * stride_ + column]; }
  std::span<const double> row(std::size_t i) const { return {data_ + i * stride_, columns_}; }

 private:
  const double* data_;
  std::size_t rows_;
  std::size_t columns_;
  std::size_t stride_;
};

/// "3×4"
std::string shape(std::size_t rows, std::size_t columns);
inline std::string shape(const Grid& grid) {
  return shape(grid.rows(), grid.columns());
}

}  // namespace heed
