#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"
#include "core/operations/sum.hpp"

#include <cmath>

namespace heed {
namespace {

double length(std::span<const double> row) {
  double sum = 0.0;
  for (const double x : row) sum += x * x;
  return std::sqrt(sum);
}

/// dx = (du − u(u·du)) / ‖x‖; operands: x, du.
class UnitRowsGradient : public Final<Shaped> {
 public:
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const double norm = length(in[0].row(i));
    if (norm == 0.0) return {0.0, {}, math::number(0.0)};
    double along = 0.0;
    Arithmetic result;
    for (std::size_t k = 0; k < in[0].columns(); ++k) {
      const double product = in[0](i, k) / norm * in[1](i, k);
      along += product;
      result.terms.push_back({{{0, i, k, in[0](i, k)}, {1, i, k, in[1](i, k)}}, product});
    }
    const double unit = in[0](i, j) / norm;
    result.value = (in[1](i, j) - unit * along) / norm;
    result.math = math::quotient(
        math::difference(math::cell(1, i, j, in[1](i, j)), math::product({math::number(unit), math::number(along)})),
        math::number(norm));
    return result;
  }
  Math formula(std::span<const Math> in) const override { return math::quotient(in[1], math::norm(in[0])); }
};

class UnitRows : public Operation {
 public:
  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[0].columns()}; }
  Grid value(std::span<const View> in) const override {
    Grid result(in[0].rows(), in[0].columns());
    for (std::size_t i = 0; i < result.rows(); ++i) {
      const double norm = length(in[0].row(i));
      for (std::size_t j = 0; j < result.columns(); ++j) result(i, j) = norm == 0.0 ? 0.0 : in[0](i, j) / norm;
    }
    return result;
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    Arithmetic result;
    std::vector<Math> squares;
    for (std::size_t k = 0; k < in[0].columns(); ++k) {
      const double x = in[0](i, k);
      result.terms.push_back({{{0, i, k, x}}, x * x});
      squares.push_back(math::power(math::cell(0, i, k, x), math::number(2)));
    }
    const double norm = length(in[0].row(i));
    result.value = norm == 0.0 ? 0.0 : in[0](i, j) / norm;
    result.math = norm == 0.0
                      ? math::number(0.0)
                      : math::quotient(math::cell(0, i, j, in[0](i, j)), math::root(math::sum(std::move(squares))));
    return result;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t) const override {
    return Call{std::make_shared<UnitRowsGradient>(), {flow.operands[0], {flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override { return math::quotient(in[0], math::norm(in[0])); }
};

/// dq = Σ ds·(k − q) over the keys, or dk = Σ ds·(q − k) over the queries; operands: q, k, ds.
class DistanceGradient : public Final<Cellwise> {
 public:
  explicit DistanceGradient(std::size_t of) : of_(of) {}
  Shape shape(std::span<const View> in) const override { return {in[of_].rows(), in[of_].columns()}; }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    const std::size_t other = 1 - of_;
    Sum sum;
    for (std::size_t k = 0; k < in[other].rows(); ++k) {
      const Factor upstream = of_ == 0 ? factor(in, 2, i, k) : factor(in, 2, k, i);
      if (upstream.value == 0.0) continue;
      const Factor there = factor(in, other, k, j);
      const Factor here = factor(in, of_, i, j);
      sum.add(
          {{upstream, there, here}, upstream.value * (there.value - here.value)},
          math::product({math::cell(upstream), math::group(math::difference(math::cell(there), math::cell(here)))}));
    }
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override {
    return math::call("Σ", {math::product({in[2], math::group(math::difference(in[1 - of_], in[of_]))})});
  }
  Names names() const override { return {{of_, Names::Source::Side::rows}, {of_, Names::Source::Side::columns}}; }

 private:
  std::size_t of_;
};

class Distance : public Cellwise {
 public:
  Shape shape(std::span<const View> in) const override {
    expect(in[0].columns() == in[1].columns(), "queries and keys of different widths");
    return {in[0].rows(), in[1].rows()};
  }
  double at(std::span<const View> in, std::size_t i, std::size_t j) const override {
    double sum = 0.0;
    for (std::size_t k = 0; k < in[0].columns(); ++k) {
      const double apart = in[0](i, k) - in[1](j, k);
      sum += apart * apart;
    }
    return -0.5 * sum;
  }
  Arithmetic cell(std::span<const View> in, std::size_t i, std::size_t j) const override {
    Arithmetic result;
    std::vector<Math> parts;
    double sum = 0.0;
    for (std::size_t k = 0; k < in[0].columns(); ++k) {
      const double q = in[0](i, k);
      const double key = in[1](j, k);
      sum += (q - key) * (q - key);
      result.terms.push_back({{{0, i, k, q}, {1, j, k, key}}, (q - key) * (q - key)});
      parts.push_back(math::power(math::group(math::difference(math::cell(0, i, k, q), math::cell(1, j, k, key))),
                                  math::number(2)));
    }
    result.value = -0.5 * sum;
    result.math = math::negative(math::product({math::words("½"), math::group(math::sum(std::move(parts)))}));
    return result;
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return Call{std::make_shared<DistanceGradient>(operand), {flow.operands[0], flow.operands[1], {flow.upstream}}};
  }
  Math formula(std::span<const Math>) const override {
    return math::negative(
        math::product({math::words("½"), math::power(math::norm(math::difference(math::symbol("q"), math::symbol("k"))),
                                                     math::number(2))}));
  }
  Names names() const override { return {{0, Names::Source::Side::rows}, {1, Names::Source::Side::rows}}; }
  std::size_t multiplications(std::span<const View> in) const override {
    return in[0].rows() * in[1].rows() * in[0].columns();
  }
};

/// Sums the pairs' rows over the keys (of = 0) or over the queries (of = 1); operands: d(pairs), q, k.
class PairSumsGradient : public Final<Cellwise> {
 public:
  explicit PairSumsGradient(std::size_t of) : of_(of) {}
  Shape shape(std::span<const View> in) const override { return {in[of_ + 1].rows(), in[0].columns()}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t keys = in[2].rows();
    Sum sum;
    for (std::size_t other = 0; other < in[2 - of_].rows(); ++other) {
      sum.add({factor(in, 0, of_ == 0 ? row * keys + other : other * keys + row, column)});
    }
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override { return math::call("Σ", {in[0]}); }
  Names names() const override { return {{of_ + 1, Names::Source::Side::rows}, {0, Names::Source::Side::columns}}; }

 private:
  std::size_t of_;
};

class PairSums : public Cellwise {
 public:
  Shape shape(std::span<const View> in) const override {
    expect(in[0].columns() == in[1].columns(), "hidden layers of different widths");
    return {in[0].rows() * in[1].rows(), in[0].columns()};
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t i = row / in[1].rows();
    const std::size_t j = row % in[1].rows();
    const double q = in[0](i, column);
    const double k = in[1](j, column);
    return {q + k,
            {{{{0, i, column, q}}, q}, {{{1, j, column, k}}, k}},
            math::sum({math::cell(0, i, column, q), math::cell(1, j, column, k)})};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return Call{std::make_shared<PairSumsGradient>(operand), {{flow.upstream}, flow.operands[0], flow.operands[1]}};
  }
  Math formula(std::span<const Math> in) const override { return math::sum({in[0], in[1]}); }
  Names names() const override { return {{}, {0, Names::Source::Side::columns}}; }
};

/// dh = ds·v for each pair (of = 0), dv = Σ ds·h (of = 1); operands: h, v, ds.
class PairScoresGradient : public Final<Cellwise> {
 public:
  explicit PairScoresGradient(std::size_t of) : of_(of) {}
  Shape shape(std::span<const View> in) const override { return {in[of_].rows(), in[of_].columns()}; }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t keys = in[2].columns();
    Sum sum;
    for (std::size_t pair = of_ == 0 ? row : 0; pair < (of_ == 0 ? row + 1 : in[0].rows()); ++pair) {
      const Factor upstream = factor(in, 2, pair / keys, pair % keys);
      if (upstream.value == 0.0) continue;
      sum.add({upstream, of_ == 0 ? factor(in, 1, 0, column) : factor(in, 0, pair, column)});
    }
    return sum.done();
  }
  Math formula(std::span<const Math> in) const override { return math::product({in[2], in[1 - of_]}); }
  Names names() const override { return {{of_, Names::Source::Side::rows}, {of_, Names::Source::Side::columns}}; }

 private:
  std::size_t of_;
};

class PairScores : public Operation {
 public:
  explicit PairScores(std::size_t queries) : queries_(queries) {}
  Shape shape(std::span<const View> in) const override {
    expect(in[0].columns() == in[1].columns() && in[0].rows() % queries_ == 0, "pairs and v do not fit");
    return {queries_, in[0].rows() / queries_};
  }
  Grid value(std::span<const View> in) const override {
    const Shape s = shape(in);
    Grid result(s.rows, s.columns);
    for (std::size_t i = 0; i < s.rows; ++i) {
      for (std::size_t j = 0; j < s.columns; ++j) {
        double sum = 0.0;
        for (std::size_t a = 0; a < in[0].columns(); ++a) sum += in[1](0, a) * in[0](i * s.columns + j, a);
        result(i, j) = sum;
      }
    }
    return result;
  }
  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t pair = row * (in[0].rows() / queries_) + column;
    Sum sum;
    for (std::size_t a = 0; a < in[0].columns(); ++a) sum.add({factor(in, 1, 0, a), factor(in, 0, pair, a)});
    return sum.done();
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    return Call{std::make_shared<PairScoresGradient>(operand), {flow.operands[0], flow.operands[1], {flow.upstream}}};
  }
  Math formula(std::span<const Math> in) const override { return math::matrices(in[0], math::transpose(in[1])); }
  Names names() const override { return {{}, {}}; }
  std::size_t multiplications(std::span<const View> in) const override { return in[0].rows() * in[0].columns(); }

 private:
  std::size_t queries_;
};

}  // namespace

OperationPointer unit_rows() {
  return std::make_shared<UnitRows>();
}
OperationPointer half_squared_distance() {
  return std::make_shared<Distance>();
}
OperationPointer pair_sums() {
  return std::make_shared<PairSums>();
}
OperationPointer pair_scores(std::size_t queries) {
  return std::make_shared<PairScores>(queries);
}

}  // namespace heed
