#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"
#include "core/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {
namespace {

/// A where visible, 0 elsewhere: also dL/dS behind a mask.
class Shown : public Shaped {
 public:
  explicit Shown(double divisor) : divisor_(divisor) {}
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    return hidden(in, i, j) ? 0.0 : in[0](i, j) / divisor_;
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (hidden(in, i, j)) return {0.0, {{{{1, i, j, 0.0}}, 0.0}}, math::number(0.0)};
    const double value = at(in, i, j);
    return {value, {{{{0, i, j, in[0](i, j)}}, value}}, divided(math::cell(0, i, j, in[0](i, j)))};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand == 1) return std::nullopt;
    std::vector<Operand> operands{{flow.upstream}};
    operands.insert(operands.end(), flow.operands.begin() + 1, flow.operands.end());
    return Call{std::make_shared<Shown>(divisor_), std::move(operands)};
  }
  Math formula(std::span<const Math> in) const override {
    Math all = divided(in[0]);
    return in.size() > 1 ? math::product({in[1], std::move(all)}) : all;
  }

 private:
  static bool hidden(std::span<const View> in, std::size_t i, std::size_t j) {
    return in.size() > 1 && in[1](i, j) == 0.0;
  }
  Math divided(Math whole) const {
    return divisor_ == 1.0 ? whole : math::quotient(std::move(whole), math::number(divisor_));
  }
  double divisor_;
};

class Visibility : public Final<Cellwise> {
 public:
  explicit Visibility(VisibilityRules rules) : rules_(rules) {}

  Shape shape(std::span<const View> in) const override {
    for (const View& mask : in) {
      expect(mask.rows() == rules_.queries && mask.columns() == rules_.keys, "a mask of another shape");
    }
    return {rules_.queries, rules_.keys};
  }

  void write_row(std::span<const View> in, std::size_t row, std::span<double> result) const override {
    const long query = static_cast<long>(row);
    const long keys = static_cast<long>(result.size());
    const long first = rules_.window_left ? query + rules_.past - *rules_.window_left : 0;
    long last = rules_.valid ? static_cast<long>(*rules_.valid) - 1 : keys - 1;
    if (rules_.causal) last = std::min(last, query + *rules_.causal);
    if (rules_.window_right) last = std::min(last, query + rules_.past + *rules_.window_right);
    std::fill(result.begin(), result.end(), 0.0);
    const long begin = std::clamp(first, 0L, keys);
    const long end = std::clamp(last + 1, begin, keys);
    std::fill(result.begin() + begin, result.begin() + end, 1.0);
    for (std::size_t k = 0; k < in.size(); ++k) {
      for (std::size_t column = 0; column < result.size(); ++column) {
        if (result[column] != 0.0 && !shows_through(in, k, row, column)) result[column] = 0.0;
      }
    }
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    Arithmetic all{1.0, {}, {}};
    std::vector<Math> parts;
    const auto require = [&](long a, const char* relation, long b, bool holds) {
      parts.push_back(
          math::condition(math::number(static_cast<double>(a)), relation, math::number(static_cast<double>(b))));
      if (!holds) all.value = 0.0;
    };
    // Keys and queries are counted from 1 for the reader; the comparisons are the same.
    const long query = static_cast<long>(row) + 1;
    const long key = static_cast<long>(column) + 1;
    if (rules_.causal) require(key, "≤", query + *rules_.causal, key <= query + *rules_.causal);
    if (rules_.window_left) {
      const long first = query + rules_.past - *rules_.window_left;
      require(key, "≥", first, key >= first);
    }
    if (rules_.window_right) {
      const long last = query + rules_.past + *rules_.window_right;
      require(key, "≤", last, key <= last);
    }
    if (rules_.valid) {
      const long valid = static_cast<long>(*rules_.valid);
      require(key, "≤", valid, key <= valid);
    }
    for (std::size_t k = 0; k < in.size(); ++k) {
      const double mask = in[k](row, column);
      const bool shows = shows_through(in, k, row, column);
      all.terms.push_back({{{k, row, column, mask}}, shows ? 1.0 : 0.0});
      Math seen = math::cell(k, row, column, mask);
      if (k < rules_.boolean_masks && rules_.inverted) {
        seen = math::condition(std::move(seen), "=", math::number(0.0));
      } else if (k >= rules_.boolean_masks) {
        seen = math::condition(std::move(seen), ">", math::number(-std::numeric_limits<double>::infinity()));
      }
      parts.push_back(std::move(seen));
      if (!shows) all.value = 0.0;
    }
    all.math = math::product(std::move(parts));
    return all;
  }

  Math formula(std::span<const Math> in) const override {
    const auto offset = [](Math base, long by) {
      if (by == 0) return base;
      Math amount = math::number(static_cast<double>(by < 0 ? -by : by));
      return math::sum({std::move(base), by < 0 ? math::negative(std::move(amount)) : std::move(amount)});
    };
    const Math i = math::symbol("i");
    const Math j = math::symbol("j");
    std::vector<Math> parts;
    if (rules_.causal) parts.push_back(math::condition(j, "≤", offset(i, *rules_.causal)));
    if (rules_.window_left) parts.push_back(math::condition(j, "≥", offset(i, rules_.past - *rules_.window_left)));
    if (rules_.window_right) parts.push_back(math::condition(j, "≤", offset(i, rules_.past + *rules_.window_right)));
    if (rules_.valid) {
      parts.push_back(math::condition(j, "≤", math::number(static_cast<double>(*rules_.valid))));
    }
    for (std::size_t k = 0; k < in.size(); ++k) {
      parts.push_back(k < rules_.boolean_masks && rules_.inverted ? math::condition(in[k], "=", math::number(0.0))
                      : k < rules_.boolean_masks
                          ? in[k]
                          : math::condition(in[k], ">", math::number(-std::numeric_limits<double>::infinity())));
    }
    return math::product(std::move(parts));
  }

  Names names() const override { return {{}, {}}; }

 private:
  bool shows_through(std::span<const View> masks, std::size_t k, std::size_t row, std::size_t column) const {
    const double mask = masks[k](row, column);
    return k < rules_.boolean_masks ? (mask != 0.0) != rules_.inverted
                                    : mask != -std::numeric_limits<double>::infinity();
  }
  VisibilityRules rules_;
};

class Hide : public Shaped {
 public:
  void write_row(std::span<const View> in, std::size_t i, std::span<double> result) const override {
    heed::hide(in[0].row(i), in[1].row(i), result);
  }
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    return in[1](i, j) == 0.0 ? -std::numeric_limits<double>::infinity() : in[0](i, j);
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double hidden = -std::numeric_limits<double>::infinity();
    if (in[1](i, j) == 0.0) return {hidden, {{{{1, i, j, 0.0}}, hidden}}, math::number(hidden)};
    return {in[0](i, j), {{{{0, i, j, in[0](i, j)}}, in[0](i, j)}}, math::cell(0, i, j, in[0](i, j))};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand == 1) return std::nullopt;
    return Call{shown(), {{flow.upstream}, flow.operands[1]}};
  }
  Math formula(std::span<const Math> in) const override { return math::call("mask", {in[0]}); }
};

}  // namespace

OperationPointer visibility(VisibilityRules rules) {
  return std::make_shared<Visibility>(rules);
}
OperationPointer shown(double divisor) {
  return std::make_shared<Shown>(divisor);
}
OperationPointer hide() {
  return std::make_shared<Hide>();
}

}  // namespace heed
