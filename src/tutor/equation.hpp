#pragma once

#include <string_view>
#include <vector>

namespace heed {

/// "Q = X W_Q = \begin{pmatrix} 1 & 0 \end{pmatrix}": what is on the far left, and the matrix on the far right.
struct MatrixEquation {
  std::string_view left;     ///< "Q", or nothing where only the matrix stands
  std::string_view body;     ///< "1 & 0"
  std::size_t at;            ///< where the matrix begins in the text
  std::string_view trouble;  ///< why it cannot be read, or nothing
};

/// The equations with matrices in a displayed formula, between which commas, \quad, \\ or blank lines stand.
std::vector<MatrixEquation> matrix_equations(std::string_view text);

}  // namespace heed
