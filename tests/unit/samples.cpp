#include "attention/pipeline.hpp"
#include "sample/reader.hpp"
#include "unit/refusal.hpp"

#include <cmath>
#include <limits>

using namespace heed;
using namespace heed::test;

namespace {

void read_and_check(std::string_view json, const Limits& limits = {}) {
  const Sample sample = read_sample(json, "mine.json", limits);
  trace(sample, parse_recipe(sample.recipe, Exit::data, sample.name), {.limits = limits});
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  while (times-- > 0) result += text;
  return result;
}

}  // namespace

TEST_CASE("a sample that does not say what it must is refused: where, what, and both shapes") {
  const struct {
    const char *json, *words;
  } wrong[] = {
      {"", "empty, where an object in JSON must stand"},
      {R"({"X": [[1, NaN]]})", "write \"nan\", \"inf\" and \"-inf\" in quotes"},
      {R"({"format": "heed-trace"})", "a heed-trace, not a sample"},
      {"{", "line 1, column 2: not JSON"},
      {"{\n  \"X\": [[1 2]]}", "line 2, column 12: not JSON"},
      {"{\"X\": [[1]]} x", "not JSON"},
      {"[[1]]", "a list where a sample, an object {…}, must stand"},
      {"{\"title\": \"\xff\", \"X\": [[1]]}", "UTF-8"},
      {R"({"Y": [[1]]})", "unknown field Y"},
      {R"({"W_q": [[1]]})", "unknown field W_q; did you mean `W_Q`?"},
      {R"({"X": [[1]], "X": [[1]]})", "X is given twice"},
      {R"({"X": [[1]], "decide": {"W": [[1]], "W": [[1]]}})", "decide.W is given twice"},
      {"{\"X\": [[1]], /* one */ \"W_V\": [[1]]}", "line 1, column 14: not JSON: a comment begins with //"},
      {R"({"X": [[1]], "claims": {"wieghts": [[1]]}})",
       "claims.wieghts: there is no such step; did you mean `weights`?"},
      {R"({"X": [[1]], "claims": {"weights": [[1]]}, "decimals": {"wieghts": 2}})",
       "decimals: no claim is called wieghts; did you mean `weights`?"},
      {R"({"X": 1})", "X: a number where a list must stand"},
      {R"({"X": []})", "X: an empty list"},
      {R"({"X": [[]]})", "X row 1: an empty list"},
      {R"({"X": [1, 2]})", "X row 1: a number where a list must stand"},
      {R"({"X": [[1, 2], [3]]})", "X row 2: 1 numbers where row 1 has 2"},
      {R"({"X": [[1, "2"]]})", "X[1,2]: \"2\" is text; write a number without quotes"},
      {R"({"X": [[1, true]]})", "X[1,2]: true or false where a number must stand"},
      {R"({"X": [[1, null]]})", "X[1,2]: null where a number must stand"},
      {R"({"X": [[1, [2]]]})", "X[1,2]: a list where a number must stand"},
      {R"({"X": [[1e999]]})", "1e999"},
      {R"({"title": 1, "X": [[1]]})", "title: a number where text"},
      {R"({"title": {"fr": "x"}, "X": [[1]]})", "title: unknown language fr; there are en and zh"},
      {R"({"queries": [1], "X": [[1]]})", "queries: a number where text must stand"},
      {R"({"queries": ["a", "b"], "X": [[1]]})", "queries: 2 labels for 1 rows"},
      {R"({"queries": ["a"], "keys": ["a", "b"], "X": [[1]]})", "keys: 2 labels for 1 keys"},
      {R"({"recipe": "scaled+casual", "X": [[1]]})", "mine.json: recipe scaled+casual: unknown part casual"},
      {R"({"recipe": 1, "X": [[1]]})", "recipe: a number where text must stand"},
      {R"({"mask": [[1, true]], "X": [[1]]})", "mask[1,2]: true or false among numbers"},
      {R"({"mask": [[true, 1]], "X": [[1]]})", "mask[1,2]: a number among true and false"},
      {R"({"mask": [[true, true]], "X": [[1]]})", "mask: 1×2 does not fit 1 queries and 1 keys"},
      {R"({"mask": [[[1]], [[1]], [[1]]], "recipe": "scaled+heads=2", "X": [[1, 2]]})",
       "a list of 3 matrices for 2 heads"},
      {R"({"relative_bias": [[1, 2]], "X": [[1]]})", "relative_bias: 1×2 does not fit"},
      {R"({"relative_bias": [[true]], "X": [[1]]})", "relative_bias[1,1]: true or false among numbers"},
      {R"({"valid_keys": 2, "X": [[1]]})", "valid_keys: 2 of only 1 keys"},
      {R"({"valid_keys": -1, "X": [[1]]})", "valid_keys: -1 keys"},
      {R"({"valid_keys": 1.0, "X": [[1]]})", "valid_keys: a number where a whole number must stand"},
      {R"({"valid_keys": 99999999999, "X": [[1]]})", "valid_keys: 99999999999 is too large"},
      {R"({"queries": ["a"]})", "Q is missing: give Q itself, or X"},
      {R"({"Q": [[1]], "K": [[1]]})", "V is missing"},
      {R"({"Q": [[1]], "K": [[1]], "V": [[1], [2]]})", "V: 2×1 does not fit K: 1×1; each key needs one value"},
      {R"({"Q": [[1]], "K": [[1, 2]], "V": [[1]]})", "one head of Q is 1 wide and one head of K 2"},
      {R"({"X": [[1]], "X_query": [[1]]})", "X beside X_query"},
      {R"({"X": [[1]], "X_memory": [[1]]})", "X beside X_memory"},
      {R"({"X_query": [[1]]})", "X_query without X_memory"},
      {R"({"X_memory": [[1]]})", "X_memory without X_query"},
      {R"({"X": [[1]], "Q": [[1]], "W_Q": [[1]]})", "Q beside W_Q"},
      {R"({"X": [[1]], "K": [[1]], "b_K": [1]})", "K beside b_K"},
      {R"({"X": [[1]], "target": [[1]], "upstream": [[1]]})", "target beside upstream"},
      {R"({"X": [[1]], "target": [[1, 2]]})", "target: 1×2 does not fit the output: 1×1"},
      {R"({"X": [[1, 2]], "W_Q": [[1], [2], [3]]})", "W_Q: 3×1 does not fit X: 1×2"},
      {R"({"X": [[1]], "b_Q": [1, 2]})", "b_Q: 1×2 does not fit Q, 1 wide"},
      {R"({"X": [[1]], "W_O": [[1], [2]]})", "W_O: 2×1 does not fit the context of width 1"},
      {R"({"X": [[1]], "b_O": [1, 2]})", "b_O: 1×2 does not fit the output, 1 wide"},
      {R"({"X": [[1]], "past_K": [[1]]})", "past_K and past_V go together"},
      {R"({"X": [[1]], "past_K": [[1, 2]], "past_V": [[1]]})", "past_K: 1×2 does not fit K: 1×1"},
      {R"({"X": [[1]], "past_K": [[1]], "past_V": [[1], [2]]})", "past_V: 2×1 does not fit past_K: 1×1"},
      {R"({"X": [[1, 2, 3]], "recipe": "scaled+heads=2"})", "Q is 1×3, 3 columns that do not divide into 2 heads"},
      {R"({"X": [[1]], "recipe": "general"})", "general needs W_score: a 1×1 matrix"},
      {R"({"X": [[1]], "W_score": [[1, 2]]})", "W_score: 1×2 does not fit"},
      {R"({"X": [[1]], "recipe": "scaled+relative"})", "relative needs relative_bias: a 1×1 matrix"},
      {R"({"X": [[1]], "recipe": "scaled+rope"})", "one head of Q is 1 wide; make it even"},
      {R"({"Q": [[1]], "K": [[1]], "V": [[1]], "recipe": "scaled+sinusoidal"})", "sinusoidal adds positions to X"},
      {R"({"X": [[1]], "additive": {"w": [[1]]}})", "additive: unknown field w"},
      {R"({"X": [[1]], "additive": {"W_q": [[1], [2]]}})", "additive.W_q: 2×1 does not fit"},
      {R"({"X": [[1]], "additive": {"v": [1, 2]}})", "additive.v: 1×2 does not fit the hidden layer"},
      {R"({"X": [[1]], "decide": {}})", "decide: W is missing"},
      {R"({"X": [[1]], "decide": {"W": [[1], [2]]}})", "decide.W: 2×1 does not fit the output, 1 wide"},
      {R"({"X": [[1]], "decide": {"W": [[1, 2]], "words": ["a"]}})", "decide.words: 1 words for 2 columns"},
      {R"({"X": [[1]], "decide": {"W": [[1]], "b": [1, 2]}})", "decide.b: 1×2 does not fit the logits"},
      {R"({"X": [[1]], "decide": {"W": [[1]], "with_query": 1}})", "decide.with_query: a number where true or false"},
      {R"({"X": [[1]], "features": {"Q": ["a"]}})", "features: unknown field Q"},
      {R"({"X": [[1]], "features": {"X": ["a", "b"]}})", "features.X: 2 names for 1 columns"},
      {R"({"X": [[1]], "claims": [[1]]})", "claims: a list where an object must stand"},
      {R"({"X": [[1]], "claims": {"weights": [[1, "x"]]}})", "claims.weights[1,2]: \"x\" is text"},
      {R"({"X": [[1]], "decimals": 18})", "decimals: 18 decimals; between 0 and 17"},
      {R"({"X": [[1]], "decimals": {"weights": -1}})", "decimals.weights: -1 decimals"},
  };
  for (const auto& row : wrong) {
    const char* const json = row.json;
    CAPTURE(json);
    check_refused(Exit::data, row.words, [&] { read_and_check(json); });
    CHECK(refusal([&] { read_and_check(json); }).find("mine.json: ") != std::string::npos);
  }
}

