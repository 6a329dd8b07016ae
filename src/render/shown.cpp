#include "render/shown.hpp"

#include <algorithm>
#include <cmath>

namespace heed {

Shown shown(std::size_t count) {
  constexpr std::size_t most = 64;
  constexpr std::size_t edge = 4;
  Shown result;
  for (std::size_t i = 0; i < count; ++i) {
    if (count > most && i == edge) {
      i = count - edge;
      result.gap = result.indices.size();
    }
    result.indices.push_back(i);
  }
  return result;
}

double largest_share(const Grid& values) {
  double most = 0.0;
  for (const double x : values.values()) {
    if (std::isfinite(x)) most = std::max(most, x);
  }
  return most > 0.0 ? most : 1.0;
}

}  // namespace heed
