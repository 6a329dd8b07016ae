#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace heed {
namespace {

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

const Arithmetic hidden_weight{0.0, {}, math::number(0.0)};

/// Weights from scores, (S, [visible]). A hidden key has weight exactly 0.
class Normaliser : public Shaped {
 public:
  Names names() const override { return {}; }
};

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

class Softmax : public Normaliser {
 public:
  Softmax(double temperature, double extra, Axis axis) : temperature_(temperature), extra_(extra), axis_(axis) {}

  Grid value(std::span<const View> in) const override {
    Grid weights(in[0].rows(), in[0].columns());
    const std::size_t groups = axis_ == Axis::row ? in[0].rows() : axis_ == Axis::column ? in[0].columns() : 1;
    for (std::size_t g = 0; g < groups; ++g) {
      const Group group(in, axis_, g, g);
      const double most = greatest(group);
      double sum = extra_ == 0.0 ? 0.0 : extra_ * std::exp(-most);
      group.each([&](std::size_t i, std::size_t j, double s) {
        weights(i, j) = std::exp(s / temperature_ - most);
        sum += weights(i, j);
      });
      group.each([&](std::size_t i, std::size_t j, double) { weights(i, j) /= sum; });
    }
    return weights;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Group group(in, axis_, row, column);
    if (!group.shows(row, column)) return hidden_weight;
    const double most = greatest(group);
    const auto exponential = [&](std::size_t i, std::size_t j, double s) {
      Math score = math::cell(0, i, j, s);
      if (temperature_ != 1.0) score = math::quotient(std::move(score), math::number(temperature_));
      return math::call("exp", {math::difference(std::move(score), math::number(most))});
    };
    Arithmetic result;
    std::vector<Math> parts;
    double sum = 0.0;
    if (extra_ != 0.0) {
      sum = extra_ * std::exp(-most);
      parts.push_back(math::call("exp", {math::difference(math::number(0.0), math::number(most))}));
    }
    group.each([&](std::size_t i, std::size_t j, double s) {
      const double e = std::exp(s / temperature_ - most);
      sum += e;
      result.terms.push_back({{{0, i, j, s}}, e});
      parts.push_back(exponential(i, j, s));
    });
    const double s = in[0](row, column);
    result.value = std::exp(s / temperature_ - most) / sum;
    result.math = math::quotient(exponential(row, column, s), math::sum(std::move(parts)));
    return result;
  }

  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    return Call{std::make_shared<ShareGradient>(temperature_, axis_, true), {{flow.self}, {flow.upstream}}};
  }

  Math formula(std::span<const Math> in) const override {
    const Math scores = temperature_ == 1.0 ? in[0] : math::quotient(math::group(in[0]), math::number(temperature_));
    return math::call(extra_ == 0.0 ? "softmax" : "softmax1", {scores});
  }

 private:
  // The 1 that softmax1 adds stands for a score of 0, so that takes part in the maximum.
  double greatest(const Group& group) const {
    const double most = group.maximum() / temperature_;
    return extra_ != 0.0 && most < 0.0 ? 0.0 : most;
  }
  double temperature_;
  double extra_;
  Axis axis_;
};

class SoftmaxJacobian : public Final<Cellwise> {
 public:
  SoftmaxJacobian(std::size_t row, double temperature) : row_(row), temperature_(temperature) {}
  Shape shape(std::span<const View> in) const override { return {in[0].columns(), in[0].columns()}; }
  Arithmetic cell(std::span<const View> in, std::size_t j, std::size_t k) const override {
    const double weight = in[0](row_, j);
    const double other = in[0](row_, k);
    const double same = j == k ? 1.0 : 0.0;
    const double value = weight * (same - other) / temperature_;
    Math math = math::product({math::cell(0, row_, j, weight),
                               math::group(math::difference(math::number(same), math::cell(0, row_, k, other)))});
    if (temperature_ != 1.0) math = math::quotient(std::move(math), math::number(temperature_));
    return {value, {{{{0, row_, j, weight}, {0, row_, k, other}}, value}}, std::move(math)};
  }
  Math formula(std::span<const Math> in) const override {
    return math::product(
        {in[0], math::group(math::difference(math::condition(math::symbol("j"), "=", math::symbol("k")), in[0]))});
  }
  Names names() const override { return {{0, Names::Source::Side::columns}, {0, Names::Source::Side::columns}}; }

 private:
  std::size_t row_;
  double temperature_;
};

