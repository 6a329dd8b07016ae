#pragma once

#include "document/document.hpp"

#include <map>
#include <string>

namespace heed {

/// Where on a page the numbers behind a number stand.
class Sources {
 public:
  /// The next matrix on the page.
  void place(const Matrix& matrix);

  /// The cells that a number of `matrix` was computed from, as far as they are on the page: blocks of cells
  /// "page matrix.first row.first column.last row.last column", counted from 0, with blanks between them.
  std::string of(const Matrix& matrix, const Derivation& derivation) const;

 private:
  std::map<std::pair<const Trace*, std::size_t>, std::size_t> places_;  ///< by the step of the trace
  std::size_t placed_ = 0;
};

}  // namespace heed
