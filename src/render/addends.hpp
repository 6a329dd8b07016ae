#pragma once

#include "core/math.hpp"

#include <cstddef>
#include <vector>

namespace heed {

/// Which parts of a sum are written where there is room for `most`: all of them, or those that weigh most, in their
/// order. What has no number, a symbol or a word, weighs nothing; of equals the first is kept.
std::vector<std::size_t> telling_addends(const Math& sum, std::size_t most);

}  // namespace heed
