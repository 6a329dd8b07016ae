#include "conformance/claims.hpp"

#include "attention/pipeline.hpp"
#include "core/cell.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace heed::test {

std::string disagreement(const Claim& claim, const Trace& trace, double tolerance) {
  const std::size_t at = claim.step.find('@');
  const int head = at == std::string::npos ? 0 : std::stoi(claim.step.substr(at + 1));
  const Step& step = trace.steps[find_step(trace, claim.step.substr(0, at), head)];
  const Grid& computed = *step.values;
  if (computed.rows() != claim.values.rows() || computed.columns() != claim.values.columns()) {
    return fmt::format("{}: computed {}, claimed {}", claim.step, shape(computed), shape(claim.values));
  }
  for (std::size_t i = 0; i < computed.rows(); ++i) {
    for (std::size_t j = 0; j < computed.columns(); ++j) {
      const double a = computed(i, j), b = claim.values(i, j);
      const bool agrees = a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance;
      if (claim.stated(i, j) != 0.0 && !agrees) {
        return fmt::format("{}[{},{}]: computed {}, claimed {}", claim.step, i + 1, j + 1, a, b);
      }
    }
  }
  return {};
}

double printing_tolerance(const Claim& claim) {
  constexpr double of_its_own = 1e-12;
  return 0.5 * std::pow(10.0, -claim.decimals) + of_its_own;
}

}  // namespace heed::test

using namespace heed;
using namespace heed::test;

TEST_CASE("what every built-in sample claims is what the trace says, to the decimals stated") {
  for (const std::string_view name : sample_names()) {
    CAPTURE(name);
    const Sample sample = load_sample(std::string(name));
    CHECK_FALSE(sample.claims.empty());
    const Trace traced = trace(sample, parse_recipe(sample.recipe)).trace;
    for (const Claim& claim : sample.claims) {
      CHECK(disagreement(claim, traced, printing_tolerance(claim)) == "");
    }
  }
}
