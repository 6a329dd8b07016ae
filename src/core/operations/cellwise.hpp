#pragma once

#include "core/operation.hpp"

namespace heed {

/// An operation whose cells are computed each by itself, in any order.
class Cellwise : public Operation {
 public:
  Grid value(std::span<const View> in) const override {
    const Shape s = shape(in);
    Grid result(s.rows, s.columns);
    for (std::size_t i = 0; i < s.rows; ++i) {
      for (std::size_t j = 0; j < s.columns; ++j) result(i, j) = at(in, i, j);
    }
    return result;
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
