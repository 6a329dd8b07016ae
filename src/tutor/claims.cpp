#include "tutor/claims.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

bool same_nonfinite(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (std::isinf(a) && a == b);
}

}  // namespace

Decimals decimals(const std::vector<Claim>& claims) {
  Decimals all{.usual = 0, .of_step = {}};
  for (const Claim& claim : claims) {
    int& of_step = all.of_step[claim.step.substr(0, claim.step.find('@'))];
    of_step = std::max(of_step, claim.decimals);
    all.usual = std::max(all.usual, claim.decimals);
  }
  return all;
}

std::optional<std::size_t> claimed_step(const Trace& trace, const Claim& claim) {
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& step = trace.steps[i];
    if (!claim.step.starts_with(step.name.id) || step.address() != claim.step) continue;
    const Grid& values = *step.values;
    if (values.rows() == claim.values.rows() && values.columns() == claim.values.columns()) return i;
  }
  return std::nullopt;
}

Check check(const Trace& trace, std::size_t step, const Claim& claim, double slack) {
  constexpr double rounding = 1e-12;        // of numbers up to 1
  constexpr double rounding_above = 1e-14;  // of each 1 more
  const Grid& computed = *trace.steps[step].values;
  Check result{.step = step, .tolerance = 0.5 * std::pow(10.0, -claim.decimals)};
  for (std::size_t i = 0; i < computed.rows(); ++i) {
    for (std::size_t j = 0; j < computed.columns(); ++j) {
      const double claimed = claim.values(i, j);
      if (claim.stated(i, j) == 0.0 || same_nonfinite(claimed, computed(i, j))) continue;
      const double apart = std::abs(claimed - computed(i, j));
      const double tolerance = claim.tolerances.size() == 0 ? result.tolerance : claim.tolerances(i, j);
      const double allowed = tolerance * (1.0 + 1e-6) + rounding + rounding_above * std::abs(claimed) + slack;
      result.misfit += apart / tolerance * (apart / tolerance);
      if (!(result.max_abs >= apart)) result.max_abs = apart;
      const bool agrees = apart <= allowed && std::isfinite(apart);
      if (!agrees && !result.first) result.first = Cell{step, i, j};
    }
  }
  return result;
}

void require_shapes(const Trace& trace, const std::vector<Claim>& claims) {
  for (const Claim& claim : claims) {
    for (const Step& step : trace.steps) {
      if (step.address() != claim.step || claimed_step(trace, claim)) continue;
      fail(Exit::data, "{}: claims.{}: {} where the step is {}", trace.sample, claim.step, shape(claim.values),
           shape(*step.values));
    }
  }
}

std::vector<const Claim*> ordered(const Trace& trace, const std::vector<Claim>& claims) {
  require_shapes(trace, claims);
  std::vector<std::pair<std::size_t, const Claim*>> found;
  for (const Claim& claim : claims) {
    if (const auto step = claimed_step(trace, claim)) {
      found.emplace_back(*step, &claim);
      continue;
    }
    std::vector<std::string> addresses;
    for (const Step& step : trace.steps) {
      if (!step.name.fine) addresses.push_back(step.address());
    }
    const std::vector<std::string_view> names(addresses.begin(), addresses.end());
    fail(Exit::data, "{}: claims.{}: the recipe {} has no such step{}; there are {}", trace.sample, claim.step,
         trace.recipe, did_you_mean(claim.step, names), listed(names));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Claim*> in_order;
  for (const auto& [step, claim] : found) in_order.push_back(claim);
  return in_order;
}

}  // namespace heed
