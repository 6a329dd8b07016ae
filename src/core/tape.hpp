#pragma once

#include "core/limits.hpp"
#include "core/trace.hpp"

#include <utility>

namespace heed {

/// Writes a trace: each call computes one step and remembers where it came from.
class Tape {
 public:
  explicit Tape(const Limits& limits = {}) : limits_(limits) {}
  /// Goes on where a trace ends, whose numbers count as well.
  Tape(Trace trace, const Limits& limits) : limits_(limits), trace_(std::move(trace)) {
    for (const Step& step : trace_.steps) kept_ += step.values->size();
  }

  /// A matrix that comes from outside.
  std::size_t input(StepName name, Grid values, Labels rows = {}, Labels columns = {});
  /// The same without a copy.
  std::size_t input(StepName name, std::shared_ptr<const Grid> values, Labels rows = {}, Labels columns = {});

  /// Computes `call` and appends its result. Throws Error (limit) before a matrix grows too large.
  std::size_t append(StepName name, const Call& call);

  /// Gives names to the columns of a step that has none from its operands.
  void name_columns(std::size_t step, Labels columns);
  void name_rows(std::size_t step, Labels rows);
  void rename(std::size_t step, StepName name);
  /// Takes these values, of the same shape, for the computed ones.
  void replace(std::size_t step, Grid values);

  const Step& operator[](std::size_t step) const { return trace_.steps[step]; }
  const Grid& grid(std::size_t step) const { return *trace_.steps[step].values; }
  std::size_t size() const { return trace_.steps.size(); }
  const Trace& trace() const { return trace_; }

  /// The finished trace; the tape is empty afterwards.
  Trace finish(std::size_t output) &&;

 private:
  void reserve(std::size_t rows, std::size_t columns, const StepName& name);
  Labels names(const Step& step, Names::Source source) const;

  Limits limits_;
  std::size_t kept_ = 0;
  Trace trace_;
};

}  // namespace heed
