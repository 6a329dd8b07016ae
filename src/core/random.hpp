#pragma once

#include <cstddef>
#include <cstdint>

namespace heed {

/// Random numbers that are the same on every machine: splitmix64 (Steele, Lea and Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = state_ += stride;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  /// A whole number from `low` to `high`, both included.
  long whole(long low, long high) {
    return low + static_cast<long>(bits() % static_cast<std::uint64_t>(high - low + 1));
  }

  /// Mean 0 and variance 1, near enough to normal for teaching: twelve uniforms added.
  double normal();

  /// The generator as it will be when so many normal numbers more have been drawn.
  Random after(std::size_t normals) const { return Random(state_ + normals * uniforms_in_normal * stride); }

 private:
  static constexpr std::uint64_t stride = 0x9e3779b97f4a7c15u;
  static constexpr std::uint64_t uniforms_in_normal = 12;
  std::uint64_t state_;
};

}  // namespace heed
