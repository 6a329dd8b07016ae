#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/group.hpp"
#include "core/operations/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {
namespace {

constexpr std::size_t maximum_column = 0;
constexpr std::size_t sum_column = 1;
constexpr std::size_t context_column = 2;

/// The score as softmax reads it: s/T.
Math tempered(Math score, double temperature) {
  return temperature == 1.0 ? score : math::quotient(std::move(score), math::number(temperature));
}

/// The state after one more block of keys. Operands: S, V, [the state before], [visible].
class OnlineBlock : public Final<Operation> {
 public:
  explicit OnlineBlock(OnlineForm form) : form_(form) {}

  Shape shape(std::span<const View> in) const override { return {in[0].rows(), context_column + in[1].columns()}; }

  Grid value(std::span<const View> in) const override {
    const Shape s = shape(in);
    Grid state(s.rows, s.columns);
    for (std::size_t i = 0; i < s.rows; ++i) {
      const double most = maximum(in, i);
      const double kept = rescale(in, i, most);
      state(i, maximum_column) = most;
      for (std::size_t j = sum_column; j < s.columns; ++j)
        state(i, j) = before(in, i, j) == 0.0 ? 0.0 : kept * before(in, i, j);
      if (vanishes(in, i, most)) {
        for (std::size_t j = sum_column; j < s.columns; ++j) state(i, j) = undefined;
        continue;
      }
      each(in, i, [&](std::size_t key, double score) {
        const double e = exponential(score, most);
        state(i, sum_column) += e;
        for (std::size_t j = 0; j < in[1].columns(); ++j) state(i, context_column + j) += e * in[1](key, j);
      });
    }
    return state;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const double most = maximum(in, row);
    if (column == maximum_column) return running_maximum(in, row, most);
    if (vanishes(in, row, most)) return {undefined, {}, math::quotient(math::number(0.0), math::number(0.0))};
    const auto share = [&](Math score) {
      if (most == least) return math::number(0.0);
      return math::call("exp", {math::difference(std::move(score), math::number(most))});
    };
    Sum sum;
    if (form_.has_previous) {
      const Factor old{form_.previous, row, column, before(in, row, column)};
      const double kept = old.value == 0.0 ? 0.0 : rescale(in, row, most) * old.value;
      Math rescaled = share(math::cell(factor(in, form_.previous, row, maximum_column)));
      sum.add({{old}, kept},
              most == least ? std::move(rescaled) : math::product({std::move(rescaled), math::cell(old)}));
    }
    each(in, row, [&](std::size_t key, double score) {
      const Factor read{0, row, key, score};
      Term term{{read}, exponential(score, most)};
      Math part = share(tempered(math::cell(read), form_.temperature));
      if (column != sum_column) {
        const Factor value = factor(in, 1, key, column - context_column);
        term.factors.push_back(value);
        term.value *= value.value;
        part = math::product({std::move(part), math::cell(value)});
      }
      sum.add(std::move(term), std::move(part));
    });
    return sum.done();
  }

  Math formula(std::span<const Math> in) const override {
    return math::call("block", {in[0], in[1], math::words(fmt::format("{}…{}", form_.first + 1, form_.last))});
  }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }

  /// Each visible key weighs its value, and each row rescales what was gathered before: the sum and the context.
  std::size_t multiplications(std::span<const View> in) const override {
    std::size_t count = form_.has_previous ? in[0].rows() * (1 + in[1].columns()) : 0;
    for (std::size_t i = 0; i < in[0].rows(); ++i) each(in, i, [&](std::size_t, double) { count += in[1].columns(); });
    return count;
  }

 private:
  static constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  static constexpr double least = -std::numeric_limits<double>::infinity();

  /// exp(s/T − max). As long as every score seen was −∞ there is nothing to hold it against: it counts as 0.
  double exponential(double score, double most) const {
    return most == least ? 0.0 : std::exp(score / form_.temperature - most);
  }
  /// Whether all scores of a row that sees some key were −∞ to the last: a softmax of them is 0/0.
  bool vanishes(std::span<const View> in, std::size_t row, double most) const {
    if (most != least || form_.last != in[0].columns()) return false;
    if (!form_.has_visible) return true;
    const auto seen = in[form_.visible].row(row);
    return std::any_of(seen.begin(), seen.end(), [](double shown) { return shown != 0.0; });
  }
  template <typename Visit>
  void each(std::span<const View> in, std::size_t row, Visit visit) const {
    for (std::size_t key = form_.first; key < form_.last; ++key) {
      if (!form_.has_visible || in[form_.visible](row, key) != 0.0) visit(key, in[0](row, key));
    }
  }
  Arithmetic running_maximum(std::span<const View> in, std::size_t row, double most) const {
    Arithmetic result{most, {}, {}};
    std::vector<Math> parts;
    if (form_.has_previous) {
      const Factor earlier = factor(in, form_.previous, row, maximum_column);
      parts.push_back(math::cell(earlier));
      result.terms.push_back({{earlier}, earlier.value});
    }
    each(in, row, [&](std::size_t key, double score) {
      parts.push_back(tempered(math::cell(0, row, key, score), form_.temperature));
      result.terms.push_back({{{0, row, key, score}}, score / form_.temperature});
    });
    result.math = math::call("max", std::move(parts));
    return result;
  }
  double before(std::span<const View> in, std::size_t row, std::size_t column) const {
    if (form_.has_previous) return in[form_.previous](row, column);
    return column == maximum_column ? least : 0.0;
  }
  double maximum(std::span<const View> in, std::size_t row) const {
    double most = before(in, row, maximum_column);
    each(in, row, [&](std::size_t, double score) {
      const double s = score / form_.temperature;
      most = std::isnan(s) || s > most ? s : most;
    });
    return most;
  }
  double rescale(std::span<const View> in, std::size_t row, double most) const {
    return std::exp(before(in, row, maximum_column) - most);
  }
  OnlineForm form_;
};

