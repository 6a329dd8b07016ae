#include "attention/streaming.hpp"
#include "property/comparison.hpp"
#include "sample/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

using namespace heed;
using namespace heed::test;

namespace {

/// `a` and `b` agree in every step that a reader of `a` is shown, but for those that come of the difference itself.
void check_same_numbers(const Trace& a, const Trace& b, double tolerance) {
  for (const Step& step : a.steps) {
    if (step.name.fine) continue;
    CAPTURE(step.address());
    CHECK(apart(*step.values, matrix(b, step.name.id, step.name.head)) <= tolerance);
  }
}

Trace trace_as(const Case& drawn, const std::string& recipe) {
  return trace(drawn.sample, parse_recipe(recipe)).trace;
}

}  // namespace

TEST_CASE("softmax in blocks equals softmax at once") {
  for_each_case(1000, {.without = " linear online cached softmax1 sparsemax sigmoid hard sum "}, [](const Case& drawn) {
    const Trace plain = trace(drawn.sample, drawn.recipe).trace;
    Generator random(drawn.seed);
    check_same_numbers(plain, trace_as(drawn, fmt::format("{}+online={}", drawn.recipe.text, 1 + random.below(6))),
                       rounding);
  });
}

TEST_CASE("blocks in which every score is −∞ change nothing, and a row of nothing else has no weights") {
  for (const char* keys : {R"([["-inf"], [1]])", R"([[1], ["-inf"]])", R"([["-inf"], ["-inf"]])"}) {
    CAPTURE(keys);
    const Sample sample =
        read_sample(fmt::format(R"({{"Q": [[1]], "K": {}, "V": [[1], [2]]}})", keys), "minus-infinity.json");
    const Trace whole = trace(sample, parse_recipe("dot")).trace;
    for (const char* recipe : {"dot+online=1", "dot+online=2"}) {
      check_same_numbers(whole, trace(sample, parse_recipe(recipe)).trace, rounding);
    }
  }
}

TEST_CASE("a few queries at a time give the same context, and each of its cells") {
  std::size_t streamed = 0;
  for_each_case(1000, {.without = " linear online cached softmax1 sparsemax sigmoid hard sum "},
                [&](const Case& drawn) {
                  const Recipe recipe = parse_recipe(drawn.recipe.text + "+online=2");
                  if (!can_stream(recipe, drawn.sample)) return;
                  ++streamed;
                  Generator random(drawn.seed);
                  const Pipeline pipeline = streamed_pipeline(recipe, drawn.sample, random.below(20));
                  const Trace slices = trace(drawn.sample, recipe, pipeline, {}).trace;
                  check_same_numbers(slices, trace(drawn.sample, drawn.recipe).trace, rounding);
                  const Step& output = slices.steps[slices.find("context", slices.heads > 1 ? 1 : 0).value()];
                  if (output.values->size() == 0) return;
                  const std::size_t i = random.below(output.values->rows());
                  const std::size_t j = random.below(output.values->columns());
                  const std::vector<View> in = slices.operands(output);
                  CHECK(output.operation->multiplications(in) ==
                        in[0].rows() * in[1].rows() * (in[1].columns() + in[2].columns()));
                  const Arithmetic derived = output.operation->cell(in, i, j);
                  CHECK(apart(derived.value, (*output.values)(i, j)) <= rounding);
                  double sum = 0.0;
                  for (const Term& term : derived.terms) sum += term.value;
                  CHECK(apart(sum, derived.value) <= rounding);
                });
  MESSAGE(streamed, " cases were streamed");
  CHECK(streamed > 100);
}

TEST_CASE("one query at a time against a growing cache gives the same numbers") {
  for_each_case(500, {.without = " online cached "}, [](const Case& drawn) {
    check_same_numbers(trace(drawn.sample, drawn.recipe).trace, trace_as(drawn, drawn.recipe.text + "+cached"),
                       rounding);
  });
}

TEST_CASE("heads=1 is the same as none") {
  for_each_case(500, {.heads = 1}, [](const Case& drawn) {
    check_same_numbers(trace(drawn.sample, drawn.recipe).trace, trace_as(drawn, drawn.recipe.text + "+heads=1"), 0.0);
  });
}

