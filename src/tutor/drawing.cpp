#include "tutor/drawing.hpp"

#include "core/random.hpp"

namespace heed {
namespace {

Grid drawn(Random& random, std::size_t rows, std::size_t columns, long low, long high) {
  Grid grid(rows, columns);
  for (double& x : grid.values()) x = static_cast<double>(random.whole(low, high));
  return grid;
}

}  // namespace

Sample draw_sample(std::uint64_t seed) {
  constexpr std::size_t tokens = 3;
  constexpr std::size_t width = 4;
  Random random(seed);
  Sample sample;
  sample.name = "random";
  sample.queries = {"a", "b", "c"};
  sample.recipe = random.whole(0, 1) == 0 ? "scaled" : "scaled+causal";
  sample.matrices["X"] = drawn(random, tokens, width, 0, 2);
  for (const char* projection : {"W_Q", "W_K", "W_V"}) sample.matrices[projection] = drawn(random, width, width, -1, 1);
  return sample;
}

}  // namespace heed
