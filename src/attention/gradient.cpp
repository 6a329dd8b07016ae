#include "attention/gradient.hpp"

#include "attention/steps.hpp"
#include "core/backward.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

double loss_of(const Grid& output, const Sample& sample) {
  const Grid* target = sample.find("target");
  const Grid* upstream = sample.find("upstream");
  double sum = 0.0;
  for (std::size_t i = 0; i < output.rows(); ++i) {
    for (std::size_t j = 0; j < output.columns(); ++j) {
      const double o = output(i, j);
      sum += target != nullptr     ? 0.5 * (o - (*target)(i, j)) * (o - (*target)(i, j))
             : upstream != nullptr ? (*upstream)(i, j) * o
                                   : o;
    }
  }
  return sum;
}

/// dL/d(output), from the target, from upstream, or ones.
std::size_t seed(Tape& tape, const Sample& sample, std::size_t output) {
  StepName name = gradient_name(tape[output].name);
  name.id = "d.output";
  const Labels rows = tape[output].rows;
  const Labels columns = tape[output].columns;
  for (const std::string_view field : {"target", "upstream"}) {
    const Grid* grid = sample.find(field);
    if (grid == nullptr) continue;
    const auto known = tape.trace().find(field);
    const std::size_t given = known ? *known : tape.input(step_name(field), *grid, rows, columns);
    return field == "target" ? tape.append(name, {difference(), {{output}, {given}}})
                             : tape.append(name, {same(), {{given}}});
  }
  return tape.input(name, Grid(tape.grid(output).rows(), tape.grid(output).columns(), 1.0), rows, columns);
}

/// The step whose rows softmax made, and how each weight of its most telling row answers to each score.
void add_jacobian(Tape& tape, const Recipe& recipe) {
  const auto weights = tape.trace().find("weights");
  if (!weights || !(recipe.is_softmax() || recipe.find("softmax1") != nullptr)) return;
  const Grid& grid = tape.grid(*weights);
  std::size_t telling = 0;
  double closest = INFINITY;
  for (std::size_t i = 0; i < grid.rows(); ++i) {
    const auto row = grid.row(i);
    const double apart = std::abs(*std::max_element(row.begin(), row.end()) - 0.5);
    if (apart < closest) {
      closest = apart;
      telling = i;
    }
  }
  tape.append(step_name("jacobian", tape[*weights].name.head),
              {softmax_jacobian(telling, recipe.temperature()), {{*weights}}});
}

}  // namespace

Gradient gradient(const Sample& sample, const Recipe& recipe, const TraceOptions& options) {
  return gradient(sample, recipe, build_pipeline(without_schedule(recipe), sample), options);
}

Gradient gradient(const Sample& sample, const Recipe& recipe, const Pipeline& pipeline, const TraceOptions& options) {
  Traced traced = trace(sample, recipe, pipeline, options);
  Gradient result;
  result.notices = std::move(traced.notices);
  const std::size_t output = traced.trace.output;
  result.loss = loss_of(*traced.trace.steps[output].values, sample);
  Tape tape(std::move(traced.trace), options.limits);
  add_jacobian(tape, recipe);
  const std::size_t start = seed(tape, sample, output);
  run_back(tape, {{output, start}});
  result.trace = std::move(tape).finish(output);
  result.first = start;
  return result;
}

double loss(const Sample& sample, const Recipe& recipe, const TraceOptions& options) {
  const Traced traced = trace(sample, without_schedule(recipe), options);
  return loss_of(*traced.trace.steps[traced.trace.output].values, sample);
}

GradientCheck check_gradient(const Sample& sample, const Recipe& recipe, const Gradient& gradient, std::size_t most) {
  struct Entry {
    const Step* gradient;
    std::string field;
    std::size_t row, column;
    double scale;
  };
  std::vector<Entry> entries;
  for (const Step& step : gradient.trace.steps) {
    if (!step.name.id.starts_with("d.") || step.name.head != 0) continue;
    const std::string field = step.name.id.substr(2);
    const auto input = gradient.trace.find(field);
    if (!sample.has(field) || !input || gradient.trace.steps[*input].operation) continue;
    double scale = 0.0;
    for (const double x : step.values->values()) scale = std::max(scale, std::abs(x));
    for (std::size_t i = 0; i < step.values->rows(); ++i) {
      for (std::size_t j = 0; j < step.values->columns(); ++j) entries.push_back({&step, field, i, j, scale});
    }
  }
  // Where hardly anything flows, the rounding of the loss is all that differences can see.
  constexpr double hardly = 1e-2;
  double largest = 0.0;
  for (const Entry& entry : entries) largest = std::max(largest, entry.scale);
  GradientCheck check;
  const std::size_t stride = entries.size() / std::max<std::size_t>(most, 1) + 1;
  Sample moved = sample;
  for (std::size_t e = 0; e < entries.size(); e += stride) {
    const Entry& entry = entries[e];
    double& x = moved.matrices.find(entry.field)->second(entry.row, entry.column);
    const double at = x;
    if (!std::isfinite(at)) continue;
    const auto loss_at = [&](double offset) {
      x = at + offset;
      return loss(moved, recipe);
    };
    const auto error_with = [&](double step) {
      const double h = step * std::max(1.0, std::abs(at));
      const double slope = (8.0 * (loss_at(h) - loss_at(-h)) - (loss_at(2 * h) - loss_at(-2 * h))) / (12.0 * h);
      const double error = std::abs(slope - (*entry.gradient->values)(entry.row, entry.column));
      return error == 0.0 ? 0.0 : error / std::max({entry.scale, std::abs(slope), hardly * largest, 1e-6});
    };
    // A step may cross a kink that a hundredth of it does not reach.
    constexpr double usual_step = 2e-4;
    constexpr double suspicious = 1e-6;
    double relative = error_with(usual_step);
    if (relative > suspicious) relative = std::min(relative, error_with(usual_step / 100.0));
    x = at;
    ++check.entries;
    if (check.cell.empty() || relative > check.largest_error) {
      check.largest_error = relative;
      check.cell = fmt::format("{}[{},{}]", entry.field, entry.row + 1, entry.column + 1);
    }
  }
  return check;
}

}  // namespace heed
