#pragma once

#include "core/grid.hpp"

namespace heed {

/// How two matrices are multiplied: C = op(A)·op(B), where op transposes when asked.
struct ProductForm {
  bool transpose_left = false;
  bool transpose_right = false;
};

/// op(A)·op(B). When no dimension exceeds 64, each cell is summed left to right in double precision, the
/// same bits on every machine; larger products are OpenBLAS's.
Grid multiply(const View& left, const View& right, ProductForm form = {});

/// weights·values, where a key that `visible` (0 or 1, shaped like the weights) hides is skipped, not
/// multiplied by 0: a NaN behind a mask stays behind it.
Grid multiply_visible(const View& weights, const View& values, const View& visible);

/// op(A)·op(B), where a factor of exactly 0 on the left contributes nothing, whatever it meets.
Grid multiply_nonzero(const View& left, const View& right, ProductForm form = {});

}  // namespace heed
