#include "attention/pipeline.hpp"
#include "property/comparison.hpp"
#include "sample/reader.hpp"

#include <numbers>

using namespace heed;
using namespace heed::test;

namespace {

/// A step of a sample, by the definition of its recipe in the paper that it comes from.
Grid step_of(std::string_view json, std::string_view recipe, std::string_view id, int head = 0) {
  const Trace traced = trace(read_sample(json, "sample"), parse_recipe(recipe), {.detail = true}).trace;
  return matrix(traced, id, head);
}

Grid row(std::vector<double> values) {
  Grid grid(1, values.size());
  std::copy(values.begin(), values.end(), grid.values().begin());
  return grid;
}

void check_near(const Grid& computed, const std::vector<double>& wanted) {
  REQUIRE(computed.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(apart(computed.values()[i], wanted[i]) <= rounding);
}

/// One query that scores its keys as given.
std::string scoring(const std::string& scores) {
  return R"({"Q": [[1]], "K": [)" + scores + R"(], "V": [)" + scores + "]}";
}

constexpr const char* ones = R"({"X": [[1],[1],[1]]})";
constexpr double e = std::numbers::e;
constexpr double hidden = -std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("scores are what their papers say") {
  const char* pair = R"({"Q": [[1, 2]], "K": [[3, 4], [0, 0]], "V": [[1], [1]], "W_score": [[0, 1], [1, 0]],
    "additive": {"W_q": [[1], [0]], "W_k": [[0], [1]], "v": [2]}})";
  check_near(step_of(pair, "dot", "scores"), {11, 0});
  check_near(step_of(pair, "scaled", "scaled"), {11 / std::sqrt(2.0), 0});
  check_near(step_of(pair, "scaled=0.5", "scaled"), {5.5, 0});
  check_near(step_of(pair, "general", "scores"), {1 * 4 + 2 * 3, 0});
  check_near(step_of(pair, "additive", "scores"), {2 * std::tanh(1 + 4), 2 * std::tanh(1)});
  check_near(step_of(pair, "cosine", "scores"), {11 / (std::sqrt(5.0) * 5), 0});
  check_near(step_of(pair, "cosine=3", "scaled"), {33 / (std::sqrt(5.0) * 5), 0});
  check_near(step_of(pair, "distance", "scores"), {-0.5 * (4 + 4), -0.5 * (1 + 4)});
  check_near(step_of(R"({"Q": [[-1, 2]], "K": [[0, -2]], "V": [[1]]})", "linear", "scores"),
             {1 / e * 1 + 3 * std::exp(-2)});
  check_near(step_of(scoring("[3]"), "dot+softcap=2", "capped"), {2 * std::tanh(1.5)});
}

TEST_CASE("weights are what their papers say") {
  const std::string two = scoring("[0], [1]");
  check_near(step_of(two, "dot", "weights"), {1 / (1 + e), e / (1 + e)});
  check_near(step_of(two, "dot+temperature=0.5", "weights"), {1 / (1 + e * e), e * e / (1 + e * e)});
  check_near(step_of(two, "dot+softmax1", "weights"), {1 / (2 + e), e / (2 + e)});
  check_near(step_of(two, "dot+sigmoid", "weights"), {0.5, e / (1 + e)});
  check_near(step_of(scoring("[1], [3]"), "dot+sum", "weights"), {0.25, 0.75});
  check_near(step_of(scoring("[1], [2], [2]"), "dot+hard", "weights"), {0, 1, 0});
  check_near(step_of(scoring("[0.1], [1.1], [0.2]"), "dot+sparsemax", "weights"), {0, 0.95, 0.05});
  check_near(step_of(scoring("[-1000], [-1001]"), "dot", "weights"), {e / (1 + e), 1 / (1 + e)});
  check_near(step_of(scoring("[1e308], [-1e308]"), "dot", "weights"), {1, 0});
}

TEST_CASE("causal and window hide what lies outside, both ends visible") {
  const double s = 1;
  check_near(step_of(ones, "dot+causal", "masked"), {s, hidden, hidden, s, s, hidden, s, s, s});
  check_near(step_of(ones, "dot+causal=-1", "masked"), {hidden, hidden, hidden, s, hidden, hidden, s, s, hidden});
  check_near(step_of(ones, "dot+window=1,0", "masked"), {s, hidden, hidden, s, s, hidden, hidden, s, s});
  check_near(step_of(ones, "dot+window=-1,1", "masked"), {s, s, hidden, s, s, s, s, s, s});
  const char* cached = R"({"X": [[1],[1]], "past_K": [[1]], "past_V": [[1]]})";
  check_near(step_of(cached, "dot+causal", "masked"), {s, s, hidden, s, s, s});
  check_near(step_of(cached, "dot+causal=0", "masked"), {s, hidden, hidden, s, s, hidden});
  check_near(step_of(cached, "dot+window=0,0", "masked"), {hidden, s, hidden, hidden, hidden, s});
  const char* padded = R"({"X": [[1],[1]], "past_K": [[1]], "past_V": [[1]], "valid_keys": 2})";
  check_near(step_of(padded, "dot", "masked"), {s, s, hidden, s, s, hidden});
}

