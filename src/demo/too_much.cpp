// A tiny set on which the mean is all that matters: the target is a line through the mean of six tokens, with noise.
// Fitted by gradient descent with mean pooling, with one attention head and with four; then asked about sets never
// seen. Each head pools the tokens by softmax(X·q) and hands its row on to a line w. Averaged over several drawn sets.
#include "core/operations.hpp"
#include "core/rows.hpp"
#include "demo/demo.hpp"

#include <cmath>

namespace heed {
namespace {

constexpr std::size_t tokens = 6;
constexpr std::size_t width = 4;
constexpr std::size_t seen = 16;
constexpr std::size_t unseen = 100;
constexpr std::size_t sets = 8;
constexpr double noise = 0.5;
constexpr int steps = 1500;
constexpr double rate = 0.1;
constexpr double first_queries = 0.1;  ///< so small that every model begins with the mean

struct Example {
  Grid tokens;  ///< 6×4
  double target;
};

std::vector<Example> examples(Random& random, const Grid& line, std::size_t count) {
  std::vector<Example> all;
  for (std::size_t i = 0; i < count; ++i) {
    Example example{drawn(random, tokens, width), noise * random.normal()};
    for (std::size_t k = 0; k < width; ++k) {
      double mean = 0.0;
      for (std::size_t t = 0; t < tokens; ++t) mean += example.tokens(t, k) / static_cast<double>(tokens);
      example.target += line(0, k) * mean;
    }
    all.push_back(std::move(example));
  }
  return all;
}

/// Heads without queries pool by the mean.
struct Model {
  Grid queries;  ///< heads×4, all zero and fixed for mean pooling
  Grid line;     ///< heads×4: what is read from each head's row
  double offset = 0.0;
  bool attends;

  std::size_t parameters() const { return line.size() + 1 + (attends ? queries.size() : 0); }
};

/// The prediction's error, and, when asked for, its gradient added to `step`.
double error_of(const Model& model, const Example& example, Model* step) {
  const Grid scores = apply(product_transposed(), {model.queries, example.tokens});
  const Grid weights = apply(softmax(), {scores});
  const Grid rows = apply(product(), {weights, example.tokens});
  double error = model.offset - example.target;
  for (std::size_t i = 0; i < rows.size(); ++i) error += rows.values()[i] * model.line.values()[i];
  if (step == nullptr) return error;
  step->offset += error;
  for (std::size_t i = 0; i < rows.size(); ++i) step->line.values()[i] += error * rows.values()[i];
  if (!model.attends) return error;
  // d(score of token t) = error · weight · (what t says to the line − what the row says to it)
  for (std::size_t h = 0; h < weights.rows(); ++h) {
    for (std::size_t t = 0; t < tokens; ++t) {
      double apart = 0.0;
      for (std::size_t k = 0; k < width; ++k) apart += (example.tokens(t, k) - rows(h, k)) * model.line(h, k);
      const double d_score = error * weights(h, t) * apart;
      for (std::size_t k = 0; k < width; ++k) step->queries(h, k) += d_score * example.tokens(t, k);
    }
  }
  return error;
}

double mean_square(const Model& model, const std::vector<Example>& all) {
  double sum = 0.0;
  for (const Example& example : all) {
    const double error = error_of(model, example, nullptr);
    sum += error * error;
  }
  return sum / static_cast<double>(all.size());
}

Model fitted(Model model, const std::vector<Example>& all) {
  const double share = rate / static_cast<double>(all.size());
  for (int i = 0; i < steps; ++i) {
    Model step{Grid(model.queries.rows(), width), Grid(model.line.rows(), width), 0.0, model.attends};
    for (const Example& example : all) error_of(model, example, &step);
    model.offset -= share * step.offset;
    for (std::size_t k = 0; k < model.line.size(); ++k) {
      model.line.values()[k] -= share * step.line.values()[k];
      model.queries.values()[k] -= share * step.queries.values()[k];
    }
  }
  return model;
}

Model untrained(Random& random, std::size_t heads) {
  if (heads == 0) return {Grid(1, width), Grid(1, width), 0.0, false};
  Grid queries = drawn(random, heads, width);
  for (double& x : queries.values()) x *= first_queries;
  return {std::move(queries), Grid(heads, width), 0.0, true};
}

constexpr std::size_t head_counts[] = {0, 1, 4};

/// One drawn set with the models to be fitted to it; then their errors.
struct Trial {
  std::vector<Example> known, fresh;
  std::vector<Model> models;
  Grid errors{std::size(head_counts), 2};
};

Trial trial(Random& random) {
  const Grid line = drawn(random, 1, width);
  Trial made{examples(random, line, seen), examples(random, line, unseen), {}};
  for (const std::size_t heads : head_counts) made.models.push_back(untrained(random, heads));
  return made;
}

void fit(Trial& trial) {
  for (std::size_t i = 0; i < trial.models.size(); ++i) {
    const Model model = fitted(trial.models[i], trial.known);
    trial.errors(i, 0) = mean_square(model, trial.known);
    trial.errors(i, 1) = mean_square(model, trial.fresh);
  }
}

}  // namespace

Trace too_much(const DemoOptions& options) {
  Random random(options.seed);
  std::vector<Trial> trials;
  for (std::size_t set = 0; set < sets; ++set) trials.push_back(trial(random));
  over_rows(sets, static_cast<std::size_t>(steps) * seen * tokens * width, [&](std::size_t first, std::size_t last) {
    for (std::size_t set = first; set < last; ++set) fit(trials[set]);
  });
  Grid learned(std::size(head_counts), 1);
  Grid errors(std::size(head_counts), 2);
  for (const Trial& each : trials) {
    for (std::size_t i = 0; i < learned.rows(); ++i) {
      learned(i, 0) = static_cast<double>(each.models[i].parameters());
      for (std::size_t j = 0; j < errors.columns(); ++j) errors(i, j) += each.errors(i, j) / static_cast<double>(sets);
    }
  }
  Tape tape(options.limits);
  const Labels models = columns(options, {"mean", "one_head", "four_heads"});
  tape.input(found("learned"), std::move(learned), models, columns(options, {"parameters"}));
  const std::size_t output =
      tape.input(found("error"), std::move(errors), models, columns(options, {"seen", "unseen"}));
  return std::move(tape).finish(output);
}

}  // namespace heed
