#pragma once

#include "demo/demo.hpp"

namespace heed {

/// The sizes that costs are counted and measured with.
namespace cost_sizes {
constexpr double width = 16.0;
constexpr double heads = 4.0;
constexpr double head_width = width / heads;
constexpr std::size_t window = 32;   ///< keys that a query sees, itself among them
constexpr double block_size = 16.0;  ///< keys of one block
}  // namespace cost_sizes

/// Counted `multiplications`, `additions` and numbers `kept` at once, over 4, 8, 16, … up to `options.n` tokens
/// (1,024); the `exponent` of each.
Trace cost(const DemoOptions& options);

}  // namespace heed
