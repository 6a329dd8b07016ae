#pragma once

#include "attention/recipe.hpp"
#include "sample/sample.hpp"

namespace heed {

/// The sizes of one attention problem, in the paper's letters.
struct Dimensions {
  std::size_t m = 0;     ///< queries
  std::size_t n = 0;     ///< keys, without the cache
  std::size_t past = 0;  ///< keys in the cache
  std::size_t heads = 1;
  std::size_t kv_heads = 1;
  std::size_t d_q = 0;  ///< width of one query head
  std::size_t d_k = 0;  ///< width of one key head
  std::size_t d_v = 0;  ///< width of one value head
  std::size_t d_o = 0;  ///< width of the output

  std::size_t keys() const { return past + n; }
};

/// Holds every field of a sample against the others and against the recipe, used by it or not.
/// Errors (data): what is missing, what is given twice over, or what does not fit, naming both shapes.
Dimensions check(const Sample& sample, const Recipe& recipe);

}  // namespace heed
