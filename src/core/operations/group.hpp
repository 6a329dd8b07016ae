#pragma once

#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"

#include <cmath>
#include <limits>

namespace heed {

/// Cells that are normalised together (a row, as a rule), and which of them a query may see.
class Group {
 public:
  Group(std::span<const View> in, Axis axis, std::size_t row, std::size_t column, std::size_t visible_operand = 1)
      : scores_(in[0]), visible_(in.size() > visible_operand ? &in[visible_operand] : nullptr) {
    first_row_ = axis == Axis::row ? row : 0;
    last_row_ = axis == Axis::row ? row + 1 : in[0].rows();
    first_column_ = axis == Axis::column ? column : 0;
    last_column_ = axis == Axis::column ? column + 1 : in[0].columns();
  }

  bool shows(std::size_t i, std::size_t j) const { return visible_ == nullptr || (*visible_)(i, j) != 0.0; }

  /// Calls `visit(row, column, score)` for each visible cell, in order.
  template <typename Visit>
  void each(Visit visit) const {
    for (std::size_t i = first_row_; i < last_row_; ++i) {
      for (std::size_t j = first_column_; j < last_column_; ++j) {
        if (shows(i, j)) visit(i, j, scores_(i, j));
      }
    }
  }

  /// Calls `visit(row, column)` for each cell, hidden or not.
  template <typename Visit>
  void all(Visit visit) const {
    for (std::size_t i = first_row_; i < last_row_; ++i) {
      for (std::size_t j = first_column_; j < last_column_; ++j) visit(i, j);
    }
  }

  bool empty() const {
    bool none = true;
    each([&](std::size_t, std::size_t, double) { none = false; });
    return none;
  }

  /// The largest visible score; NaN when one is NaN, so that nothing wrong is hidden.
  double maximum() const {
    double most = -std::numeric_limits<double>::infinity();
    each([&](std::size_t, std::size_t, double s) { most = std::isnan(s) || s > most ? s : most; });
    return most;
  }

 private:
  View scores_;
  const View* visible_;
  std::size_t first_row_, last_row_, first_column_, last_column_;
};

/// The weight of a key that is hidden, as the operand says that tells what is visible.
inline Arithmetic hidden_weight(std::size_t operand, std::size_t i, std::size_t j) {
  return {0.0, {{{{operand, i, j, 0.0}}, 0.0}}, math::cell(operand, i, j, 0.0)};
}

/// Weights from scores, (S, [visible]). A hidden key has weight exactly 0.
class Normaliser : public Shaped {
 public:
  Names names() const override { return {}; }
};

/// dS = A∘(dA − Σ A∘dA) / divisor, the sum over the cells normalised together; (A, dA). It serves softmax, whose
/// divisor is the temperature.
OperationPointer share_gradient(double divisor, Axis axis);

}  // namespace heed
