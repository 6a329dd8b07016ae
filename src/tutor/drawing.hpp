#pragma once

#include "sample/sample.hpp"

#include <cstdint>

namespace heed {

/// A fresh sample of three tokens for pencil and paper: small whole numbers, √d_k = 2, every projection square and,
/// in half of them, a causal mask. The same seed draws the same.
Sample draw_sample(std::uint64_t seed);

}  // namespace heed
