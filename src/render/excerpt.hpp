#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace heed {

/// The rows (or columns) of a long side that are shown: all of up to 64, otherwise the first and the last four.
struct Excerpt {
  std::vector<std::size_t> indices;
  std::optional<std::size_t> gap;  ///< before this one of `indices`, some are left out
};

inline Excerpt excerpt(std::size_t count) {
  constexpr std::size_t most = 64;
  constexpr std::size_t edge = 4;
  Excerpt shown;
  for (std::size_t i = 0; i < count; ++i) {
    if (count > most && i == edge) {
      i = count - edge;
      shown.gap = shown.indices.size();
    }
    shown.indices.push_back(i);
  }
  return shown;
}

/// The steps of a long run that tell its story: 0, 1, 10, 100, … and the last.
inline std::vector<std::size_t> milestones(std::size_t count) {
  std::vector<std::size_t> steps;
  for (std::size_t step = 0; step < count; step = step == 0 ? 1 : 10 * step) steps.push_back(step);
  if (count > 0 && steps.back() != count - 1) steps.push_back(count - 1);
  return steps;
}

/// Whether a quantity spans decades, so that its scale is logarithmic.
inline bool spans_decades(const std::vector<double>& values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return *least > 0.0 && *most / *least > 100.0;
}

/// A quantity over steps as heights from 0 to 1.
inline std::vector<double> heights(const std::vector<double>& values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const bool logarithmic = spans_decades(values);
  const auto scale = [&](double x) { return logarithmic ? std::log(x) : x; };
  std::vector<double> result;
  for (const double x : values) {
    result.push_back(*most > *least ? (scale(x) - scale(*least)) / (scale(*most) - scale(*least)) : 1.0);
  }
  return result;
}

}  // namespace heed
