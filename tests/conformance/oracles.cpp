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
  const auto index = parse_json(read_file(folder + "/index.json", {}), "index.json", {});
  std::size_t samples = 0, claims = 0, gradients = 0;
  for (const auto& entry : index.at("cases")) {
    const auto file = entry.at("file").get<std::string>();
    CAPTURE(file);
    const Sample sample = load_sample(folder + "/" + file);
    const Recipe recipe = parse_recipe(sample.recipe);
    const bool back = std::any_of(sample.claims.begin(), sample.claims.end(), is_gradient);
    const Trace traced = back ? gradient(sample, recipe).trace : trace(sample, recipe).trace;
    ++samples;
    CHECK_FALSE(sample.claims.empty());
    for (const Claim& claim : sample.claims) {
      ++(is_gradient(claim) ? gradients : claims);
      CHECK(disagreement(claim, traced, entry.at("tolerance").at(claim.step).get<double>()) == "");
    }
  }
  CHECK(samples == index.at("cases").size());
  fmt::print("oracles: {} samples, {} claims and {} gradients compared\n", samples, claims, gradients);
}
