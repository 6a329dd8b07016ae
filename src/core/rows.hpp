#pragma once

#include <cstddef>
#include <functional>

namespace heed {

/// Calls `work(first, last)` on ranges that make up all rows, on every core at once where the matrix is large. No row
/// may depend on another, so the result does not depend on the number of cores.
void over_rows(std::size_t rows, std::size_t columns,
               const std::function<void(std::size_t first, std::size_t last)>& work);

}  // namespace heed
