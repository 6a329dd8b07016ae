#pragma once

#include "core/trace.hpp"

namespace heed {

/// A cell as people write it: `weights[the,cat]`, `weights@2[1,3]`, `scores["a,b",1]`.
struct CellAddress {
  std::string step;
  int head = 0;  ///< 0: not said
  struct Index {
    std::string text;
    bool quoted = false;
  };
  Index row, column;
};

/// Parses an address. Error (usage) when it is not one.
CellAddress parse_cell(std::string_view text);

/// A cell of a trace.
struct Cell {
  std::size_t step = 0;
  std::size_t row = 0;
  std::size_t column = 0;
  auto operator<=>(const Cell&) const = default;
};

/// The step of that id, and of that head where there are several. Error (usage) naming the nearest.
std::size_t find_step(const Trace& trace, std::string_view id, int head);

/// Finds the cell in a trace. Error (usage) naming the nearest step or label, and what there is.
Cell resolve(const CellAddress& address, const Trace& trace);

/// The address with numbers counted from 1: "weights[3,4]".
std::string numbered(const Trace& trace, const Cell& cell);

/// The address as a reader would write it, with labels where they are unambiguous: "weights[the,cat]".
std::string named(const Trace& trace, const Cell& cell);

}  // namespace heed
