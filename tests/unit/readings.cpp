#include "attention/pipeline.hpp"
#include "document/narrator.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace heed;

namespace {

/// What is said of one row of weights over the keys 1, 2, …
std::string reading(const std::vector<double>& weights) {
  const std::string json = fmt::format(R"({{"Q": [[1]], "K": [[{0}]], "V": [[{0}]]}})", fmt::join(weights, "], ["));
  auto traced = std::make_shared<Trace>(trace(read_sample(json, "sample"), parse_recipe("dot+sum")).trace);
  const std::size_t step = traced->find("weights").value();
  return Narrator(traced, Words::of("en"), {"dot", "sum"}).matrix(step, false).readings.at(0);
}

}  // namespace

TEST_CASE("a reading names the largest weights until most is told") {
  CHECK(reading({0.1, 0.9}) == "2 0.90");
  CHECK(reading({0.1, 0.6, 0.3}) == "2 0.60, 3 0.30");
  CHECK(reading({0.1, 0.4, 0.2, 0.3}) == "2 0.40, 4 0.30, 3 0.20");
}

TEST_CASE("a reading names all keys that read alike, or none of them") {
  CHECK(reading({0.6, 0.2, 0.2}) == "1 0.60, 2 0.20, 3 0.20");
  CHECK(reading({0.2, 0.4, 0.2, 0.2}) == "2 0.40");
  CHECK(reading({0.125, 0.5, 0.125, 0.125, 0.125}) == "2 0.50");
}

TEST_CASE("a reading counts the keys where too many lead to be named") {
  CHECK(reading({0.2, 0.2, 0.2, 0.2, 0.2}) == "5 keys 0.20 each");
  CHECK(reading({0.22, 0.22, 0.22, 0.22, 0.12}) == "4 keys 0.22 each");
}