TEST_CASE("comments, flat biases, infinities as text and one title for all languages are read") {
  const Sample sample = read_sample(R"({ // a comment
    "title": {"zh": "t"}, "X": [["-inf", "inf", "nan", -0.0]], "b_Q": [1, 2, 3, 4], // another
    "valid_keys": 0})",
                                    "mine.json");
  const Grid& x = *sample.find("X");
  CHECK(x(0, 0) == -std::numeric_limits<double>::infinity());
  CHECK(x(0, 1) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(x(0, 2)));
  CHECK(sample.find("b_Q")->columns() == 4);
  CHECK(sample.title.in("en") == "t");
  CHECK(sample.valid_keys == 0);
  CHECK(read_sample(R"({"mask": [[0, 1]], "X": [[1]]})", "").mask->boolean == false);
}

TEST_CASE("a limit is kept at the limit and refused one past it") {
  const auto rows = [](std::size_t n) { return "{\"X\": [[1]" + repeated(",[1]", n - 1) + "]}"; };
  Limits limits;
  limits.tokens = 7;
  CHECK(refusal([&] { read_and_check(rows(7), limits); }) == "");
  check_refused(Exit::limit, "more than 7 entries; allow more with --max-tokens",
                [&] { read_and_check(rows(8), limits); });

  limits = {};
  limits.elements = 9;
  CHECK(refusal([&] { read_and_check(rows(3), limits); }) == "");
  check_refused(Exit::limit, "allow more with --max-elements", [&] { read_and_check(rows(4), limits); });

  const auto deep = [](std::size_t n) { return "{\"title\": " + repeated("[", n - 1) + repeated("]", n - 1) + "}"; };
  check_refused(Exit::data, "title", [&] { read_and_check(deep(64)); });
  check_refused(Exit::limit, "nested more than 64 deep", [&] { read_and_check(deep(65)); });
  check_refused(Exit::limit, "nested more than 64 deep", [&] { read_and_check(deep(1000000)); });

  const auto label = [](std::size_t n) { return "{\"X\": [[1]], \"queries\": [\"" + repeated("a", n) + "\"]}"; };
  CHECK(refusal([&] { read_and_check(label(Limits().label_bytes)); }) == "");
  check_refused(Exit::limit, "a label of more than 65536 bytes",
                [&] { read_and_check(label(Limits().label_bytes + 1)); });

  limits = {};
  limits.run_elements = 20;
  check_refused(Exit::limit, "more than 20 numbers", [&] { read_and_check(rows(8), limits); });
}
