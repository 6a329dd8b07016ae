#pragma once

#include "property/generator.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace heed::test {

/// A step's matrix; a step that is not there is a failure of the test.
inline const Grid& matrix(const Trace& trace, std::string_view id, int head = 0) {
  const auto step = trace.find(id, head);
  REQUIRE_MESSAGE(step.has_value(), id);
  return *trace.steps[*step].values;
}

inline const Grid& result(const Trace& trace) {
  return *trace.steps[trace.output].values;
}

/// How far two numbers are apart, in units of the larger one where that is above 1; 0 for two NaNs or equal infinities.
inline double apart(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0.0;
  if (!std::isfinite(a) || !std::isfinite(b)) return INFINITY;
  return std::abs(a - b) / std::max({1.0, std::abs(a), std::abs(b)});
}

inline double apart(const Grid& a, const Grid& b) {
  if (a.rows() != b.rows() || a.columns() != b.columns()) return INFINITY;
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, apart(a.values()[i], b.values()[i]));
  return largest;
}

/// What a change of the order of computation may cost.
constexpr double rounding = 1e-12;

/// Calls `body` with so many random cases; a failure shows the case.
template <typename Body>
void for_each_case(std::size_t count, const Wanted& wanted, Body body) {
  for (std::size_t i = 0; i < count; ++i) {
    const Case drawn = random_case(seed() + i, wanted);
    INFO(described(drawn));
    body(drawn);
  }
}

/// The weights of all heads, one after the other.
template <typename Body>
void for_each_head(const Trace& trace, Body body) {
  for (int head = 1; head <= trace.heads; ++head) body(trace.heads == 1 ? 0 : head);
}

}  // namespace heed::test
