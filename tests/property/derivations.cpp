#include "attention/gradient.hpp"
#include "property/comparison.hpp"

#include "core/calculator.hpp"
#include "core/derivation.hpp"
#include "demo/demo.hpp"
#include "document/words.hpp"
#include "sample/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

using namespace heed;
using namespace heed::test;

namespace {

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// Whether some part of the arithmetic comes to `value`.
bool shows(const Math& arithmetic, double value) {
  if (arithmetic.kind == Math::Kind::words) return false;
  return apart(calculated(arithmetic), value) <= rounding ||
         std::any_of(arithmetic.parts.begin(), arithmetic.parts.end(),
                     [&](const Math& part) { return shows(part, value); });
}

/// What is wrong with the explanation of a number, or "".
std::string contradiction(const Trace& trace, const Derivation& derivation, double shown) {
  for (const Derivation::Term& term : derivation.terms) {
    for (std::size_t k = 0; k < term.cells.size(); ++k) {
      const Cell& source = term.cells[k];
      const double there = (*trace.steps[source.step].values)(source.row, source.column);
      if (!same_bits(there, term.values[k]))
        return fmt::format("{} is not {}", numbered(trace, source), term.values[k]);
    }
  }
  const Math& arithmetic = derivation.arithmetic;
  if (derivation.given || arithmetic.text == "round") return {};
  if (apart(calculated(arithmetic), shown) > rounding)
    return fmt::format("its arithmetic gives {}", calculated(arithmetic));
  double sum = 0.0;
  bool each = true;
  for (const Derivation::Term& term : derivation.terms) {
    sum += term.value;
    each = each && shows(arithmetic, term.value);
  }
  if (!each && !shows(arithmetic, sum)) return "its arithmetic shows neither its terms nor what they add up to";
  const bool added_up = arithmetic.kind == Math::Kind::sum && arithmetic.parts.size() == derivation.terms.size();
  return added_up && apart(sum, shown) > rounding ? fmt::format("its terms make {}", sum) : "";
}

/// The first cell that its own arithmetic does not give back, or "".
std::string contradiction(const Trace& trace) {
  for (std::size_t s = 0; s < trace.steps.size(); ++s) {
    const Step& step = trace.steps[s];
    const std::vector<View> operands = trace.operands(step);
    const bool small = std::all_of(operands.begin(), operands.end(),
                                   [](const View& view) { return view.rows() <= 64 && view.columns() <= 64; });
    const bool to_the_last_bit = small && step.operation && step.operation->multiplications(operands) > 0;
    for (std::size_t i = 0; i < step.values->rows(); ++i) {
      for (std::size_t j = 0; j < step.values->columns(); ++j) {
        const Cell cell{s, i, j};
        const double shown = (*step.values)(i, j);
        const Derivation derivation = derive(trace, cell);
        const bool agrees =
            to_the_last_bit ? same_bits(derivation.value, shown) : apart(derivation.value, shown) <= rounding;
        const std::string wrong =
            agrees ? contradiction(trace, derivation, shown) : fmt::format("derived {}", derivation.value);
        if (!wrong.empty()) return fmt::format("{}: shown {}, {}", numbered(trace, cell), shown, wrong);
      }
    }
  }
  return {};
}

}  // namespace

TEST_CASE("every cell of every step, fine ones too, is what its derivation says") {
  for_each_case(2500, {}, [](const Case& drawn) {
    CHECK(contradiction(trace(drawn.sample, drawn.recipe, {.detail = true}).trace) == "");
  });
}

TEST_CASE("every cell of every built-in sample is what its derivation says") {
  for (const std::string_view name : sample_names()) {
    CAPTURE(name);
    const Sample sample = load_sample(std::string(name));
    const Traced traced = trace(sample, parse_recipe(sample.recipe), {.detail = true});
    CHECK(contradiction(traced.trace) == "");
  }
}

TEST_CASE("so is every cell of rows too long to be summed from left to right") {
  Generator random(seed());
  Sample sample;
  sample.matrices = {{"Q", random.grid(3, 2)}, {"K", random.grid(80, 2)}, {"V", random.grid(80, 1)}};
  for (const char* recipe :
       {"dot+softmax1", "scaled+temperature=0.5+causal=70", "dot+sparsemax", "cosine+sigmoid+window=1,60"}) {
    CAPTURE(recipe);
    const Recipe parsed = parse_recipe(recipe);
    CHECK(contradiction(trace(sample, parsed, {.detail = true}).trace) == "");
    CHECK(contradiction(gradient(sample, parsed).trace) == "");
  }
}

TEST_CASE("every cell of every gradient is what its derivation says") {
  for_each_case(1000, {},
                [](const Case& drawn) { CHECK(contradiction(gradient(drawn.sample, drawn.recipe).trace) == ""); });
}

TEST_CASE("every cell of every demonstration is what its derivation says") {
  for (const Demo& demo : demos()) {
    CAPTURE(demo.name);
    CHECK(contradiction(findings_of(demo, {.words = &Words::of("en")})) == "");
  }
}

TEST_CASE("the fine steps change no number of the others") {
  for_each_case(500, {}, [](const Case& drawn) {
    const Trace plain = trace(drawn.sample, drawn.recipe).trace;
    const Trace detailed = trace(drawn.sample, drawn.recipe, {.detail = true}).trace;
    for (const Step& step : plain.steps) {
      CHECK(apart(*step.values, matrix(detailed, step.name.id, step.name.head)) == 0.0);
    }
  });
}

TEST_CASE("random cases use every part of the grammar") {
  std::map<std::string_view, int> used;
  for_each_case(1000, {}, [&](const Case& drawn) {
    for (const Recipe::Choice& choice : drawn.recipe.choices) ++used[choice.token->name];
  });
  for (const Token* token : tokens()) {
    CAPTURE(token->name);
    CHECK(used[token->name] > 0);
  }
}
