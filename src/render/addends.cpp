#include "render/addends.hpp"

#include "core/calculator.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heed {

std::vector<std::size_t> telling_addends(const Math& sum, std::size_t most) {
  std::vector<std::size_t> places(sum.parts.size());
  std::iota(places.begin(), places.end(), 0);
  if (places.size() <= most) return places;
  std::vector<double> weights;
  for (const Math& part : sum.parts) {
    const double weight = std::abs(calculated(part));
    weights.push_back(std::isnan(weight) ? 0.0 : weight);
  }
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  places.resize(most);
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace heed
