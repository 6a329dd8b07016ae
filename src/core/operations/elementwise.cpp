#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"
#include "core/operations/sum.hpp"
#include "core/vectors.hpp"

#include <cmath>
#include <limits>

namespace heed {
namespace {

/// A function of one number, applied to each cell.
struct Function {
  double (*value)(double x, double parameter);
  double (*slope)(double x, double parameter);
  Math (*math)(Math x, double parameter);
};

/// dL/dx = dL/dy · f'(x); operands: x, dL/dy.
class MapGradient : public Final<Shaped> {
 public:
  MapGradient(const Function& function, double parameter) : function_(function), parameter_(parameter) {}
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double x = in[0](i, j);
    const double upstream = in[1](i, j);
    // Where nothing flows, the slope is not asked: it may be infinite.
    if (upstream == 0.0) return {0.0, {{{{1, i, j, upstream}}, 0.0}}, math::number(0.0)};
    const double slope = function_.slope(x, parameter_);
    return {slope * upstream,
            {{{{0, i, j, x}, {1, i, j, upstream}}, slope * upstream}},
            math::product({math::number(slope), math::cell(1, i, j, upstream)})};
  }
  Math formula(std::span<const Math> in) const override { return math::product({math::call("f'", {in[0]}), in[1]}); }

 private:
  Function function_;
  double parameter_;
};

class Map : public Shaped {
 public:
  Map(const Function& function, double parameter) : function_(function), parameter_(parameter) {}
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    return function_.value(in[0](i, j), parameter_);
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double x = in[0](i, j);
    const double y = function_.value(x, parameter_);
    return {y, {{{{0, i, j, x}}, y}}, function_.math(math::cell(0, i, j, x), parameter_)};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t) const override {
    return Call{std::make_shared<MapGradient>(function_, parameter_), {flow.operands[0], {flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override { return function_.math(in[0], parameter_); }

 private:
  Function function_;
  double parameter_;
};

OperationPointer map(Function function, double parameter = 0.0) {
  return std::make_shared<Map>(function, parameter);
}

/// A + B + …; the last operand may be one row, added to each, or block a cell by its −∞.
class Add : public Cellwise {
 public:
  enum class Last { matrix, row, blocks };
  explicit Add(Last last) : last_(last) {}
  Shape shape(std::span<const View> in) const override {
    for (std::size_t k = 0; k < in.size(); ++k) {
      expect(in[k].columns() == in[0].columns() && in[k].rows() == (row(k, in) ? 1 : in[0].rows()),
             "a sum of matrices of different shapes");
    }
    return {in[0].rows(), in[0].columns()};
  }
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    if (blocked(in, i, j)) return blocking;
    double sum = 0.0;
    for (std::size_t k = 0; k < in.size(); ++k) sum += in[k](row(k, in) ? 0 : i, j);
    return sum;
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    Sum sum;
    for (std::size_t k = 0; k < in.size(); ++k) sum.add({factor(in, k, row(k, in) ? 0 : i, j)});
    Arithmetic result = sum.done();
    if (blocked(in, i, j)) result.value = blocking;
    return result;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (last_ == Last::row && operand + 1 == flow.operands.size()) return Call{column_sums(), {{flow.upstream}}};
    return Call{same(), {{flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override { return math::sum({in.begin(), in.end()}); }

 private:
  static constexpr double blocking = -std::numeric_limits<double>::infinity();
  bool row(std::size_t k, std::span<const View> in) const { return last_ == Last::row && k + 1 == in.size(); }
  bool blocked(std::span<const View> in, std::size_t i, std::size_t j) const {
    return last_ == Last::blocks && in.back()(i, j) == blocking;
  }
  Last last_;
};

class Difference : public Final<Shaped> {
 public:
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double a = in[0](i, j);
    const double b = in[1](i, j);
    return {a - b,
            {{{{0, i, j, a}}, a}, {{{1, i, j, b}}, -b}},
            math::difference(math::cell(0, i, j, a), math::cell(1, i, j, b))};
  }
  Math formula(std::span<const Math> in) const override { return math::difference(in[0], in[1]); }
};

/// factor·A, or A divided by the square root of a width.
class Scale : public Shaped {
 public:
  Scale(double factor, std::size_t root_of, std::string symbol)
      : factor_(factor), root_of_(root_of), symbol_(std::move(symbol)) {}
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override { return scaled(in[0](i, j)); }
  void write_row(std::span<const View> in, std::size_t i, std::span<double> result) const override {
    const std::span<const double> row = in[0].row(i);
    if (root_of_ != 0) {
      divide(row, std::sqrt(static_cast<double>(root_of_)), result);
    } else {
      for (std::size_t j = 0; j < row.size(); ++j) result[j] = factor_ * row[j];
    }
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double x = in[0](i, j);
    const double y = scaled(x);
    Math math = root_of_ != 0
                    ? math::quotient(math::cell(0, i, j, x), math::root(math::number(static_cast<double>(root_of_))))
                    : math::product({math::number(factor_), math::cell(0, i, j, x)});
    return {y, {{{{0, i, j, x}}, y}}, std::move(math)};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t) const override {
    return Call{std::make_shared<Scale>(factor_, root_of_, symbol_), {{flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override {
    if (root_of_ == 0) return math::product({math::number(factor_), in[0]});
    const std::size_t underscore = symbol_.find('_');
    if (underscore == std::string::npos) return math::quotient(in[0], math::root(math::symbol(symbol_)));
    return math::quotient(in[0],
                          math::root(math::symbol(symbol_.substr(0, underscore), symbol_.substr(underscore + 1))));
  }

 private:
  double scaled(double x) const { return root_of_ != 0 ? x / std::sqrt(static_cast<double>(root_of_)) : factor_ * x; }
  double factor_;
  std::size_t root_of_;
  std::string symbol_;
};

/// Another operation, its result printed and read again. Ties go to the even digit, as printing has it.
class Rounded : public Operation {
 public:
  Rounded(OperationPointer of, int decimals) : of_(std::move(of)), unit_(std::pow(10.0, decimals)) {}
  Shape shape(std::span<const View> in) const override { return of_->shape(in); }
  Grid value(std::span<const View> in) const override {
    Grid result = of_->value(in);
    for (double& x : result.values()) x = round(x);
    return result;
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    Arithmetic exact = of_->cell(in, i, j);
    exact.value = round(exact.value);
    exact.math = math::call("round", {std::move(exact.math)});
    return exact;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return of_->gradient(flow, operand);
  }
  Math formula(std::span<const Math> in) const override { return math::call("round", {of_->formula(in)}); }
  Names names() const override { return of_->names(); }
  std::size_t multiplications(std::span<const View> in) const override { return of_->multiplications(in); }

 private:
  double round(double x) const { return std::isfinite(x) ? std::nearbyint(x * unit_) / unit_ : x; }
  OperationPointer of_;
  double unit_;
};

}  // namespace

OperationPointer same() {
  return map(
      {[](double x, double) { return x; }, [](double, double) { return 1.0; }, [](Math x, double) { return x; }});
}

OperationPointer tanh_of() {
  return map({[](double x, double) { return std::tanh(x); },
              [](double x, double) { return 1.0 - std::tanh(x) * std::tanh(x); },
              [](Math x, double) { return math::call("tanh", {std::move(x)}); }});
}

OperationPointer softcap(double c) {
  return map({[](double x, double cap) { return cap * std::tanh(x / cap); },
              [](double x, double cap) { return 1.0 - std::tanh(x / cap) * std::tanh(x / cap); },
              [](Math x, double cap) {
                return math::product(
                    {math::number(cap), math::call("tanh", {math::quotient(std::move(x), math::number(cap))})});
              }},
             c);
}

OperationPointer relu() {
  return map({[](double x, double) { return x > 0.0 || std::isnan(x) ? x : 0.0; },
              [](double x, double) { return x > 0.0 ? 1.0 : 0.0; },
              [](Math x, double) {
                return math::call("max", {math::number(0), std::move(x)});
              }});
}

OperationPointer elu_plus_one() {
  return map({[](double x, double) { return x > 0.0 ? x + 1.0 : std::exp(x); },
              [](double x, double) { return x > 0.0 ? 1.0 : std::exp(x); },
              [](Math x, double) { return math::call("φ", {std::move(x)}); }});
}

OperationPointer rounded(OperationPointer of, int decimals) {
  return std::make_shared<Rounded>(std::move(of), decimals);
}

OperationPointer add() {
  return std::make_shared<Add>(Add::Last::matrix);
}
OperationPointer add_row() {
  return std::make_shared<Add>(Add::Last::row);
}
OperationPointer add_blocking() {
  return std::make_shared<Add>(Add::Last::blocks);
}
OperationPointer difference() {
  return std::make_shared<Difference>();
}
OperationPointer scale(double factor) {
  return std::make_shared<Scale>(factor, 0, std::string());
}
OperationPointer divide_by_root(std::size_t d, std::string symbol) {
  return std::make_shared<Scale>(0.0, d, std::move(symbol));
}

}  // namespace heed
