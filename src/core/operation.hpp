#pragma once

#include "core/grid.hpp"
#include "core/math.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed {

class Operation;
using OperationPointer = std::shared_ptr<const Operation>;

/// An earlier step, or some neighbouring columns of it, as input to an operation.
struct Operand {
  static constexpr std::size_t all = static_cast<std::size_t>(-1);
  std::size_t step = 0;
  std::size_t first = 0;
  std::size_t columns = all;
};

/// An operation and what it is to read.
struct Call {
  OperationPointer operation;
  std::vector<Operand> operands;
};

/// One number that an operation read: a cell of one of its operands.
struct Factor {
  std::size_t operand;
  std::size_t row;
  std::size_t column;
  double value;
};

namespace math {

inline Math cell(const Factor& factor) {
  return cell(factor.operand, factor.row, factor.column, factor.value);
}

}  // namespace math

/// A part of the arithmetic of one cell. In a sum of products `value` is the product of the factors.
struct Term {
  std::vector<Factor> factors;
  double value;
};

/// One cell, computed again from the operands by the plain definition.
struct Arithmetic {
  double value = 0.0;
  std::vector<Term> terms;
  Math math;  ///< how the terms combine, without "= value"
};

/// Where the names of a result's rows and columns come from.
struct Names {
  struct Source {
    std::size_t operand = 0;
    enum class Side { rows, columns, none } side = Side::none;
  };
  Source rows{0, Source::Side::rows};
  Source columns{0, Source::Side::columns};
};

/// A step on the way back: what it read, where it stands, and the step that holds dL/d(it).
struct Flow {
  const std::vector<Operand>& operands;
  std::size_t self;
  std::size_t upstream;
};

struct Shape {
  std::size_t rows;
  std::size_t columns;
};

/// One step of arithmetic on matrices. Four functions, side by side in one place, are all that heed
/// knows of it: its value, one cell of it by hand, its gradient, its formula.
class Operation {
 public:
  virtual ~Operation() = default;

  /// The shape of the result, known before it is computed. Operands that do not fit are a mistake in
  /// heed (std::logic_error): samples are checked when they are read.
  virtual Shape shape(std::span<const View> in) const = 0;

  /// The result.
  virtual Grid value(std::span<const View> in) const = 0;

  /// One cell of `value`, from its definition. For sums of products it agrees to the last bit.
  virtual Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const = 0;

  /// dL/d(operand k) as one further operation on steps; nothing where none flows back.
  virtual std::optional<Call> gradient(const Flow& flow, std::size_t operand) const = 0;

  /// The right-hand side of the formula, given the operands' symbols.
  virtual Math formula(std::span<const Math> in) const = 0;

  /// How names of rows and columns pass through; by default those of the first operand.
  virtual Names names() const { return {}; }

  /// Multiplications inside products of matrices, the count in which costs are compared.
  virtual std::size_t multiplications(std::span<const View>) const { return 0; }
};

}  // namespace heed
