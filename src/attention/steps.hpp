#pragma once

#include "core/trace.hpp"

#include <span>
#include <string_view>

namespace heed {

/// A step that a trace may hold: its id, the stage it belongs to, its symbol, and whether it is fine.
struct StepKind {
  std::string_view id;
  Stage stage;
  std::string_view symbol;     ///< "W" of W_Q
  std::string_view subscript;  ///< "Q" of W_Q
  bool fine = false;
};

/// All kinds of steps in the order of the contract, fine ones where they arise.
std::span<const StepKind> step_kinds();

/// The kind of that id, or nothing.
const StepKind* find_step_kind(std::string_view id);

/// The name of a step, for the tape. With a head, the symbol carries its number.
StepName step_name(std::string_view id, int head = 0);

}  // namespace heed
