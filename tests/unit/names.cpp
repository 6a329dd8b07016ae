#include "attention/gradient.hpp"
#include "attention/pipeline.hpp"
#include "core/cell.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace heed;

namespace {

Trace traced(std::string_view json, std::string_view recipe) {
  return trace(read_sample(json, "sample"), parse_recipe(recipe), {.detail = true}).trace;
}

std::vector<std::string> addresses(const Trace& trace) {
  std::vector<std::string> all;
  for (const Step& step : trace.steps) all.push_back(step.address());
  return all;
}

bool has(const Trace& trace, std::string_view address) {
  const std::vector<std::string> all = addresses(trace);
  return std::find(all.begin(), all.end(), address) != all.end();
}

/// A step's names, rows before columns: "a b | x y".
std::string names(const Trace& trace, std::string_view id) {
  const Step& step = trace.steps[trace.find(id).value()];
  std::string all;
  for (std::size_t i = 0; i < step.values->rows(); ++i) all += label(step.rows, i) + " ";
  all += "|";
  for (std::size_t j = 0; j < step.values->columns(); ++j) all += " " + label(step.columns, j);
  return all;
}

}  // namespace

TEST_CASE("rows are called by their tokens and columns by their features") {
  const Trace trace =
      traced(R"({"queries": ["a", "b"], "keys": ["x", "y", "z"], "features": {"K": ["k", "l"], "V": ["v"]},
    "Q": [[1, 0], [0, 1]], "K": [[1, 0], [0, 1]], "V": [[1], [2]], "past_K": [[1, 1]], "past_V": [[3]],
    "W_O": [[1, 2]]})",
             "scaled+rope");
  CHECK(names(trace, "Q") == "a b | k l");
  CHECK(names(trace, "K") == "y z | k l");
  CHECK(names(trace, "K_all") == "x y z | k l");
  CHECK(names(trace, "angles_Q") == "a b | 1");
  CHECK(names(trace, "angles_K") == "y z | 1");
  CHECK(names(trace, "K_rotated") == "y z | k l");
  CHECK(names(trace, "weights") == "a b | x y z");
  CHECK(names(trace, "context") == "a b | v");
  CHECK(names(trace, "output") == "a b | 1 2");
}

TEST_CASE("inputs that a recipe does not use have cells all the same, each head's its own") {
  const std::string heads = R"({"Q": [[1, 0]], "K": [[1, 0]], "V": [[1, 2]], "relative_bias": [[[0]], [[1]]]})";
  const Trace two = traced(heads, "scaled+heads=2");
  CHECK(has(two, "relative_bias@1"));
  CHECK(has(two, "relative_bias@2"));
  CHECK_FALSE(has(two, "relative_bias"));
  const Trace one = traced(R"({"Q": [[1]], "K": [[1]], "V": [[1]], "W_score": [[1]], "relative_bias": [[0]]})", "dot");
  CHECK(has(one, "relative_bias"));
  CHECK(has(one, "W_score"));
}

TEST_CASE("no two steps have the same address, on the way back either") {
  for (const std::string_view name : sample_names()) {
    CAPTURE(name);
    const Sample sample = load_sample(std::string(name));
    const Recipe recipe = parse_recipe(sample.recipe);
    for (const Trace& trace : {heed::trace(sample, recipe, {.detail = true}).trace, gradient(sample, recipe).trace}) {
      std::vector<std::string> all = addresses(trace);
      std::sort(all.begin(), all.end());
      CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
    }
  }
}
