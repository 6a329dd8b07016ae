#include "attention/learning.hpp"

#include "attention/gradient.hpp"
#include "core/backward.hpp"
#include "core/random.hpp"

#include <cmath>

namespace heed {
namespace {

/// The steps that are to come near their goals, and the goals.
struct Aim {
  std::string id;
  int head;
  Grid goal;
};

std::vector<Aim> aims(const Sample& sample, const Recipe& recipe, const LearningOptions& options) {
  const Traced own = trace(sample, recipe, {.language = options.language, .limits = options.limits});
  if (options.goal == Goal::output) {
    const Grid* target = sample.find("target");
    if (target == nullptr)
      fail(Exit::data, "{}: target is missing: the output to learn; or learn --towards weights", sample.name);
    const StepName& output = own.trace.steps[own.trace.output].name;
    return {{output.id, output.head, *target}};
  }
  std::vector<Aim> all;
  for (const Step& step : own.trace.steps) {
    if (step.name.id != "weights") continue;
    Aim aim{step.name.id, step.name.head, *step.values};
    for (const Claim& claim : sample.claims) {
      if (claim.step != step.address() || claim.values.rows() != aim.goal.rows() ||
          claim.values.columns() != aim.goal.columns())
        continue;
      for (std::size_t k = 0; k < aim.goal.size(); ++k) {
        if (claim.stated.values()[k] != 0.0) aim.goal.values()[k] = claim.values.values()[k];
      }
    }
    all.push_back(std::move(aim));
  }
  return all;
}

void start_at_random(Sample& sample, const LearningOptions& options) {
  Random random(options.seed);
  for (const std::string& name : options.train) {
    const auto found = sample.matrices.find(name);
    if (found == sample.matrices.end()) fail(Exit::data, "{}: {} is missing, so it cannot learn", sample.name, name);
    const double spread = 1.0 / std::sqrt(static_cast<double>(found->second.rows()));
    for (double& x : found->second.values()) x = random.uniform(-spread, spread);
  }
}

bool is_kept(std::size_t step, std::size_t last) {
  std::size_t power = 1;
  while (power < step) power *= 10;
  return step == 0 || step == power || step == last;
}

/// One moment: the trace there and back, and the loss.
struct Moment {
  Trace trace;
  double loss = 0.0;
};

Moment look(const Sample& sample, const Recipe& recipe, const std::vector<Aim>& aims, const LearningOptions& options) {
  Traced traced = trace(sample, recipe, {.language = options.language, .limits = options.limits});
  const std::size_t output = traced.trace.output;
  Tape tape(std::move(traced.trace), options.limits);
  Moment moment;
  std::vector<Seed> seeds;
  for (const Aim& aim : aims) {
    const std::size_t step = *tape.trace().find(aim.id, aim.head);
    StepName goal = tape[step].name;
    goal.id = "goal." + goal.id;
    const std::size_t given = tape.input(goal, aim.goal, tape[step].rows, tape[step].columns);
    const std::size_t seed = tape.append(gradient_name(tape[step].name), {difference(), {{step}, {given}}});
    for (const double x : tape.grid(seed).values()) moment.loss += 0.5 * x * x;
    seeds.push_back({step, seed});
  }
  run_back(tape, seeds);
  moment.trace = std::move(tape).finish(output);
  return moment;
}

}  // namespace

Learned learn(const Sample& sample, const Recipe& recipe, const LearningOptions& options) {
  const std::vector<Aim> goals = aims(sample, recipe, options);
  Learned result{.sample = sample};
  result.sample.claims.clear();
  start_at_random(result.sample, options);
  for (std::size_t step = 0;; ++step) {
    Moment moment = look(result.sample, recipe, goals, options);
    if (!std::isfinite(moment.loss)) {
      fail(Exit::usage, "the loss is not finite after {} steps at --rate {}; take a smaller rate", step, options.rate);
    }
    result.losses.push_back(moment.loss);
    if (options.progress) options.progress(step, moment.loss);
    const auto now = std::make_shared<const Trace>(std::move(moment.trace));
    if (is_kept(step, options.steps)) result.snapshots.push_back({step, moment.loss, now});
    if (step == options.steps) return result;
    for (const std::string& name : options.train) {
      const auto gradient = now->find("d." + name);
      if (!gradient) fail(Exit::data, "{}: nothing that is learned depends on {}", sample.name, name);
      const auto slope = now->steps[*gradient].values->values();
      const auto values = result.sample.matrices.find(name)->second.values();
      for (std::size_t k = 0; k < values.size(); ++k) values[k] -= options.rate * slope[k];
    }
  }
}

}  // namespace heed
