#include "document/running_sum.hpp"

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

/// Terms that run along a row are called by their columns, others by their cells.
std::string called(const Trace& trace, const Derivation& derivation, std::size_t term) {
  const Cell& first = derivation.terms.front().cells.front();
  bool along_a_row = true;
  for (const Derivation::Term& each : derivation.terms) {
    along_a_row = along_a_row && each.cells.front().step == first.step && each.cells.front().row == first.row;
  }
  const Cell& cell = derivation.terms[term].cells.front();
  return along_a_row ? label(trace.steps[cell.step].columns, cell.column) : named(trace, cell);
}

}  // namespace

std::optional<Worked> running_sum(const Trace& trace, const Derivation& derivation, const Words& words) {
  Worked whole{named(trace, derivation.cell), derivation.arithmetic, derivation.value, {}, {}};
  Math* sum = sum_of(derivation.terms.size(), whole.arithmetic);
  if (sum == nullptr || derivation.terms.size() < 2) return std::nullopt;
  double total = 0.0;
  for (std::size_t k = 0; k < derivation.terms.size(); ++k) {
    Math so_far = k == 0 ? sum->parts[k] : math::sum({math::number(total), sum->parts[k]});
    total += derivation.terms[k].value;
    whole.because.push_back(
        {words("up_to", {{"term", called(trace, derivation, k)}}), std::move(so_far), total, {}, {}});
  }
  *sum = math::number(total);
  return whole;
}

}  // namespace heed