class Sigmoid : public Normaliser {
 public:
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (in.size() > 1 && in[1](i, j) == 0.0) return 0.0;
    return 1.0 / (1.0 + std::exp(-in[0](i, j)));
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double s = in[0](i, j);
    const double weight = at(in, i, j);
    if (in.size() > 1 && in[1](i, j) == 0.0) return hidden_weight;
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
    if (!group.shows(row, column)) return hidden_weight;
    Arithmetic result;
    const double most = group.maximum();
    std::vector<Math> all;
    group.each([&](std::size_t i, std::size_t j, double s) {
      result.terms.push_back({{{0, i, j, s}}, s});
      all.push_back(math::cell(0, i, j, s));
    });
    result.value = std::isnan(most) ? most : (first_of(group, most) == column ? 1.0 : 0.0);
    const double s = in[0](row, column);
    result.math = math::condition(math::cell(0, row, column, s), "=", math::call("max", std::move(all)));
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
    if (!group.shows(row, column)) return hidden_weight;
    Arithmetic result;
    std::vector<Math> parts;
    double sum = 0.0;
    group.each([&](std::size_t i, std::size_t j, double s) {
      sum += s;
      result.terms.push_back({{{0, i, j, s}}, s});
      parts.push_back(math::cell(0, i, j, s));
    });
    const double s = in[0](row, column);
    result.value = s / sum;
    result.math = math::quotient(math::cell(0, row, column, s), math::sum(std::move(parts)));
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
  if (broken) return {1, std::numeric_limits<double>::quiet_NaN()};
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
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
    result.math = math::quotient(math::group(math::difference(math::sum(std::move(parts)), math::number(1.0))),
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
    Arithmetic result;
    std::vector<Math> parts;
    for (std::size_t j = 0; j < in[0].columns(); ++j) {
      if ((of_ == 0 && j != column) || !(in[0](row, j) > 0.0)) continue;
      result.value += in[1](row, j);
      result.terms.push_back({{{1, row, j, in[1](row, j)}}, in[1](row, j)});
      parts.push_back(math::cell(1, row, j, in[1](row, j)));
    }
    result.math = math::sum(std::move(parts));
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
    if (in.size() > 2 && in[2](i, j) == 0.0) return hidden_weight;
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

class RowMaximum : public Final<Cellwise> {
 public:
  RowMaximum(double temperature, double extra) : temperature_(temperature), extra_(extra) {}
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), 1}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t) const override {
    const Group group(in, Axis::row, row, 0);
    const double most = group.maximum() / temperature_;
    Arithmetic result{extra_ != 0.0 && most < 0.0 ? 0.0 : most, {}, {}};
    std::vector<Math> parts;
    if (extra_ != 0.0) parts.push_back(math::number(0.0));
    group.each([&](std::size_t i, std::size_t j, double s) {
      result.terms.push_back({{{0, i, j, s}}, s});
      parts.push_back(math::cell(0, i, j, s));
    });
    result.math = math::call("max", std::move(parts));
    if (temperature_ != 1.0) result.math = math::quotient(std::move(result.math), math::number(temperature_));
    return result;
  }
  Math formula(std::span<const Math> in) const override { return math::call("max", {in[0]}); }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }

 private:
  double temperature_;
  double extra_;
};

class Exponentials : public Final<Shaped> {
 public:
  explicit Exponentials(double temperature) : temperature_(temperature) {}
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (in.size() > 2 && in[2](i, j) == 0.0) return hidden_weight;
    const double s = in[0](i, j);
    const double most = in[1](i, 0);
    const double e = std::exp(s / temperature_ - most);
    Math score = math::cell(0, i, j, s);
    if (temperature_ != 1.0) score = math::quotient(std::move(score), math::number(temperature_));
    return {e,
            {{{{0, i, j, s}, {1, i, 0, most}}, e}},
            math::call("exp", {math::difference(std::move(score), math::cell(1, i, 0, most))})};
  }
  Math formula(std::span<const Math> in) const override { return math::call("exp", {math::difference(in[0], in[1])}); }

 private:
  double temperature_;
};

class RowSums : public Final<Cellwise> {
 public:
  explicit RowSums(double extra) : extra_(extra) {}
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), 1}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t) const override {
    Arithmetic sum;
    std::vector<Math> parts;
    if (extra_ != 0.0) {
      // exp(0 − max): the score of 0 that the added 1 stands for; operand 1 holds the maxima.
      sum.value = extra_ * std::exp(-in[1](row, 0));
      parts.push_back(math::call("exp", {math::negative(math::cell(1, row, 0, in[1](row, 0)))}));
    }
    for (std::size_t j = 0; j < in[0].columns(); ++j) {
      sum.value += in[0](row, j);
      sum.terms.push_back({{{0, row, j, in[0](row, j)}}, in[0](row, j)});
      parts.push_back(math::cell(0, row, j, in[0](row, j)));
    }
    sum.math = math::sum(std::move(parts));
    return sum;
  }
  Math formula(std::span<const Math> in) const override { return math::call("Σ", {in[0]}); }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }

 private:
  double extra_;
};

}  // namespace

OperationPointer softmax(double temperature, double extra, Axis axis) {
  return std::make_shared<Softmax>(temperature, extra, axis);
}
OperationPointer softmax_jacobian(std::size_t row, double temperature) {
  return std::make_shared<SoftmaxJacobian>(row, temperature);
}
OperationPointer sigmoid() {
  return std::make_shared<Sigmoid>();
}
OperationPointer hard() {
  return std::make_shared<Hard>();
}
OperationPointer share() {
  return std::make_shared<Share>();
}
OperationPointer sparsemax_threshold() {
  return std::make_shared<Threshold>();
}
OperationPointer sparsemax() {
  return std::make_shared<Sparsemax>();
}
OperationPointer row_maximum(double temperature, double extra) {
  return std::make_shared<RowMaximum>(temperature, extra);
}
OperationPointer exponentials(double temperature) {
  return std::make_shared<Exponentials>(temperature);
}
OperationPointer row_sums(double extra) {
  return std::make_shared<RowSums>(extra);
}

}  // namespace heed
