#pragma once

#include "core/grid.hpp"

#include <cmath>
#include <cstdint>

namespace heed {

/// Numbers drawn from a seed by splitmix64 (Steele, Lea and Flood 2014): the same on every machine.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// Evenly from 0 to 1, 1 left out.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  /// With mean 0 and variance 1, evenly from −√3 to √3.
  double unit() { return (2.0 * uniform() - 1.0) * std::sqrt(3.0); }
  /// A whole number below `count`.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(uniform() * static_cast<double>(count)); }

  /// A matrix of unit().
  Grid matrix(std::size_t rows, std::size_t columns) {
    Grid grid(rows, columns);
    for (double& x : grid.values()) x = unit();
    return grid;
  }

 private:
  std::uint64_t state_;
};

}  // namespace heed
