#include "core/error.hpp"
#include "core/matrix.hpp"
#include "core/operations.hpp"
#include "core/operations/sum.hpp"

namespace heed {
namespace {

class Product : public Operation {
 public:
  Product(ProductForm form, bool back) : form_(form), back_(back) {}

  Shape shape(std::span<const View> in) const override {
    const Shape result{form_.transpose_left ? in[0].columns() : in[0].rows(),
                       form_.transpose_right ? in[1].rows() : in[1].columns()};
    expect(in.size() < 3 || (in[2].rows() == 1 && in[2].columns() == result.columns), "a bias of another width");
    return result;
  }

  Grid value(std::span<const View> in) const override {
    Grid result = back_ ? multiply_nonzero(in[0], in[1], form_) : multiply(in[0], in[1], form_);
    if (in.size() == 3) {
      for (std::size_t i = 0; i < result.rows(); ++i) {
        for (std::size_t j = 0; j < result.columns(); ++j) result(i, j) += in[2](0, j);
      }
    }
    return result;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Sum sum;
    const std::size_t inner = form_.transpose_left ? in[0].rows() : in[0].columns();
    for (std::size_t k = 0; k < inner; ++k) {
      const Factor left = form_.transpose_left ? factor(in, 0, k, row) : factor(in, 0, row, k);
      if (back_ && left.value == 0.0) continue;
      sum.add({left, form_.transpose_right ? factor(in, 1, column, k) : factor(in, 1, k, column)});
    }
    if (in.size() == 3) sum.add({factor(in, 2, 0, column)});
    return sum.done();
  }

  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (back_) return std::nullopt;  // heed takes no second derivatives
    const Operand upstream{flow.upstream};
    const Operand& left = flow.operands[0];
    const Operand& right = flow.operands[1];
    if (operand == 2) return Call{column_sums(), {upstream}};
    if (operand == 0) return Call{product_back(false, !form_.transpose_right), {upstream, right}};
    return Call{product_back(true, false),
                form_.transpose_right ? std::vector{upstream, left} : std::vector{left, upstream}};
  }

  Math formula(std::span<const Math> in) const override {
    const auto factor = [](const Math& symbol, bool transposed) {
      return transposed ? math::transpose(symbol) : symbol;
    };
    Math result = math::matrices(factor(in[0], form_.transpose_left), factor(in[1], form_.transpose_right));
    return in.size() == 3 ? math::sum({std::move(result), in[2]}) : result;
  }

  Names names() const override {
    using Side = Names::Source::Side;
    return {{0, form_.transpose_left ? Side::columns : Side::rows},
            {1, form_.transpose_right ? Side::rows : Side::columns}};
  }

  std::size_t multiplications(std::span<const View> in) const override {
    const Shape result = shape(in);
    return result.rows * result.columns * (form_.transpose_left ? in[0].rows() : in[0].columns());
  }

 private:
  ProductForm form_;
  bool back_;
};

/// dA = dC·Vᵀ where the key is visible, exactly 0 where it was skipped; operands: dC, V, visible.
class MixGradient : public Operation {
 public:
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[1].rows()}; }

  Grid value(std::span<const View> in) const override {
    Grid result = multiply_nonzero(in[0], in[1], {.transpose_right = true});
    for (std::size_t i = 0; i < result.rows(); ++i) {
      for (std::size_t j = 0; j < result.columns(); ++j) {
        if (in[2](i, j) == 0.0) result(i, j) = 0.0;
      }
    }
    return result;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    if (in[2](row, column) == 0.0) return {0.0, {{{{2, row, column, 0.0}}, 0.0}}, math::number(0.0)};
    return product_back(false, true)->cell(in.first(2), row, column);
  }

  std::optional<Call> gradient(const Flow&, std::size_t) const override { return std::nullopt; }

  Math formula(std::span<const Math> in) const override { return math::matrices(in[0], math::transpose(in[1])); }

  Names names() const override {
    using Side = Names::Source::Side;
    return {{2, Side::rows}, {2, Side::columns}};
  }
};

class Mix : public Operation {
 public:
  Shape shape(std::span<const View> in) const override {
    expect(in[0].columns() == in[1].rows(), "weights and values of different lengths");
    return {in[0].rows(), in[1].columns()};
  }

  Grid value(std::span<const View> in) const override {
    return in.size() == 3 ? multiply_visible(in[0], in[1], in[2]) : multiply(in[0], in[1]);
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Sum sum;
    for (std::size_t key = 0; key < in[1].rows(); ++key) {
      if (in.size() == 3 && in[2](row, key) == 0.0) continue;
      sum.add({factor(in, 0, row, key), factor(in, 1, key, column)});
    }
    return sum.done();
  }

  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    const Operand upstream{flow.upstream};
    if (operand == 0 && flow.operands.size() == 3) {
      return Call{std::make_shared<MixGradient>(), {upstream, flow.operands[1], flow.operands[2]}};
    }
    if (operand == 0) return Call{product_back(false, true), {upstream, flow.operands[1]}};
    if (operand == 1) return Call{product_back(true, false), {flow.operands[0], upstream}};
    return std::nullopt;
  }

  Math formula(std::span<const Math> in) const override { return math::matrices(in[0], in[1]); }

  Names names() const override {
    using Side = Names::Source::Side;
    return {{0, Side::rows}, {1, Side::columns}};
  }

  std::size_t multiplications(std::span<const View> in) const override {
    std::size_t pairs = in[0].rows() * in[0].columns();
    if (in.size() == 3) {
      pairs = 0;
      for (std::size_t i = 0; i < in[2].rows(); ++i) {
        for (const double seen : in[2].row(i)) pairs += seen != 0.0;
      }
    }
    return pairs * in[1].columns();
  }
};

}  // namespace

OperationPointer product() {
  return std::make_shared<Product>(ProductForm{}, false);
}

OperationPointer product_transposed() {
  return std::make_shared<Product>(ProductForm{.transpose_right = true}, false);
}

OperationPointer product_back(bool transpose_left, bool transpose_right) {
  return std::make_shared<Product>(ProductForm{transpose_left, transpose_right}, true);
}

OperationPointer mix() {
  return std::make_shared<Mix>();
}

}  // namespace heed
