#pragma once

#include "attention/pipeline.hpp"
#include "core/cell.hpp"

namespace heed {

/// A claim held against a step: within half a unit of its last printed decimal, and a rounding's width.
struct Check {
  std::size_t step = 0;       ///< of the trace
  double tolerance = 0.0;     ///< half a unit of the last printed decimal
  double max_abs = 0.0;       ///< the largest difference
  double misfit = 0.0;        ///< squares of the differences in tolerances, summed
  std::optional<Cell> first;  ///< the first cell that disagrees, row by row
  bool agrees() const { return !first; }
};

/// To how many decimals the claims about each step were printed; for steps without a claim, the most that any has.
Decimals decimals(const std::vector<Claim>& claims);

/// The step that a claim is about; nothing when the trace lacks it or has it in another shape.
std::optional<std::size_t> claimed_step(const Trace& trace, const Claim& claim);

/// `slack` widens the tolerance of each cell, in its own units.
Check check(const Trace& trace, std::size_t step, const Claim& claim, double slack = 0.0);

/// Error (data) when a claim has another shape than the step that it is of.
void require_shapes(const Trace& trace, const std::vector<Claim>& claims);

/// The claims, in the order of the trace. Error (data) where one is about a step that the trace lacks, saying which
/// there are, or has another shape.
std::vector<const Claim*> ordered(const Trace& trace, const std::vector<Claim>& claims);

}  // namespace heed
