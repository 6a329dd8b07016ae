#pragma once

#include "core/tape.hpp"

namespace heed {

/// The backward pass. Appends to the tape, from the seed dL/d(step `from`) back to the inputs, the gradient of every
/// step on which `from` depends, each as a step "d.<id>" that can be asked why like any other. Where several steps
/// read one, their shares "d.<id>.via.<reader>" are fine steps, and the gradient their sum. `seed` must have the shape
/// of `from`. Nothing flows to masks, positions, or through `hard`.
void run_back(Tape& tape, std::size_t from, std::size_t seed);

}  // namespace heed
