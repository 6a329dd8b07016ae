// One Transformer block (Vaswani 2017, section 3.1), traced: attention with two heads, then everything around it as
// further stages of the same pipeline. Layer norm is written with the operations at hand: take each row's mean away,
// then give the row length √d; its learned gain and bias are left at 1 and 0.
#include "attention/pipeline.hpp"
#include "demo/demo.hpp"

#include <cmath>

namespace heed {
namespace {

constexpr std::size_t width = 4;
constexpr std::size_t hidden_width = 8;
constexpr std::size_t heads = 2;

/// Small numbers that can be followed by hand: −1, −½, 0, ½, 1.
Grid halves(Random& random, std::size_t rows, std::size_t columns) {
  Grid grid(rows, columns);
  for (double& x : grid.values()) x = 0.5 * static_cast<double>(random.whole(0, 4)) - 1.0;
  return grid;
}

Sample tokens(Random& random) {
  Sample sample;
  sample.name = "block";
  sample.queries = {"the", "cat", "sleeps"};
  sample.recipe = fmt::format("scaled+heads={}", heads);
  sample.matrices["X"] = halves(random, sample.queries->size(), width);
  for (const char* name : {"W_Q", "W_K", "W_V", "W_O"}) sample.matrices[name] = halves(random, width, width);
  return sample;
}

StepName of_block(std::string_view id, std::string symbol, bool fine = false) {
  StepName name = found(id, std::move(symbol));
  name.fine = fine;
  return name;
}

/// out + in, then layer norm; the two steps get the number of the sublayer that they close.
void close_sublayer(Run& run, std::size_t in, std::size_t number) {
  constexpr bool fine = true;
  const auto id = [&](std::string_view kind) { return fmt::format("{}_{}", kind, number); };
  Tape& tape = run.tape;
  const std::size_t residual =
      tape.append(of_block(id("residual"), fmt::format("R_{}", number)), {add(), {{in}, {run.output}}});
  Grid centring(width, width, -1.0 / static_cast<double>(width));
  for (std::size_t k = 0; k < width; ++k) centring(k, k) += 1.0;
  const std::size_t centre = tape.input(of_block(id("centring"), "I − 1/d", fine), std::move(centring));
  const std::size_t centred =
      tape.append(of_block(id("centred"), fmt::format("Z_{}", number), fine), {product(), {{residual}, {centre}}});
  const std::size_t unit =
      tape.append(of_block(id("unit"), fmt::format("U_{}", number), fine), {unit_rows(), {{centred}}});
  run.output = tape.append(of_block(id("normalised"), fmt::format("N_{}", number)),
                           {scale(std::sqrt(static_cast<double>(width))), {{unit}}});
}

}  // namespace

Trace transformer_block(const DemoOptions& options) {
  Random random(options.seed);
  const Sample sample = tokens(random);
  const Grid w_1 = halves(random, width, hidden_width);
  const Grid w_2 = halves(random, hidden_width, width);
  const Recipe recipe = parse_recipe(sample.recipe + (options.causal ? "+causal" : ""));
  Pipeline pipeline = build_pipeline(recipe, sample);
  pipeline.add(Slot::decide, "residual and norm",
               [](Run& run) { close_sublayer(run, *run.tape.trace().find("X"), 1); });
  pipeline.add(Slot::decide, "feed-forward", [&](Run& run) {
    Tape& tape = run.tape;
    const std::size_t in = run.output;
    const std::size_t first = tape.input(of_block("W_1", "W_1", true), w_1);
    const std::size_t second = tape.input(of_block("W_2", "W_2", true), w_2);
    const std::size_t inner = tape.append(of_block("inner", "H", true), {product(), {{in}, {first}}});
    const std::size_t hidden = tape.append(of_block("hidden", "F"), {relu(), {{inner}}});
    run.output = tape.append(of_block("feed_forward", "Y"), {product(), {{hidden}, {second}}});
    close_sublayer(run, in, 2);
  });
  return trace(sample, recipe, pipeline, {.language = options.words->language(), .limits = options.limits}).trace;
}

}  // namespace heed
