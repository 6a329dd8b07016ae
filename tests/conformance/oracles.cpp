#include "attention/gradient.hpp"
#include "command/command.hpp"
#include "conformance/claims.hpp"
#include "sample/json.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

using namespace heed;
using namespace heed::test;

TEST_CASE("numbers that others published come out within their tolerance") {
  const std::string folder = HEED_ORACLES;
  if (!std::filesystem::exists(folder + "/index.json")) {
    fmt::print("oracles: none at {} (set HEED_ORACLES), skipped\n", folder);
    return;
  }
  const Json index = parse_json(read_file(folder + "/index.json", {}), "index.json", {});
  const std::vector<Json>& cases = index.find("cases")->entries();
  std::size_t samples = 0, claims = 0, gradients = 0;
  for (const Json& entry : cases) {
    const std::string& file = entry.find("file")->text();
    CAPTURE(file);
    const Sample sample = load_sample(folder + "/" + file);
    const Recipe recipe = parse_recipe(sample.recipe);
    const bool back = std::any_of(sample.claims.begin(), sample.claims.end(), is_gradient);
    const Trace traced = back ? gradient(sample, recipe).trace : trace(sample, recipe).trace;
    ++samples;
    CHECK_FALSE(sample.claims.empty());
    for (const Claim& claim : sample.claims) {
      ++(is_gradient(claim) ? gradients : claims);
      CHECK(disagreement(claim, traced, entry.find("tolerance")->find(claim.step)->number()) == "");
    }
  }
  CHECK(samples == cases.size());
  fmt::print("oracles: {} samples, {} claims and {} gradients compared\n", samples, claims, gradients);
}
