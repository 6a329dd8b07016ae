#include "tutor/coverage.hpp"

#include <cmath>

namespace heed {
namespace {

/// The largest difference between two matrices; infinite where one alone is not finite, or the shapes differ.
double distance(const Grid& a, const Grid& b) {
  if (a.rows() != b.rows() || a.columns() != b.columns()) return INFINITY;
  double most = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double x = a.values()[k];
    const double y = b.values()[k];
    if (x == y || (std::isnan(x) && std::isnan(y))) continue;
    const double apart = std::abs(x - y);
    most = std::isnan(apart) ? INFINITY : std::max(most, apart);
  }
  return most;
}

}  // namespace

std::vector<Coverage> coverage(const Sample& sample, const Recipe& recipe, int decimals, const Limits& limits) {
  using Sight = Coverage::Sight;
  const Problem problem{sample, recipe, check(sample, recipe)};
  const TraceOptions options{.limits = limits, .decimals = {.usual = decimals, .of_step = {}}};
  const Trace right = trace(sample, recipe, mistaken_pipeline(problem, {}), options).trace;
  const double digit = std::pow(10.0, -decimals);
  std::vector<Coverage> all;
  for (const Mistake& mistake : mistakes()) {
    Coverage found{&mistake, Sight::impossible, {}};
    if (mistake.possible(problem)) {
      const Trace wrong = trace(sample, recipe, mistaken_pipeline(problem, {&mistake}), options).trace;
      for (const Step& step : right.steps) {
        if (step.name.fine || !found.step.empty()) continue;
        const auto other = wrong.find(step.name.id, step.name.head);
        if (!other || distance(*step.values, *wrong.steps[*other].values) > digit) found.step = step.address();
      }
      found.change = distance(*right.steps[right.output].values, *wrong.steps[wrong.output].values);
      found.sight = found.change > digit ? Sight::seen : found.step.empty() ? Sight::unseen : Sight::only_inside;
    }
    all.push_back(std::move(found));
  }
  return all;
}

std::string_view sight_name(Coverage::Sight sight) {
  constexpr std::string_view names[] = {"seen", "only_inside", "unseen", "impossible"};
  return names[static_cast<std::size_t>(sight)];
}

}  // namespace heed
