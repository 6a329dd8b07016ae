#pragma once

#include "core/operation.hpp"
#include "core/rows.hpp"

namespace heed {

/// An operation whose cells are computed each by itself, in any order.
class Cellwise : public Operation {
 public:
  Grid value(std::span<const View> in) const override {
    const Shape s = shape(in);
    Grid result = Grid::unwritten(s.rows, s.columns);
    over_rows(s.rows, s.columns, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) write_row(in, i, result.row(i));
    });
    return result;
  }

  /// One row of the result; an operation that large matrices go through may be quicker than cell by cell.
  virtual void write_row(std::span<const View> in, std::size_t row, std::span<double> result) const {
    for (std::size_t j = 0; j < result.size(); ++j) result[j] = at(in, row, j);
  }

  /// The number in a cell, without its explanation.
  virtual double at(std::span<const View> in, std::size_t row, std::size_t column) const {
    return cell(in, row, column).value;
  }
};

/// A cellwise operation whose result has the shape of its first operand.
class Shaped : public Cellwise {
 public:
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[0].columns()}; }
};

/// On the way back nothing flows further: heed takes no second derivatives.
template <typename Base>
class Final : public Base {
 public:
  std::optional<Call> gradient(const Flow&, std::size_t) const override { return std::nullopt; }
};

}  // namespace heed