/// exp(s − max)/sum from the last state; operands: S, state, [visible].
class OnlineWeights : public Final<Shaped> {
 public:
  explicit OnlineWeights(double temperature) : temperature_(temperature) {}
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (in.size() > 2 && in[2](i, j) == 0.0) return hidden_weight(2, i, j);
    const double s = in[0](i, j);
    const double most = in[1](i, maximum_column);
    const double sum = in[1](i, sum_column);
    return {std::exp(s / temperature_ - most) / sum,
            {{{{0, i, j, s}, {1, i, maximum_column, most}, {1, i, sum_column, sum}},
              std::exp(s / temperature_ - most) / sum}},
            math::quotient(math::call("exp", {math::difference(tempered(math::cell(0, i, j, s), temperature_),
                                                               math::cell(1, i, maximum_column, most))}),
                           math::cell(1, i, sum_column, sum))};
  }
  Math formula(std::span<const Math> in) const override { return math::call("softmax", {in[0]}); }

 private:
  double temperature_;
};

/// What was gathered, divided by the sum; operand: the last state.
class OnlineContext : public Final<Cellwise> {
 public:
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[0].columns() - context_column}; }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double gathered = in[0](i, j + context_column);
    const double sum = in[0](i, sum_column);
    if (sum == 0.0) return {0.0, {{{{0, i, sum_column, sum}}, 0.0}}, math::number(0.0)};
    return {gathered / sum,
            {{{{0, i, j + context_column, gathered}, {0, i, sum_column, sum}}, gathered / sum}},
            math::quotient(math::cell(0, i, j + context_column, gathered), math::cell(0, i, sum_column, sum))};
  }
  Math formula(std::span<const Math> in) const override { return math::quotient(in[0], math::words("Σ")); }
  Names names() const override { return {{0, Names::Source::Side::rows}, {}}; }
};

/// 1 where the query at hand is the first to need a key, 0 where the key is read from the cache or not seen.
class FirstUse : public Final<Cellwise> {
 public:
  FirstUse(std::size_t queries, std::size_t keys, std::size_t past) : shape_{queries, keys}, past_(past) {}
  Shape shape(std::span<const View>) const override { return shape_; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    if (column < past_) return {0.0, {}, math::number(0.0)};
    Arithmetic result{0.0, {}, math::number(0.0)};
    if (in.empty()) {
      result.value = row == 0 ? 1.0 : 0.0;
      result.math = math::condition(math::number(static_cast<double>(row + 1)), "=", math::number(1.0));
      return result;
    }
    double earlier = 0.0;
    for (std::size_t i = 0; i <= row; ++i) {
      result.terms.push_back({{{0, i, column, in[0](i, column)}}, in[0](i, column)});
      if (i < row) earlier += in[0](i, column);
    }
    result.value = earlier == 0.0 ? in[0](row, column) : 0.0;
    result.math = math::product({math::condition(math::number(earlier), "=", math::number(0.0)),
                                 math::cell(0, row, column, in[0](row, column))});
    return result;
  }
  Math formula(std::span<const Math>) const override { return math::words("new"); }
  Names names() const override { return {{}, {}}; }

 private:
  Shape shape_;
  std::size_t past_;
};

}  // namespace

OperationPointer online_block(OnlineForm form) {
  return std::make_shared<OnlineBlock>(form);
}
OperationPointer online_weights(double temperature) {
  return std::make_shared<OnlineWeights>(temperature);
}
OperationPointer online_context() {
  return std::make_shared<OnlineContext>();
}
OperationPointer first_use(std::size_t queries, std::size_t keys, std::size_t past) {
  return std::make_shared<FirstUse>(queries, keys, past);
}

}  // namespace heed
