#include "attention/gradient.hpp"
#include "property/comparison.hpp"

#include "core/derivation.hpp"
#include "sample/reader.hpp"

#include <fmt/format.h>

#include <bit>

using namespace heed;
using namespace heed::test;

namespace {

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// The first cell that its own arithmetic does not give back, or "".
std::string contradiction(const Trace& trace) {
  for (std::size_t s = 0; s < trace.steps.size(); ++s) {
    const Step& step = trace.steps[s];
    const bool of_products = step.operation && step.operation->multiplications(trace.operands(step)) > 0;
    for (std::size_t i = 0; i < step.values->rows(); ++i) {
      for (std::size_t j = 0; j < step.values->columns(); ++j) {
        const Cell cell{s, i, j};
        const double shown = (*step.values)(i, j);
        const Derivation derivation = derive(trace, cell);
        const bool agrees =
            of_products ? same_bits(derivation.value, shown) : apart(derivation.value, shown) <= rounding;
        if (!agrees) return fmt::format("{}: shown {}, derived {}", numbered(trace, cell), shown, derivation.value);
        double sum = 0.0;
        for (const Derivation::Term& term : derivation.terms) sum += term.value;
        const bool added_up = derivation.arithmetic.kind == Math::Kind::sum &&
                              derivation.arithmetic.parts.size() == derivation.terms.size();
        if (added_up && apart(sum, shown) > rounding) {
          return fmt::format("{}: shown {}, its terms make {}", numbered(trace, cell), shown, sum);
        }
        for (const Derivation::Term& term : derivation.terms) {
          for (std::size_t k = 0; k < term.cells.size(); ++k) {
            const Cell& source = term.cells[k];
            const double there = (*trace.steps[source.step].values)(source.row, source.column);
            if (!same_bits(there, term.values[k])) {
              return fmt::format("{}: {} is not {}", numbered(trace, cell), numbered(trace, source), term.values[k]);
            }
          }
        }
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

TEST_CASE("every cell of every gradient is what its derivation says") {
  for_each_case(1000, {},
                [](const Case& drawn) { CHECK(contradiction(gradient(drawn.sample, drawn.recipe).trace) == ""); });
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
