#include "core/operations.hpp"
#include "core/operations/group.hpp"
#include "core/operations/sum.hpp"

#include <algorithm>
#include <functional>

namespace heed {
namespace {

/// The support of a row's projection onto the simplex: how many of the largest scores, and their sum.
struct Support {
  std::size_t size = 0;
  double sum = 0.0;
  double threshold() const { return size == 0 ? 0.0 : (sum - 1.0) / static_cast<double>(size); }
};

Support support(const Group& group) {
  std::vector<double> sorted;
  bool broken = false;
  group.each([&](std::size_t, std::size_t, double s) {
    broken = broken || std::isnan(s);
    sorted.push_back(s);
  });
  if (!broken) std::sort(sorted.begin(), sorted.end(), std::greater<>());
  if (broken || (!sorted.empty() && std::isinf(sorted.front()))) return {1, std::numeric_limits<double>::quiet_NaN()};
  Support found;
  double sum = 0.0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    sum += sorted[k];
    if (1.0 + static_cast<double>(k + 1) * sorted[k] <= sum) break;
    found = {k + 1, sum};
  }
  return found;
}

/// dS from dτ: each score of the support has an equal share; operands: S, τ, dτ [, visible].
class ThresholdGradient : public Final<Shaped> {
 public:
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Group group(in, Axis::row, row, column, 3);
    if (!group.shows(row, column) || !(in[0](row, column) > in[1](row, 0))) return {0.0, {}, math::number(0.0)};
    double size = 0.0;
    group.each([&](std::size_t, std::size_t, double s) { size += s > in[1](row, 0) ? 1.0 : 0.0; });
    const double upstream = in[2](row, 0);
    return {upstream / size,
            {{{{2, row, 0, upstream}}, upstream / size}},
            math::quotient(math::cell(2, row, 0, upstream), math::number(size))};
  }
  Math formula(std::span<const Math> in) const override { return math::quotient(in[2], math::symbol("n")); }
};

class Threshold : public Cellwise {
 public:
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), 1}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t) const override {
    const Group group(in, Axis::row, row, 0);
    const Support chosen = support(group);
    std::vector<std::pair<double, std::size_t>> order;
    group.each([&](std::size_t, std::size_t j, double s) { order.emplace_back(s, j); });
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Arithmetic result{chosen.threshold(), {}, {}};
    std::vector<Math> parts;
    for (std::size_t k = 0; k < std::min(chosen.size, order.size()); ++k) {
      result.terms.push_back({{{0, row, order[k].second, order[k].first}}, order[k].first});
      parts.push_back(math::cell(0, row, order[k].second, order[k].first));
    }
    result.math = chosen.size == 0
                      ? math::number(0.0)
                      : math::quotient(math::group(math::difference(math::sum(std::move(parts)), math::number(1.0))),
                                       math::number(static_cast<double>(chosen.size)));
    return result;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    std::vector<Operand> operands{flow.operands[0], {flow.self}, {flow.upstream}};
    if (flow.operands.size() > 1) operands.push_back(flow.operands[1]);
    return Call{std::make_shared<ThresholdGradient>(), std::move(operands)};
  }
  Math formula(std::span<const Math> in) const override { return math::call("τ", {in[0]}); }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }
};

/// dS = dA where the weight is above 0, and its negative summed for τ; operands: A, dA.
class SparsemaxGradient : public Final<Cellwise> {
 public:
  explicit SparsemaxGradient(std::size_t of) : of_(of) {}
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), of_ == 0 ? in[0].columns() : 1}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Sum sum;
    for (std::size_t j = 0; j < in[0].columns(); ++j) {
      if ((of_ == 0 && j != column) || !(in[0](row, j) > 0.0)) continue;
      sum.add({factor(in, 1, row, j)});
    }
    Arithmetic result = sum.done();
    if (of_ != 0) {
      result.value = -result.value;
      result.math = math::negative(math::group(std::move(result.math)));
    }
    return result;
  }
  Math formula(std::span<const Math> in) const override {
    const Math kept = math::product({math::condition(in[0], ">", math::number(0.0)), in[1]});
    return of_ == 0 ? kept : math::negative(math::call("Σ", {kept}));
  }
  Names names() const override { return of_ == 0 ? Names{} : Names{{0, Names::Source::Side::rows}, {}}; }

 private:
  std::size_t of_;
};

class Sparsemax : public Shaped {
 public:
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (in.size() > 2 && in[2](i, j) == 0.0) return hidden_weight(2, i, j);
    const double s = in[0](i, j);
    const double threshold = in[1](i, 0);
    const double above = s - threshold;
    return {above < 0.0 ? 0.0 : above,
            {{{{0, i, j, s}, {1, i, 0, threshold}}, above}},
            math::call("max",
                       {math::number(0.0), math::difference(math::cell(0, i, j, s), math::cell(1, i, 0, threshold))})};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand > 1) return std::nullopt;
    return Call{std::make_shared<SparsemaxGradient>(operand), {{flow.self}, {flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override {
    return math::call("max", {math::number(0.0), math::difference(in[0], in[1])});
  }
};

}  // namespace

OperationPointer sparsemax_threshold() {
  return std::make_shared<Threshold>();
}
OperationPointer sparsemax() {
  return std::make_shared<Sparsemax>();
}

}  // namespace heed
