#include "core/operations.hpp"
#include "core/operations/group.hpp"
#include "core/operations/sum.hpp"
#include "core/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {
namespace {

class Softmax : public Normaliser {
 public:
  Softmax(double temperature, double extra, Axis axis) : temperature_(temperature), extra_(extra), axis_(axis) {}

  Grid value(std::span<const View> in) const override {
    Grid weights = Grid::unwritten(in[0].rows(), in[0].columns());
    if (axis_ != Axis::row) {
      const std::size_t groups = axis_ == Axis::column ? in[0].columns() : 1;
      for (std::size_t g = 0; g < groups; ++g) write(Group(in, axis_, g, g), weights);
      return weights;
    }
    over_rows(weights.rows(), weights.columns(), [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        if (weights.columns() <= exact || !write_at_once(in, i, weights.row(i))) write(Group(in, axis_, i, i), weights);
      }
    });
    return weights;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const Group group(in, axis_, row, column);
    if (!group.shows(row, column)) return hidden_weight(1, row, column);
    const double most = greatest(group);
    const auto exponential = [&](std::size_t i, std::size_t j, double s) {
      Math score = math::cell(0, i, j, s);
      if (temperature_ != 1.0) score = math::quotient(std::move(score), math::number(temperature_));
      return math::call("exp", {math::difference(std::move(score), math::number(most))});
    };
    Sum sum;
    if (extra_ != 0.0) {
      sum.add(extra_ * std::exp(-most), math::call("exp", {math::difference(math::number(0.0), math::number(most))}));
    }
    group.each([&](std::size_t i, std::size_t j, double s) {
      sum.add({{{0, i, j, s}}, std::exp(s / temperature_ - most)}, exponential(i, j, s));
    });
    Arithmetic result = sum.done();
    const double s = in[0](row, column);
    result.value = std::exp(s / temperature_ - most) / result.value;
    result.math = math::quotient(exponential(row, column, s), std::move(result.math));
    return result;
  }

  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    return Call{share_gradient(temperature_, axis_), {{flow.self}, {flow.upstream}}};
  }

  Math formula(std::span<const Math> in) const override {
    Math scores = axis_ == Axis::column ? math::transpose(in[0]) : in[0];
    if (temperature_ != 1.0) scores = math::quotient(std::move(scores), math::number(temperature_));
    Math weights = math::call(extra_ == 0.0 ? "softmax" : "softmax1", {std::move(scores)});
    return axis_ == Axis::column ? math::transpose(std::move(weights)) : weights;
  }

 private:
  static constexpr std::size_t exact = 64;  // keys: the sum goes from left to right up to here, as in `cell`

  void write(const Group& group, Grid& weights) const {
    const double most = greatest(group);
    double sum = extra_ == 0.0 ? 0.0 : extra_ * std::exp(-most);
    group.all([&](std::size_t i, std::size_t j) { weights(i, j) = 0.0; });
    group.each([&](std::size_t i, std::size_t j, double s) {
      weights(i, j) = std::exp(s / temperature_ - most);
      sum += weights(i, j);
    });
    group.each([&](std::size_t i, std::size_t j, double) { weights(i, j) /= sum; });
  }

  /// A long row while it is in the cache; false when its largest visible score is not finite.
  bool write_at_once(std::span<const View> in, std::size_t i, std::span<double> weights) const {
    const std::span<const double> scores = in[0].row(i);
    if (in.size() > 1) {
      heed::hide(scores, in[1].row(i), weights);
    } else {
      std::copy(scores.begin(), scores.end(), weights.begin());
    }
    const double most = greatest(heed::greatest(weights));
    if (!std::isfinite(most)) return false;
    const double sum = exponentials(weights, temperature_, most) + (extra_ == 0.0 ? 0.0 : extra_ * std::exp(-most));
    divide(weights, sum, weights);
    return true;
  }

  // The 1 that softmax1 adds stands for a score of 0, so that takes part in the maximum.
  double greatest(const Group& group) const { return greatest(group.maximum()); }
  double greatest(double score) const {
    const double most = score / temperature_;
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
    if (in.size() > 2 && in[2](i, j) == 0.0) return hidden_weight(2, i, j);
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
    Sum sum;
    if (extra_ != 0.0) {
      // exp(0 − max): the score of 0 that the added 1 stands for.
      const Factor most = factor(in, 1, row, 0);
      sum.add(extra_ * std::exp(-most.value), math::call("exp", {math::negative(math::cell(most))}));
    }
    for (std::size_t j = 0; j < in[0].columns(); ++j) sum.add({factor(in, 0, row, j)});
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override {
    Math sum = math::call("Σ", {in[0]});
    return extra_ == 0.0 ? sum : math::sum({math::call("exp", {math::negative(in[1])}), std::move(sum)});
  }
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
