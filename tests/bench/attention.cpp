#include "attention/gradient.hpp"
#include "command/run.hpp"
#include "core/derivation.hpp"
#include "core/random.hpp"
#include "sample/reader.hpp"
#include "sample/writer.hpp"

#include <benchmark/benchmark.h>

using namespace heed;

namespace {

Limits generous() {
  Limits limits;
  limits.file_bytes = limits.tokens = limits.elements = limits.run_elements = std::size_t{1} << 40;
  return limits;
}

Grid drawn(Random& random, std::size_t rows, std::size_t columns) {
  Grid grid(rows, columns);
  for (double& x : grid.values()) x = random.normal();
  return grid;
}

/// n tokens whose Q, K and V are given, `heads` of width 64.
Sample given(std::size_t n, std::size_t heads) {
  Random random(1);
  Sample sample;
  for (const char* name : {"Q", "K", "V"}) sample.matrices.emplace(name, drawn(random, n, heads * 64));
  return sample;
}

/// Arguments: n, heads. Every intermediate is kept.
void trace_large(benchmark::State& state, const std::string& modifiers) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto heads = static_cast<std::size_t>(state.range(1));
  const Sample sample = given(n, heads);
  const Recipe recipe = parse_recipe("scaled" + modifiers + (heads > 1 ? "+heads=" + std::to_string(heads) : ""));
  const TraceOptions options{.limits = generous()};
  for (auto _ : state) benchmark::DoNotOptimize(trace(sample, recipe, options));
}
BENCHMARK_CAPTURE(trace_large, plain, "")
    ->Args({256, 1})
    ->Args({1024, 1})
    ->Args({2048, 1})
    ->Args({4096, 1})
    ->Args({1024, 8})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(trace_large, causal, "+causal")->Args({2048, 1})->UseRealTime()->Unit(benchmark::kMillisecond);

/// What a trace at least costs: its two products, and writing each kept matrix once.
void bound(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const Sample sample = given(n, 1);
  const Grid& Q = *sample.find("Q");
  const std::vector<View> scores{Q, *sample.find("K")};
  for (auto _ : state) {
    const Grid S = product_transposed()->value(scores);
    const std::vector<View> mixed{S, *sample.find("V")};
    benchmark::DoNotOptimize(product()->value(mixed));
    for (int copy = 0; copy < 2; ++copy) benchmark::DoNotOptimize(Grid(S));
  }
}
BENCHMARK(bound)->Arg(2048)->UseRealTime()->Unit(benchmark::kMillisecond);

const char* const small = R"({"X": [[1, 0, 1, 0], [0, 2, 0, 2], [1, 1, 1, 1]]})";

void trace_small(benchmark::State& state) {
  const Sample sample = read_sample(small, "small");
  const Recipe recipe = parse_recipe("scaled+causal");
  for (auto _ : state) benchmark::DoNotOptimize(trace(sample, recipe));
}
BENCHMARK(trace_small);

void gradient_small(benchmark::State& state) {
  const Sample sample = read_sample(small, "small");
  const Recipe recipe = parse_recipe("scaled+causal");
  for (auto _ : state) benchmark::DoNotOptimize(gradient(sample, recipe));
}
BENCHMARK(gradient_small);

void derive_to_inputs(benchmark::State& state) {
  const Traced traced = trace(read_sample(small, "small"), parse_recipe("scaled+causal"));
  const Cell cell = resolve(parse_cell("context[3,1]"), traced.trace);
  for (auto _ : state) benchmark::DoNotOptimize(derive(traced.trace, cell, true));
}
BENCHMARK(derive_to_inputs);

void parse(benchmark::State& state) {
  const std::string text = write_sample(given(static_cast<std::size_t>(state.range(0)), 1));
  for (auto _ : state) benchmark::DoNotOptimize(read_sample(text, "large", generous()));
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * static_cast<int64_t>(state.iterations()));
}
BENCHMARK(parse)->Arg(256)->Unit(benchmark::kMillisecond);

void render(benchmark::State& state, const std::string& format) {
  for (auto _ : state) benchmark::DoNotOptimize(run({"trace", "translation", "--format", format}, {}));
}
BENCHMARK_CAPTURE(render, text, "text");
BENCHMARK_CAPTURE(render, markdown, "markdown");
BENCHMARK_CAPTURE(render, latex, "latex");
BENCHMARK_CAPTURE(render, html, "html");
BENCHMARK_CAPTURE(render, json, "json");

}  // namespace

BENCHMARK_MAIN();
