#pragma once

#include "core/tape.hpp"

namespace heed {

/// Where the way back begins: a step, and the step that holds dL/d(it).
struct Seed {
  std::size_t step;
  std::size_t gradient;
};

/// The backward pass. Appends to the tape, from the seeds back to the inputs, the gradient of every step on which they
/// depend, each as a step "d.<id>" that can be asked why like any other. Where several steps read one, their shares
/// "d.<id>.via.<reader>" are fine steps, and the gradient their sum. No seed may depend on another. Nothing flows to
/// masks and positions.
void run_back(Tape& tape, const std::vector<Seed>& seeds);

}  // namespace heed
