#include "core/operations.hpp"
#include "core/operations/group.hpp"
#include "core/operations/sum.hpp"

namespace heed {
namespace {

/// dS = A∘(dA − Σ A∘dA) / divisor, the sum over the cells normalised together; operands: A, dA [, S].
/// It serves softmax (divisor: the temperature) and share (divisor: the row's sum, found from S).
class ShareGradient : public Final<Shaped> {
 public:
  ShareGradient(double divisor, Axis axis, bool of_weights) : divisor_(divisor), axis_(axis), of_weights_(of_weights) {}

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Arithmetic result;
    double along = 0.0;
    Group(in.first(1), axis_, row, column).each([&](std::size_t i, std::size_t j, double weight) {
      // A weight of exactly 0 has no part in the sum, whatever it meets.
      if (weight == 0.0) return;
      along += weight * in[1](i, j);
      result.terms.push_back({{{0, i, j, weight}, {1, i, j, in[1](i, j)}}, weight * in[1](i, j)});
    });
    const double weight = in[0](row, column);
    Math from_mean = math::group(math::difference(math::cell(1, row, column, in[1](row, column)), math::number(along)));
    if (of_weights_) {
      if (weight == 0.0) return {0.0, {}, math::number(0.0)};
      result.value = weight * (in[1](row, column) - along) / divisor_;
      result.math = math::product({math::cell(0, row, column, weight), std::move(from_mean)});
      if (divisor_ != 1.0) result.math = math::quotient(std::move(result.math), math::number(divisor_));
      return result;
    }
    if (in.size() == 4 && in[3](row, column) == 0.0) return {0.0, {}, math::number(0.0)};
    double total = 0.0;
    for (std::size_t j = 0; j < in[2].columns(); ++j) {
      if (in.size() < 4 || in[3](row, j) != 0.0) total += in[2](row, j);
    }
    result.value = (in[1](row, column) - along) / total;
    result.math = math::quotient(std::move(from_mean), math::number(total));
    return result;
  }

  Math formula(std::span<const Math> in) const override {
    Math inner = math::group(math::difference(in[1], math::call("Σ", {math::product({in[0], in[1]})})));
    Math all = of_weights_ ? math::product({in[0], std::move(inner)})
                           : math::quotient(std::move(inner), math::call("Σ", {in[2]}));
    return of_weights_ && divisor_ != 1.0 ? math::quotient(std::move(all), math::number(divisor_)) : all;
  }

 private:
  double divisor_;
  Axis axis_;
  bool of_weights_;
};

class Share : public Normaliser {
 public:
  Grid value(std::span<const View> in) const override {
    Grid weights(in[0].rows(), in[0].columns());
    for (std::size_t i = 0; i < weights.rows(); ++i) {
      const Group group(in, Axis::row, i, 0);
      double sum = 0.0;
      group.each([&](std::size_t, std::size_t, double s) { sum += s; });
      group.each([&](std::size_t row, std::size_t j, double s) { weights(row, j) = s / sum; });
    }
    return weights;
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Group group(in, Axis::row, row, column);
    if (!group.shows(row, column)) return hidden_weight(1, row, column);
    Sum sum;
    group.each([&](std::size_t i, std::size_t j, double s) { sum.add({{0, i, j, s}}); });
    Arithmetic result = sum.done();
    const Factor own = factor(in, 0, row, column);
    result.value = own.value / result.value;
    result.math = math::quotient(math::cell(own), std::move(result.math));
    return result;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    std::vector<Operand> operands{{flow.self}, {flow.upstream}};
    operands.insert(operands.end(), flow.operands.begin(), flow.operands.end());
    return Call{std::make_shared<ShareGradient>(1.0, Axis::row, false), std::move(operands)};
  }
  Math formula(std::span<const Math> in) const override { return math::quotient(in[0], math::call("Σ", {in[0]})); }
};

}  // namespace

OperationPointer share() {
  return std::make_shared<Share>();
}

OperationPointer share_gradient(double divisor, Axis axis) {
  return std::make_shared<ShareGradient>(divisor, axis, true);
}

}  // namespace heed
