#include "demo/cost.hpp"

#include "attention/pipeline.hpp"
#include "command/command.hpp"
#include "command/demonstrating.hpp"

#include <chrono>

namespace heed {
namespace {

using namespace cost_sizes;

Sample sample_of(std::size_t n, bool shares_heads, Random& random) {
  Sample sample;
  sample.name = "cost";
  sample.matrices["X"] = drawn(random, n, static_cast<std::size_t>(width));
  for (const char* name : {"W_Q", "W_K", "W_V"}) {
    const bool narrow = shares_heads && std::string_view(name) != "W_Q";
    sample.matrices[name] =
        drawn(random, static_cast<std::size_t>(width), static_cast<std::size_t>(narrow ? head_width : width));
  }
  return sample;
}

struct Measured {
  double milliseconds;
  double megabytes;
};

/// One trace of attention as a recipe has it: the time it takes, and the room that its matrices take.
Measured measured(std::size_t n, const std::string& modifiers, const DemoOptions& options) {
  Random random(options.seed);
  const Recipe recipe = parse_recipe(fmt::format("scaled+causal+heads={}{}", heads, modifiers));
  const Sample sample = sample_of(n, recipe.kv_heads() != recipe.heads(), random);
  const auto start = std::chrono::steady_clock::now();
  const Traced traced = trace(sample, recipe, {.limits = options.limits});
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  std::size_t numbers = 0;
  for (const Step& step : traced.trace.steps) numbers += step.values->size();
  return {passed.count(), static_cast<double>(numbers * sizeof(double)) / 1e6};
}

/// The counted trace, and behind it the measured steps `milliseconds` and `megabytes`.
Trace counted_and_measured(const DemoOptions& options, const Request& request) {
  std::vector<std::size_t> lengths = growing(options, 4, 2, 128);
  // A trace keeps about six matrices of every head; where there is no room for them, counting has to do.
  constexpr double kept_matrices = 6.0;
  const auto room = static_cast<double>(options.limits.run_elements) / (heads * kept_matrices);
  std::erase_if(lengths, [&](std::size_t n) { return static_cast<double>(n * n) > room; });
  const std::string schemes[] = {"", "+cached", "+kv-heads=1+cached", fmt::format("+window={},0", window - 1),
                                 fmt::format("+online={}", block_size)};
  Grid milliseconds(lengths.size(), std::size(schemes));
  Grid megabytes = milliseconds;
  std::size_t pairs = 0;
  for (const std::size_t n : lengths) pairs += n * n * std::size(schemes);
  std::size_t done = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    for (std::size_t k = 0; k < std::size(schemes); ++k) {
      const Measured one = measured(lengths[i], schemes[k], options);
      milliseconds(i, k) = one.milliseconds;
      megabytes(i, k) = one.megabytes;
      done += lengths[i] * lengths[i];
      if (request.progress) request.progress(done, pairs, fmt::format("n = {}", lengths[i]));
    }
  }
  Trace trace = cost(options);
  const Labels names = columns(options, {"plain", "cache", "shared", "window", "online"});
  const auto append = [&](std::string_view id, Grid grid) {
    trace.steps.push_back(
        {found(id), nullptr, {}, std::make_shared<const Grid>(std::move(grid)), sizes(lengths), names});
  };
  append("milliseconds", std::move(milliseconds));
  append("megabytes", std::move(megabytes));
  return trace;
}

}  // namespace

Answer cost_command(const Request& request) {
  const auto tracing = std::make_shared<Tracing>();
  const std::string only = request.value("only");
  const bool measures =
      only.empty() || only.find("milliseconds") != std::string::npos || only.find("megabytes") != std::string::npos;
  const DemoOptions options = demo_options(request);
  Trace trace = measures ? counted_and_measured(options, request) : cost(options);
  trace.sample = "demo";
  trace.recipe = "cost";
  tracing->demo = "heed cost";
  tracing->trace = std::make_shared<const Trace>(std::move(trace));
  std::vector<std::size_t> shown = tracing->shown(request);
  return findings(tracing, std::move(shown), *request.words);
}

}  // namespace heed
