#pragma once

#include "core/math.hpp"

namespace heed {

/// What a piece of arithmetic comes to for a reader who types it into a calculator; NaN where it holds no numbers.
double calculated(const Math& math);

}  // namespace heed