TEST_CASE("kv-heads=H is the same as heads=H alone") {
  for_each_case(500, {.heads = 3, .one_key_head_each = true}, [](const Case& drawn) {
    check_same_numbers(trace(drawn.sample, drawn.recipe).trace, trace_as(drawn, drawn.recipe.text + "+kv-heads=3"),
                       0.0);
  });
}

TEST_CASE("window=-1,-1 is the same as no window") {
  for_each_case(500, {.without = " window "}, [](const Case& drawn) {
    check_same_numbers(trace(drawn.sample, drawn.recipe).trace, trace_as(drawn, drawn.recipe.text + "+window=-1,-1"),
                       0.0);
  });
}

TEST_CASE("each head computes as if it were alone") {
  const Wanted several{
      .without = " mask relative alibi cache decide sinusoidal ", .heads = 2, .one_key_head_each = true, .given = true};
  for_each_case(300, several, [](const Case& drawn) {
    const Trace both = trace(drawn.sample, drawn.recipe).trace;
    std::string text = drawn.recipe.text;
    text.erase(text.find("+heads=2"), std::string_view("+heads=2").size());
    for (std::size_t head = 0; head < 2; ++head) {
      Sample alone = drawn.sample;
      for (const char* name : {"Q", "K", "V"}) {
        const Grid& all = drawn.sample.matrices.at(name);
        const View columns(all, head * all.columns() / 2, all.columns() / 2);
        Grid own(columns.rows(), columns.columns());
        for (std::size_t i = 0; i < own.rows(); ++i) std::ranges::copy(columns.row(i), own.row(i).begin());
        alone.matrices[name] = own;
      }
      for (const char* name : {"W_O", "b_O"}) alone.matrices.erase(name);
      const Trace one = trace(alone, parse_recipe(text)).trace;
      CHECK(apart(matrix(one, "context"), matrix(both, "context", static_cast<int>(head) + 1)) == 0.0);
    }
  });
}

TEST_CASE("keys in another order, with their values, change no output") {
  // Nothing here knows where a key stands. `hard` takes the first of equals, and `sum` may divide by next to nothing.
  const Wanted orderless{.without = " sinusoidal rope alibi causal window hard sum linear cache online cached ",
                         .given = true};
  for_each_case(700, orderless, [](const Case& drawn) {
    Case shuffled = drawn;
    const std::size_t n = drawn.sample.matrices.at("K").rows();
    // Padding is the last keys' affair; the order within the rest is free.
    const std::size_t movable = std::min(n, drawn.sample.valid_keys.value_or(n));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    Generator random(drawn.seed);
    for (std::size_t j = movable; j > 1; --j) std::swap(order[j - 1], order[random.below(j)]);
    for (const char* name : {"K", "V"}) {
      for (std::size_t j = 0; j < n; ++j) {
        std::ranges::copy(drawn.sample.matrices.at(name).row(order[j]),
                          shuffled.sample.matrices.at(name).row(j).begin());
      }
    }
    const auto shuffle_columns = [&](std::optional<PerHead>& matrices) {
      if (!matrices) return;
      for (Grid& grid : matrices->heads) {
        const Grid before = grid;
        for (std::size_t i = 0; i < grid.rows(); ++i) {
          for (std::size_t j = 0; j < n; ++j) grid(i, j) = before(i, order[j]);
        }
      }
    };
    shuffle_columns(shuffled.sample.mask);
    shuffle_columns(shuffled.sample.relative_bias);
    CHECK(apart(result(trace(drawn.sample, drawn.recipe).trace), result(trace(shuffled.sample, drawn.recipe).trace)) <=
          rounding);
  });
}

