// One key answers the query; more and more that do not are added. Then no key answers. Then two answer, and
// contradict each other. Each through four normalisers of the same scores.
#include "core/operations.hpp"
#include "demo/demo.hpp"

#include <algorithm>

namespace heed {
namespace {

constexpr std::size_t width = 16;
const std::vector<std::size_t> counts{0, 1, 4, 16, 64};

Grid through_sparsemax(const Grid& scores) {
  const Grid threshold = apply(sparsemax_threshold(), {scores});
  return apply(sparsemax(), {scores, threshold});
}

using Normaliser = Grid (*)(const Grid& scores);
constexpr Normaliser normalisers[] = {
    [](const Grid& scores) { return apply(softmax(), {scores}); },
    [](const Grid& scores) { return apply(softmax(1.0, 1.0), {scores}); },
    through_sparsemax,
    [](const Grid& scores) { return apply(hard(), {scores}); },
};

Grid first_rows(const Grid& grid, std::size_t count) {
  Grid top(count, grid.columns());
  std::copy_n(grid.values().begin(), top.size(), top.values().begin());
  return top;
}

Grid scores_of(const Grid& query, const Grid& keys) {
  return apply(divide_by_root(width, "d_k"), {apply(product_transposed(), {query, keys})});
}

}  // namespace

Trace distractors(const DemoOptions& options) {
  Random random(options.seed);
  const Grid query = drawn(random, 1, width);
  const Grid irrelevant = drawn(random, counts.back(), width);
  Grid right(counts.size(), std::size(normalisers));
  Grid wasted = right;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Grid others = first_rows(irrelevant, counts[i]);
    const Grid keys = apply(stack_rows(), {query, others});
    for (std::size_t k = 0; k < std::size(normalisers); ++k) {
      right(i, k) = normalisers[k](scores_of(query, keys))(0, 0);
      if (counts[i] == 0) continue;
      const Grid weights = normalisers[k](scores_of(query, others));
      for (const double weight : weights.values()) wasted(i, k) += weight;
    }
  }
  Grid conflict(std::size(normalisers), 3);
  const Grid both = apply(stack_rows(), {query, query});
  for (std::size_t k = 0; k < std::size(normalisers); ++k) {
    const Grid weights = normalisers[k](scores_of(query, both));
    conflict(k, 0) = weights(0, 0);
    conflict(k, 1) = weights(0, 1);
    conflict(k, 2) = weights(0, 0) - weights(0, 1);  // one key holds 1, the other −1
  }
  const Labels names = columns(options, {"softmax", "softmax1", "sparsemax", "hard"});
  Tape tape(options.limits);
  const std::size_t output = tape.input(found("right"), std::move(right), sizes(counts), names);
  tape.input(found("wasted"), std::move(wasted), sizes(counts), names);
  tape.input(found("conflict"), std::move(conflict), names, columns(options, {"says_yes", "says_no", "mixed"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
