#include "core/random.hpp"

namespace heed {

double Random::normal() {
  double sum = -6.0;
  for (std::uint64_t i = 0; i < uniforms_in_normal; ++i) sum += uniform();
  return sum;
}

}  // namespace heed