TEST_CASE("linear attention agrees with its other order, φ(Q)·(φ(K)ᵀ·V)") {
  for_each_case(500, {.recipe = "linear", .without = " mask decide ", .heads = 1, .given = true},
                [](const Case& drawn) {
                  const Trace traced = trace(drawn.sample, drawn.recipe, {.detail = true}).trace;
                  const auto phi = [](double x) { return x > 0.0 ? x + 1.0 : std::exp(x); };
                  const Grid& q = matrix(traced, "Q");
                  const Grid& k = traced.find("K_all") ? matrix(traced, "K_all") : matrix(traced, "K");
                  const Grid& v = traced.find("V_all") ? matrix(traced, "V_all") : matrix(traced, "V");
                  Grid memory(k.columns(), v.columns());
                  std::vector<double> total(k.columns());
                  for (std::size_t j = 0; j < k.rows(); ++j) {
                    for (std::size_t c = 0; c < k.columns(); ++c) {
                      total[c] += phi(k(j, c));
                      for (std::size_t o = 0; o < v.columns(); ++o) memory(c, o) += phi(k(j, c)) * v(j, o);
                    }
                  }
                  Grid context(q.rows(), v.columns());
                  for (std::size_t i = 0; i < q.rows(); ++i) {
                    double denominator = 0.0;
                    for (std::size_t c = 0; c < k.columns(); ++c) denominator += phi(q(i, c)) * total[c];
                    for (std::size_t o = 0; o < v.columns(); ++o) {
                      for (std::size_t c = 0; c < k.columns(); ++c)
                        context(i, o) += phi(q(i, c)) * memory(c, o) / denominator;
                    }
                  }
                  CHECK(apart(context, matrix(traced, "context")) <= rounding);
                });
}

TEST_CASE("under rope, equal queries and keys get scores that depend only on how far apart they stand") {
  for (const char* recipe : {"dot+rope", "dot+rope=half"}) {
    for_each_case(250, {.recipe = recipe, .without = " mask decide ", .heads = 1, .given = true},
                  [](const Case& drawn) {
                    Case equal = drawn;
                    Generator random(drawn.seed);
                    const std::size_t d = drawn.sample.matrices.at("K").columns();
                    constexpr std::size_t tokens = 5;
                    const Grid q = random.grid(1, d), k = random.grid(1, d);
                    Grid& queries = equal.sample.matrices["Q"] = Grid(tokens, d);
                    Grid& keys = equal.sample.matrices["K"] = Grid(tokens, d);
                    equal.sample.matrices["V"] = random.grid(tokens, 2);
                    for (const char* name : {"past_K", "past_V", "W_O", "b_O"}) equal.sample.matrices.erase(name);
                    for (std::size_t i = 0; i < tokens; ++i) {
                      std::ranges::copy(q.row(0), queries.row(i).begin());
                      std::ranges::copy(k.row(0), keys.row(i).begin());
                    }
                    const Trace traced = trace(equal.sample, equal.recipe).trace;
                    const Grid& scores = matrix(traced, "scores");
                    for (std::size_t i = 1; i < tokens; ++i) {
                      for (std::size_t j = 1; j < tokens; ++j)
                        CHECK(apart(scores(i, j), scores(i - 1, j - 1)) <= rounding);
                    }
                  });
  }
}

TEST_CASE("a cache equals the same rows given as K and V") {
  // Without a cache, positions, causal and window would count from another row.
  const Wanted placeless{.without = " rope sinusoidal alibi causal window cached ", .given = true};
  for_each_case(500, placeless, [](const Case& drawn) {
    if (!drawn.sample.has("past_K")) return;
    Case whole = drawn;
    for (const auto& [past, present] : {std::pair{"past_K", "K"}, std::pair{"past_V", "V"}}) {
      const Grid &before = drawn.sample.matrices.at(past), &now = drawn.sample.matrices.at(present);
      Grid joined(before.rows() + now.rows(), now.columns());
      std::ranges::copy(before.values(), joined.values().begin());
      std::ranges::copy(now.values(), joined.values().begin() + static_cast<std::ptrdiff_t>(before.size()));
      whole.sample.matrices.erase(past);
      whole.sample.matrices[present] = joined;
    }
    CHECK(apart(result(trace(drawn.sample, drawn.recipe).trace), result(trace(whole.sample, drawn.recipe).trace)) ==
          0.0);
  });
}
