#include "render/addends.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heed {
namespace {

using Kind = Math::Kind;

/// What a piece of arithmetic comes to; nan where it holds no numbers.
double value(const Math& math) {
  const auto part = [&](std::size_t k) { return value(math.parts[k]); };
  const auto over_parts = [&](double start, auto combine) {
    for (const Math& each : math.parts) start = combine(start, value(each));
    return start;
  };
  switch (math.kind) {
    case Kind::number:
    case Kind::cell:
      return math.number;
    case Kind::sum:
      return over_parts(0.0, std::plus());
    case Kind::product:
      return over_parts(1.0, std::multiplies());
    case Kind::quotient:
      return part(0) / part(1);
    case Kind::power:
      return std::pow(part(0), part(1));
    case Kind::root:
      return std::sqrt(part(0));
    case Kind::negative:
      return -part(0);
    case Kind::group:
      return part(0);
    case Kind::call:
      return math.parts.size() != 1 ? NAN : math.text == "exp" ? std::exp(part(0)) : part(0);
    default:
      return NAN;
  }
}

}  // namespace

std::vector<std::size_t> telling_addends(const Math& sum, std::size_t most) {
  std::vector<std::size_t> places(sum.parts.size());
  std::iota(places.begin(), places.end(), 0);
  if (places.size() <= most) return places;
  std::vector<double> weights;
  for (const Math& part : sum.parts) {
    const double weight = std::abs(value(part));
    weights.push_back(std::isnan(weight) ? 0.0 : weight);
  }
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  places.resize(most);
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace heed
