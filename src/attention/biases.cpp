#include "attention/parts.hpp"
#include "attention/pipeline.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace heed {
namespace {

/// The slope of head h of H (counted from 0), as the authors' code has it: powers of 2^(−8/H) when H is a power of
/// two; otherwise those of the power of two below, then every second one of the power above.
double alibi_slope(std::size_t h, std::size_t heads) {
  const std::size_t below = std::bit_floor(heads);
  if (h < below) return std::exp2(-8.0 * static_cast<double>(h + 1) / static_cast<double>(below));
  return std::exp2(-8.0 * static_cast<double>(2 * (h - below) + 1) / static_cast<double>(2 * below));
}

void alibi(Run& run) {
  const double slope = alibi_slope(run.head_index, run.d.heads);
  const std::size_t bias = run.step("alibi", distance_penalty(run.d.m, run.d.keys(), run.d.past, slope), {});
  run.tape.name_rows(bias, run.query_names());
  run.tape.name_columns(bias, run.key_names(true));
  run.biases.push_back({bias});
}

void relative(Run& run) {
  run.biases.push_back({run.input("relative_bias", *run.sample.relative_bias)});
}

void numeric_mask(Run& run) {
  const Grid& mask = run.sample.mask->of(run.head_index);
  const std::size_t step = run.input("mask", *run.sample.mask);
  run.biases.push_back({step});
  const auto blocks = [](double x) { return x == -std::numeric_limits<double>::infinity(); };
  if (std::any_of(mask.values().begin(), mask.values().end(), blocks)) run.blocking_masks.push_back({step});
}

/// One step for all that is added to the scores.
void add_biases_up(Run& run) {
  if (run.biases.empty()) return;
  std::vector<Operand> operands{{run.scores}};
  operands.insert(operands.end(), run.biases.begin(), run.biases.end());
  run.scores = run.step("biased", run.blocking_masks.empty() ? add() : add_blocking(), std::move(operands));
}

constexpr Token bias_table[] = {
    {"softcap", Part::cap, Argument::positive, "C", "Gemma 2 2024 (2408.00118), sec. 2",
     [](Pipeline& p, std::span<const double> cap) {
       p.add(Slot::cap, "cap", [c = cap[0]](Run& run) { run.scores = run.step("capped", softcap(c), {{run.scores}}); });
     }},
    {"alibi", Part::bias, Argument::none, "", "Press et al. 2021 (2108.12409), sec. 3",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::bias, "alibi", alibi); }},
    {"relative", Part::bias, Argument::none, "", "Raffel et al. 2019 (1910.10683), sec. 2.1",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::bias, "relative", relative); }},
};

}  // namespace

std::span<const Token> bias_tokens() {
  return bias_table;
}

void add_bias_stages(Pipeline& pipeline, const Sample& sample) {
  if (sample.mask && !sample.mask->boolean) pipeline.add(Slot::bias, "numeric-mask", numeric_mask);
  pipeline.add(Slot::biased, "bias", add_biases_up);
}

}  // namespace heed
