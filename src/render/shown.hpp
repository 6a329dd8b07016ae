#pragma once

#include "core/grid.hpp"

#include <optional>
#include <vector>

namespace heed {

/// The rows (or columns) of a long side that are shown, and where the gap is.
struct Shown {
  std::vector<std::size_t> indices;
  std::optional<std::size_t> gap;  ///< before this one, some are left out
};

/// All of up to 64; of more, the first and the last four.
Shown shown(std::size_t count);

/// What the deepest shade stands for: the largest finite value, or 1 when none is above 0.
double largest_share(const Grid& values);

}  // namespace heed
