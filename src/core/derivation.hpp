#pragma once

#include "core/cell.hpp"

namespace heed {

/// Where one number comes from.
struct Derivation {
  struct Term {
    std::vector<Cell> cells;
    std::vector<double> values;
    double value;
  };
  Cell cell;
  double value = 0.0;
  bool given = false;  ///< an input: nothing is behind it
  Math formula;        ///< of the step
  Math arithmetic;     ///< of the cell; its cells carry their names
  std::vector<Term> terms;
  std::vector<Derivation> because;  ///< of the cells it needs, each once in the whole tree
};

/// Derives a cell again from the operation that made it: one level, or down to the inputs.
Derivation derive(const Trace& trace, const Cell& cell, bool to_inputs = false);

}  // namespace heed