TEST_CASE("ALiBi takes off its slope for each step of distance, one slope for each head") {
  check_near(step_of(ones, "dot+alibi", "alibi"),
             {0, -1 / 256.0, -2 / 256.0, -1 / 256.0, 0, -1 / 256.0, -2 / 256.0, -1 / 256.0, 0});
  const char* two_tokens = R"({"X": [[1,1,1,1],[1,1,1,1]], "W_K": [[1,1,1],[0,0,0],[0,0,0],[0,0,0]],
    "W_Q": [[1,1,1],[0,0,0],[0,0,0],[0,0,0]], "W_V": [[1,1,1],[0,0,0],[0,0,0],[0,0,0]]})";
  // Three heads: the two of H = 2, then the first of H = 4.
  const double slopes[] = {1 / 16.0, 1 / 256.0, 1 / 4.0};
  for (int head = 1; head <= 3; ++head) {
    const double m = slopes[head - 1];
    check_near(step_of(two_tokens, "dot+alibi+heads=3", "alibi", head), {0, -m, -m, 0});
  }
}

TEST_CASE("positions begin at 0: sines and cosines by turns, and pairs turned by the angle of their column") {
  const char* zeros = R"({"X": [[0,0,0,0],[0,0,0,0]]})";
  check_near(step_of(zeros, "dot+sinusoidal", "positioned"),
             {0, 1, 0, 1, std::sin(1.0), std::cos(1.0), std::sin(0.01), std::cos(0.01)});
  const char* given = R"({"Q": [[1,2,3,4],[1,2,3,4]], "K": [[1,1,1,1],[1,1,1,1]], "V": [[1],[1]]})";
  const double c = std::cos(1.0), s = std::sin(1.0), c2 = std::cos(0.01), s2 = std::sin(0.01);
  check_near(step_of(given, "dot+rope", "Q_rotated"),
             {1, 2, 3, 4, c - 2 * s, s + 2 * c, 3 * c2 - 4 * s2, 3 * s2 + 4 * c2});
  check_near(step_of(given, "dot+rope=half", "Q_rotated"),
             {1, 2, 3, 4, c - 3 * s, 2 * c2 - 4 * s2, s + 3 * c, 2 * s2 + 4 * c2});
}

TEST_CASE("query head h reads key head ⌊h·G/H⌋") {
  const char* grouped = R"({"Q": [[1, 1, 1, 1]], "K": [[2, 3]], "V": [[5, 7]]})";
  const double wanted[] = {2, 2, 3, 3};
  for (int head = 1; head <= 4; ++head) {
    check_near(step_of(grouped, "dot+heads=4+kv-heads=2", "scores", head), {wanted[head - 1]});
  }
  CHECK(step_of(grouped, "dot+heads=4+kv-heads=2", "concat") == row({5, 5, 7, 7}));
}

TEST_CASE("a query that sees no key has weights 0 and context 0, under every normaliser") {
  for (const char* normaliser :
       {"softmax", "temperature=2", "softmax1", "sparsemax", "sigmoid", "hard", "sum", "online=1"}) {
    CAPTURE(normaliser);
    const std::string blind = R"({"X": [[1],[2]], "b_O": [3], "valid_keys": 0})";
    const std::string recipe = std::string("dot+") + normaliser;
    check_near(step_of(blind, recipe, "weights"), {0, 0, 0, 0});
    check_near(step_of(blind, recipe, "context"), {0, 0});
    check_near(step_of(blind, recipe, "output"), {3, 3});
  }
}

TEST_CASE("the decision reads the output first and the query's state behind it") {
  const char* decided =
      R"({"X": [[2]], "W_V": [[5]], "decide": {"W": [[1, 0], [0, 1]], "b": [0, 8], "with_query": true}})";
  check_near(step_of(decided, "dot", "logits"), {10, 10});
  check_near(step_of(decided, "dot", "probabilities"), {0.5, 0.5});
}
