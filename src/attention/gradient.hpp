#pragma once

#include "attention/pipeline.hpp"

namespace heed {

/// How well the gradients agree with central differences (five points) of the loss.
struct GradientCheck {
  double largest_error = 0.0;  ///< difference over the largest entry of that gradient, or a hundredth of all
  std::string cell;            ///< where: "W_Q[1,2]"; "" when nothing could be checked
  std::size_t entries = 0;     ///< how many inputs were moved
};

/// The way back through a trace.
struct Gradient {
  Trace trace;            ///< the forward steps, and behind them the gradients
  std::size_t first = 0;  ///< the first gradient: "d.output"
  double loss = 0.0;      ///< ½Σ(output − target)², or Σ upstream·output, or Σ output
  std::vector<Notice> notices;
};

/// Runs a sample forth and back. A schedule changes no number and is left out.
Gradient gradient(const Sample& sample, const Recipe& recipe, const TraceOptions& options = {});

/// The same through a pipeline that has been edited.
Gradient gradient(const Sample& sample, const Recipe& recipe, const Pipeline& pipeline, const TraceOptions& options);

/// The loss alone.
double loss(const Sample& sample, const Recipe& recipe, const TraceOptions& options = {});

/// Moves inputs one by one (at most `most`, evenly chosen) and compares the loss's slope with their gradients.
GradientCheck check_gradient(const Sample& sample, const Recipe& recipe, const Gradient& gradient,
                             std::size_t most = 512);

}  // namespace heed
