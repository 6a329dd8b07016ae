// What one layer over n tokens of width 64 asks for (Vaswani 2017, table 1, counted instead of estimated): steps that
// must wait for one another, multiplications, and how many layers or steps lie between the first token and the last.
#include "demo/demo.hpp"

#include <functional>

namespace heed {
namespace {

constexpr std::size_t width = 64;
constexpr std::size_t kernel = 3;  ///< each layer's taps stand three times as far apart as those of the layer below

/// Multiplications of an m×k by k×n product.
constexpr std::size_t product_of(std::size_t m, std::size_t k, std::size_t n) {
  return m * k * n;
}

/// Layers until what the first token knows can stand at the last; `reach` is how far a layer carries it.
std::size_t path(std::size_t n, const std::function<std::size_t(std::size_t layer)>& reach) {
  std::size_t layers = 0;
  for (std::size_t at = 0; at + 1 < n; ++layers) at += reach(layers);
  return layers;
}

struct Counts {
  std::size_t steps;
  std::size_t multiplications;
  std::size_t path;
};

Counts recurrence(std::size_t n) {
  Counts counts{0, 0, path(n, [](std::size_t) { return std::size_t{1}; })};
  for (std::size_t t = 0; t < n; ++t) {  // h ← W·h + U·x: each waits for the one before
    ++counts.steps;
    counts.multiplications += 2 * product_of(1, width, width);
  }
  return counts;
}

Counts convolution(std::size_t n) {
  return {1, product_of(n, kernel * width, width), path(n, [](std::size_t layer) {
            std::size_t apart = 1;
            while (layer-- > 0) apart *= kernel;
            return apart;
          })};
}

Counts attention(std::size_t n) {
  return {1, product_of(n, width, n) + product_of(n, n, width), path(n, [n](std::size_t) { return n; })};
}

}  // namespace

Trace complexity(const DemoOptions& options) {
  const std::vector<std::size_t> lengths = growing(options, 4, 4, 1024);
  constexpr Counts (*kinds[])(std::size_t) = {recurrence, convolution, attention};
  Grid steps(lengths.size(), std::size(kinds));
  Grid operations = steps;
  Grid paths = steps;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    for (std::size_t k = 0; k < std::size(kinds); ++k) {
      const Counts counts = kinds[k](lengths[i]);
      steps(i, k) = static_cast<double>(counts.steps);
      operations(i, k) = static_cast<double>(counts.multiplications);
      paths(i, k) = static_cast<double>(counts.path);
    }
  }
  const Labels names = columns(options, {"recurrence", "convolution", "attention"});
  Tape tape(options.limits);
  const std::size_t output = tape.input(found("steps"), std::move(steps), sizes(lengths), names);
  tape.input(found("operations"), std::move(operations), sizes(lengths), names);
  tape.input(found("path"), std::move(paths), sizes(lengths), names);
  return std::move(tape).finish(output);
}

}  // namespace heed
