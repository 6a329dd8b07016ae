#pragma once

#include "core/grid.hpp"
#include "core/math.hpp"
#include "core/operation.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// The part of the pipeline that a step belongs to: the four steps of attention, and the decision after them.
enum class Stage { project, score, weigh, mix, decide };

std::string_view stage_name(Stage stage);

/// Names of rows or columns; null where they are counted from 1.
using Labels = std::shared_ptr<const std::vector<std::string>>;

/// The name of row or column `index`: its label, or its number counted from 1.
std::string label(const Labels& labels, std::size_t index);

/// The kind of a step whose ids are numbered: "block" of "block_2"; otherwise the id itself.
std::string_view unnumbered(std::string_view id);

/// What a step is called, before it is computed.
struct StepName {
  std::string id;
  int head = 0;  ///< counted from 1; 0: not of one head
  Stage stage = Stage::project;
  bool fine = false;  ///< shown only when every detail is asked for
  Math symbol;        ///< how formulas refer to it
};

/// The name of dL/d(step): "d.weights", written dA in formulas.
StepName gradient_name(const StepName& step);

/// A matrix, and how it came about.
struct Step {
  StepName name;
  OperationPointer operation;  ///< null: an input
  std::vector<Operand> operands;
  std::shared_ptr<const Grid> values;
  Labels rows;
  Labels columns;

  std::string address() const;  ///< "weights", or with heads "weights@2"
};

/// Everything that was computed from input to output, in order. An operation refers to earlier steps only.
struct Trace {
  std::string sample;
  std::string recipe;
  std::vector<Step> steps;
  std::size_t output = 0;  ///< the last step of attention proper
  int heads = 1;

  /// The operands of a step, ready to compute with.
  std::vector<View> operands(const Step& step) const;

  /// The step of that id and head (0: whichever comes first); nothing when there is none.
  std::optional<std::size_t> find(std::string_view id, int head = 0) const;

  /// The formula's right-hand side, from the operation and the operands' symbols.
  Math formula(const Step& step) const;

  /// The steps that a step was computed from: fine ones stand for their own inputs unless `fine` is set.
  std::vector<std::size_t> inputs(std::size_t step, bool fine) const;
};

}  // namespace heed
