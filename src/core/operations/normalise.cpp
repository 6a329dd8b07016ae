#include "core/operations.hpp"
#include "core/operations/group.hpp"

#include <cmath>

namespace heed {
namespace {

class Sigmoid : public Normaliser {
 public:
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (in.size() > 1 && in[1](i, j) == 0.0) return 0.0;
    return 1.0 / (1.0 + std::exp(-in[0](i, j)));
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double s = in[0](i, j);
    const double weight = at(in, i, j);
    if (in.size() > 1 && in[1](i, j) == 0.0) return hidden_weight(1, i, j);
    return {
        weight,
        {{{{0, i, j, s}}, weight}},
        math::quotient(math::number(1.0),
                       math::sum({math::number(1.0), math::call("exp", {math::negative(math::cell(0, i, j, s))})}))};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override;
  Math formula(std::span<const Math> in) const override { return math::call("sigmoid", {in[0]}); }
};

/// dS = A(1 − A)·dA; operands: A, dA.
class SigmoidGradient : public Final<Shaped> {
 public:
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    return in[0](i, j) == 0.0 ? 0.0 : in[0](i, j) * (1.0 - in[0](i, j)) * in[1](i, j);
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double value = at(in, i, j);
    return {value,
            {{{{0, i, j, in[0](i, j)}, {1, i, j, in[1](i, j)}}, value}},
            math::product({math::cell(0, i, j, in[0](i, j)),
                           math::group(math::difference(math::number(1.0), math::cell(0, i, j, in[0](i, j)))),
                           math::cell(1, i, j, in[1](i, j))})};
  }
  Math formula(std::span<const Math> in) const override {
    return math::product({in[0], math::group(math::difference(math::number(1.0), in[0])), in[1]});
  }
};

std::optional<Call> Sigmoid::gradient(const Flow& flow, std::size_t operand) const {
  if (operand != 0) return std::nullopt;
  return Call{std::make_shared<SigmoidGradient>(), {{flow.self}, {flow.upstream}}};
}

/// Nothing flows back through a choice: 0 everywhere; operand: dA.
class NoGradient : public Final<Shaped> {
 public:
  Arithmetic cell(std::span<const View>, std::size_t, std::size_t) const override {
    return {0.0, {}, math::number(0.0)};
  }
  Math formula(std::span<const Math>) const override { return math::number(0.0); }
};

class Hard : public Normaliser {
 public:
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    return Call{std::make_shared<NoGradient>(), {{flow.upstream}}};
  }
  Grid value(std::span<const View> in) const override {
    Grid weights(in[0].rows(), in[0].columns());
    for (std::size_t i = 0; i < weights.rows(); ++i) {
      const Group group(in, Axis::row, i, 0);
      if (group.empty()) continue;
      const double most = group.maximum();
      if (std::isnan(most)) {
        group.each([&](std::size_t row, std::size_t j, double) { weights(row, j) = most; });
      } else {
        weights(i, first_of(group, most)) = 1.0;
      }
    }
    return weights;
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Group group(in, Axis::row, row, column);
    if (!group.shows(row, column)) return hidden_weight(1, row, column);
    Arithmetic result;
    const double most = group.maximum();
    std::vector<Math> all;
    group.each([&](std::size_t i, std::size_t j, double s) {
      result.terms.push_back({{{0, i, j, s}}, s});
      all.push_back(math::cell(0, i, j, s));
    });
    const double s = in[0](row, column);
    result.math = math::condition(math::cell(0, row, column, s), "=", math::call("max", std::move(all)));
    if (std::isnan(most)) {
      result.value = most;
      return result;
    }
    const std::size_t first = first_of(group, most);
    result.value = first == column ? 1.0 : 0.0;
    if (s == most && first != column) {  // as large, and later: keys are counted from 1 for the reader
      const auto counted = [](std::size_t key) { return math::number(static_cast<double>(key + 1)); };
      result.math = math::product({std::move(result.math), math::condition(counted(column), "=", counted(first))});
    }
    return result;
  }
  Math formula(std::span<const Math> in) const override { return math::call("hardmax", {in[0]}); }

 private:
  static std::size_t first_of(const Group& group, double most) {
    std::optional<std::size_t> first;
    group.each([&](std::size_t, std::size_t j, double s) {
      if (s == most && !first) first = j;
    });
    return *first;
  }
};

}  // namespace

OperationPointer sigmoid() {
  return std::make_shared<Sigmoid>();
}
OperationPointer hard() {
  return std::make_shared<Hard>();
}

}  // namespace heed
