#include "core/derivation.hpp"

#include <set>

namespace heed {
namespace {

class Deriver {
 public:
  explicit Deriver(const Trace& trace) : trace_(trace) {}

  Derivation derive(const Cell& cell, bool to_inputs) {
    const Step& step = trace_.steps[cell.step];
    Derivation result;
    result.cell = cell;
    result.value = (*step.values)(cell.row, cell.column);
    seen_.insert(cell);
    if (!step.operation) {
      result.given = true;
      return result;
    }
    const std::vector<View> in = trace_.operands(step);
    Arithmetic arithmetic = step.operation->cell(in, cell.row, cell.column);
    result.value = arithmetic.value;
    result.formula = trace_.formula(step);
    result.arithmetic = std::move(arithmetic.math);
    resolve(result.arithmetic, step);
    for (const Term& term : arithmetic.terms) {
      Derivation::Term named{{}, {}, term.value};
      for (const Factor& factor : term.factors) {
        named.cells.push_back(of(step, factor.operand, factor.row, factor.column));
        named.values.push_back(factor.value);
      }
      result.terms.push_back(std::move(named));
    }
    if (to_inputs) explain(result);
    return result;
  }

 private:
  static Cell of(const Step& step, std::size_t operand, std::size_t row, std::size_t column) {
    return {step.operands[operand].step, row, column + step.operands[operand].first};
  }

  void resolve(Math& math, const Step& step) const {
    if (math.kind == Math::Kind::cell) math.text = named(trace_, of(step, math.operand, math.row, math.column));
    for (Math& part : math.parts) resolve(part, step);
  }

  void explain(Derivation& derivation) {
    for (const Derivation::Term& term : derivation.terms) {
      for (const Cell& cell : term.cells) {
        if (!seen_.contains(cell)) derivation.because.push_back(derive(cell, true));
      }
    }
  }

  const Trace& trace_;
  std::set<Cell> seen_;
};

}  // namespace

Derivation derive(const Trace& trace, const Cell& cell, bool to_inputs) {
  return Deriver(trace).derive(cell, to_inputs);
}

}  // namespace heed
