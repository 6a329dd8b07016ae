#pragma once

#include "core/trace.hpp"
#include "sample/sample.hpp"

#include <optional>
#include <string>

namespace heed::test {

/// What is wrong with a claim: the first cell that is further from the trace than `tolerance`, or "".
std::string disagreement(const Claim& claim, const Trace& trace, double tolerance);

/// What the printed decimals of a claim allow: half a unit of the last one.
double printing_tolerance(const Claim& claim);

/// Whether a claim is about the backward pass.
inline bool is_gradient(const Claim& claim) {
  return claim.step.starts_with("d.");
}

}  // namespace heed::test
