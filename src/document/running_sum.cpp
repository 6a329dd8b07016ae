#include "document/running_sum.hpp"

#include <algorithm>

namespace heed {
namespace {

/// The sum of so many parts, a denominator before its numerator; null where there is none.
Math* sum_of(std::size_t parts, Math& math) {
  if (math.kind == Math::Kind::sum && math.parts.size() == parts) return &math;
  for (std::size_t k = math.parts.size(); k-- > 0;) {
    if (Math* found = sum_of(parts, math.parts[k])) return found;
  }
  return nullptr;
}

/// Whether the terms begin with cells of one row, so that their columns tell them apart.
bool along_a_row(const std::vector<Derivation::Term>& terms) {
  const Cell& first = terms.front().cells.front();
  return std::all_of(terms.begin(), terms.end(), [&](const Derivation::Term& term) {
    return term.cells.front().step == first.step && term.cells.front().row == first.row;
  });
}

}  // namespace

std::optional<Worked> running_sum(const Trace& trace, const Derivation& derivation, const Words& words) {
  Worked whole{named(trace, derivation.cell), derivation.arithmetic, derivation.value, {}, {}};
  Math* sum = sum_of(derivation.terms.size(), whole.arithmetic);
  if (sum == nullptr || derivation.terms.size() < 2) return std::nullopt;
  const bool columns = along_a_row(derivation.terms);
  double total = 0.0;
  for (std::size_t k = 0; k < derivation.terms.size(); ++k) {
    Math so_far = k == 0 ? sum->parts[k] : math::sum({math::number(total), sum->parts[k]});
    total += derivation.terms[k].value;
    const Cell& cell = derivation.terms[k].cells.front();
    const std::string term = columns ? label(trace.steps[cell.step].columns, cell.column) : named(trace, cell);
    whole.because.push_back({words("up_to", {{"term", term}}), std::move(so_far), total, {}, {}});
  }
  if (sum == &whole.arithmetic) whole.remark = words("up_to.end");
  *sum = math::number(total);
  return whole;
}

}  // namespace heed
