#pragma once

#include "note/notation.hpp"

#include <optional>

namespace heed {

/// "Q = X W_Q = \begin{pmatrix} 1 & 0 \end{pmatrix}": what is on the far left, and the matrix on the far right.
struct MatrixEquation {
  std::string_view left;     ///< "Q", or nothing where only the matrix stands
  std::string_view body;     ///< "1 & 0"
  std::size_t at;            ///< where the matrix begins in the text
  std::string_view trouble;  ///< why it cannot be read, or nothing
};

/// The equations with matrices in a displayed formula, between which commas, \quad, \\ or blank lines stand; the first
/// `most` of them, and one more where there are more.
std::vector<MatrixEquation> matrix_equations(std::string_view text, std::size_t most);

/// "Q = [[1, 0], [2, 1]]" as programs write it; `np.array(` may stand before the brackets.
struct ListEquation {
  std::string_view left;         ///< "Q"
  std::optional<Written> cells;  ///< nothing when the brackets are not closed, or not a list of rows
  bool flat;                     ///< one row, in single brackets
  std::size_t length;            ///< how far it goes
};

/// The equation that the first line of a text begins, where it begins one; `most` as in `list_cells`.
std::optional<ListEquation> list_equation(std::string_view text, std::size_t most);

}  // namespace heed
