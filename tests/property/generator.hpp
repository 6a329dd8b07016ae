#pragma once

#include "attention/pipeline.hpp"
#include "sample/sample.hpp"

#include <cstdint>

namespace heed::test {

/// Where every random case begins: the environment's HEED_SEED, or always the same.
std::uint64_t seed();

/// Steele, Lea and Flood's splitmix64: the same numbers everywhere.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  /// From `least` to `most`, both included.
  long between(long least, long most) {
    return least + static_cast<long>(below(static_cast<std::size_t>(most - least + 1)));
  }
  bool chance(std::size_t percent) { return below(100) < percent; }
  /// Eighths from −2 to 2: exact in binary, short in decimal.
  double number() { return static_cast<double>(between(-16, 16)) / 8.0; }
  Grid grid(std::size_t rows, std::size_t columns);

 private:
  std::uint64_t state_;
};

/// What a random case must have; the rest is left to chance.
struct Wanted {
  std::string recipe;              ///< the recipe; drawn from the table of tokens when empty
  std::string without;             ///< tokens and "mask", "cache", "decide" that must not be drawn, between blanks
  std::size_t heads = 0;           ///< 0: any
  bool one_key_head_each = false;  ///< as many key heads as query heads
  bool given = false;              ///< Q, K and V are given directly
};

struct Case {
  Sample sample;
  Recipe recipe;
  std::uint64_t seed;
};

/// A sample with a recipe that suits it.
Case random_case(std::uint64_t seed, const Wanted& wanted = {});

/// The case as a failure shows it.
std::string described(const Case& drawn);

}  // namespace heed::test
