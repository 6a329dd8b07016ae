#pragma once

#include "core/grid.hpp"

namespace heed {

/// X with A·X = B, for a symmetric positive definite A (Cholesky); A: n×n, B: n×m -> n×m. std::logic_error when A is
/// not positive definite.
Grid solve(const Grid& a, const Grid& b);

}  // namespace heed
