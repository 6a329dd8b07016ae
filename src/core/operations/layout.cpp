#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"
#include "core/operations/sum.hpp"

#include <algorithm>

namespace heed {
namespace {

/// An operation of which each cell is one cell of an operand.
class Rearrangement : public Operation {
 public:
  struct Source {
    std::size_t operand, row, column;
  };
  virtual Source source(std::span<const View> in, std::size_t row, std::size_t column) const = 0;

  Grid value(std::span<const View> in) const override {
    const Shape s = shape(in);
    Grid result(s.rows, s.columns);
    for (std::size_t i = 0; i < s.rows; ++i) {
      for (std::size_t j = 0; j < s.columns; ++j) {
        const Source from = source(in, i, j);
        result(i, j) = in[from.operand](from.row, from.column);
      }
    }
    return result;
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Source from = source(in, row, column);
    const Factor copied = factor(in, from.operand, from.row, from.column);
    return {copied.value, {{{copied}, copied.value}}, math::cell(copied)};
  }
};

/// On the way back through a join: the rows and columns that came from one operand.
class Part : public Final<Rearrangement> {
 public:
  enum class Side { rows, columns };
  /// The operands are the upstream gradient and then the joined matrices; `which` of them is wanted.
  Part(Side side, std::size_t which) : side_(side), which_(which) {}
  Shape shape(std::span<const View> in) const override { return {in[which_ + 1].rows(), in[which_ + 1].columns()}; }
  Source source(std::span<const View> in, std::size_t row, std::size_t column) const override {
    std::size_t before = 0;
    for (std::size_t k = 1; k <= which_; ++k) before += side_ == Side::rows ? in[k].rows() : in[k].columns();
    return side_ == Side::rows ? Source{0, row + before, column} : Source{0, row, column + before};
  }
  Math formula(std::span<const Math> in) const override { return in[0]; }
  Names names() const override {
    return {{which_ + 1, Names::Source::Side::rows}, {which_ + 1, Names::Source::Side::columns}};
  }

 private:
  Side side_;
  std::size_t which_;
};

Call part_of(const Flow& flow, Part::Side side, std::size_t operand) {
  std::vector<Operand> operands{{flow.upstream}};
  operands.insert(operands.end(), flow.operands.begin(), flow.operands.end());
  return {std::make_shared<Part>(side, operand), std::move(operands)};
}

class JoinColumns : public Rearrangement {
 public:
  Shape shape(std::span<const View> in) const override {
    std::size_t columns = 0;
    for (const View& view : in) {
      expect(view.rows() == in[0].rows(), "matrices of different heights side by side");
      columns += view.columns();
    }
    return {in[0].rows(), columns};
  }
  Source source(std::span<const View> in, std::size_t row, std::size_t column) const override {
    std::size_t operand = 0;
    while (column >= in[operand].columns()) column -= in[operand++].columns();
    return {operand, row, column};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return part_of(flow, Part::Side::columns, operand);
  }
  Math formula(std::span<const Math> in) const override { return math::call("concat", {in.begin(), in.end()}); }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }
};

class StackRows : public Rearrangement {
 public:
  Shape shape(std::span<const View> in) const override {
    std::size_t rows = 0;
    for (const View& view : in) {
      expect(view.columns() == in[0].columns(), "matrices of different widths above each other");
      rows += view.rows();
    }
    return {rows, in[0].columns()};
  }
  Source source(std::span<const View> in, std::size_t row, std::size_t column) const override {
    std::size_t operand = 0;
    while (row >= in[operand].rows()) row -= in[operand++].rows();
    return {operand, row, column};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return part_of(flow, Part::Side::rows, operand);
  }
  Math formula(std::span<const Math> in) const override { return math::call("stack", {in.begin(), in.end()}); }
  Names names() const override { return {{}, {0, Names::Source::Side::columns}}; }
};

class ReshapedHeads : public Rearrangement {
 public:
  explicit ReshapedHeads(std::size_t heads, bool back = false) : heads_(heads), back_(back) {}
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[0].columns()}; }
  Source source(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t rows = in[0].rows();
    const std::size_t width = in[0].columns();
    const std::size_t d = width / heads_;
    if (back_) {
      const std::size_t flat = row * width + column;
      return {0, flat / d % rows, flat / (d * rows) * d + flat % d};
    }
    const std::size_t flat = (column / d * rows + row) * d + column % d;
    return {0, flat / width, flat % width};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t) const override {
    return Call{std::make_shared<ReshapedHeads>(heads_, !back_), {{flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override { return math::call("reshape", {in[0]}); }

 private:
  std::size_t heads_;
  bool back_;
};

class ColumnSums : public Final<Operation> {
 public:
  Shape shape(std::span<const View> in) const override { return {1, in[0].columns()}; }
  Grid value(std::span<const View> in) const override {
    Grid sums(1, in[0].columns());
    for (std::size_t i = 0; i < in[0].rows(); ++i) {
      for (std::size_t j = 0; j < in[0].columns(); ++j) sums(0, j) += in[0](i, j);
    }
    return sums;
  }
  Arithmetic cell(std::span<const View> in, std::size_t, std::size_t column) const override {
    Sum sum;
    for (std::size_t i = 0; i < in[0].rows(); ++i) sum.add({factor(in, 0, i, column)});
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override { return math::call("Σ", {in[0]}); }
  Names names() const override { return {{}, {0, Names::Source::Side::columns}}; }
};

class Assemble : public Final<Operation> {
 public:
  Assemble(Shape shape, std::vector<Corner> corners) : shape_(shape), corners_(std::move(corners)) {}
  Shape shape(std::span<const View>) const override { return shape_; }
  Grid value(std::span<const View> in) const override {
    Grid result(shape_.rows, shape_.columns);
    for (std::size_t k = 0; k < in.size(); ++k) {
      for (std::size_t i = 0; i < in[k].rows(); ++i) {
        for (std::size_t j = 0; j < in[k].columns(); ++j) {
          result(corners_[k].row + i, corners_[k].column + j) += in[k](i, j);
        }
      }
    }
    return result;
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Sum sum;
    for (std::size_t k = 0; k < in.size(); ++k) {
      // Unsigned: a corner behind the cell gives a difference too large to be inside.
      const std::size_t i = row - corners_[k].row;
      const std::size_t j = column - corners_[k].column;
      if (i < in[k].rows() && j < in[k].columns()) sum.add({factor(in, k, i, j)});
    }
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override { return math::sum({in.begin(), in.end()}); }
  Names names() const override { return {{}, {}}; }

 private:
  Shape shape_;
  std::vector<Corner> corners_;
};

}  // namespace

OperationPointer join_columns() {
  return std::make_shared<JoinColumns>();
}
OperationPointer stack_rows() {
  return std::make_shared<StackRows>();
}
OperationPointer reshaped_heads(std::size_t heads) {
  return std::make_shared<ReshapedHeads>(heads);
}
OperationPointer column_sums() {
  return std::make_shared<ColumnSums>();
}
OperationPointer assemble(Shape shape, std::vector<Corner> corners) {
  return std::make_shared<Assemble>(shape, std::move(corners));
}

}  // namespace heed
