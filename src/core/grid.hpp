#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace heed {

/// Throws std::bad_alloc.
void* allocate_storage(std::size_t bytes);

/// Memory that is not cleared before it is written, in huge pages where there is much of it: a large matrix would
/// otherwise spend more time on pages than on arithmetic.
template <typename T>
struct Storage {
  using value_type = T;
  T* allocate(std::size_t count) { return static_cast<T*>(allocate_storage(count * sizeof(T))); }
  void deallocate(T* pointer, std::size_t) noexcept { std::free(pointer); }
  template <typename U, typename... From>
  void construct(U* place, From&&... from) {
    ::new (static_cast<void*>(place)) U(std::forward<From>(from)...);
  }
  template <typename U>
  void construct(U* place) {
    ::new (static_cast<void*>(place)) U;
  }
  bool operator==(const Storage&) const = default;
};

/// A matrix of doubles. One token is one row, and a row's numbers lie side by side in memory.
class Grid {
 public:
  Grid() = default;
  Grid(std::size_t rows, std::size_t columns, double fill = 0.0)
      : rows_(rows), columns_(columns), values_(rows * columns, fill) {}
  /// For whoever writes every number next.
  static Grid unwritten(std::size_t rows, std::size_t columns) {
    Grid grid;
    grid.rows_ = rows;
    grid.columns_ = columns;
    grid.values_.resize(rows * columns);
    return grid;
  }

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t size() const { return values_.size(); }

  double& operator()(std::size_t row, std::size_t column) { return values_[row * columns_ + column]; }
  double operator()(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }

  std::span<double> row(std::size_t i) { return {values_.data() + i * columns_, columns_}; }
  std::span<const double> row(std::size_t i) const { return {values_.data() + i * columns_, columns_}; }
  std::span<const double> values() const { return values_; }
  std::span<double> values() { return values_; }

  bool operator==(const Grid&) const = default;

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double, Storage<double>> values_;
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
