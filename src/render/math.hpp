#pragma once

#include "core/math.hpp"

#include <string>
#include <string_view>

namespace heed {

/// A blank that keeps a line together; `wrap` makes it a blank again.
constexpr char held_blank = '\x01';

/// A formula on one line of text. Cells are written as their numbers, or by name when `names` is set; a sum of
/// more than `most_parts` parts is cut in the middle.
struct PlainMath {
  int decimals = 2;
  bool ascii = false;
  bool names = false;
  std::size_t most_parts = 12;
  bool hold = false;  ///< blanks within parentheses are `held_blank`, where no line may be broken
};
std::string plain(const Math& math, const PlainMath& style);

/// A formula in LaTeX that amsmath, KaTeX and MathJax all read, without `|`, `\,` or `_` right behind a brace, which
/// Markdown dialects mistake for their own. Cells are written as their numbers.
std::string latex(const Math& math, int decimals = 2);

/// Text as LaTeX prints it, every special character escaped.
std::string latex_text(std::string_view text);

/// A formula in MathML Core: a run of <math> elements, one for each part of a sum, so that a page can break its lines
/// between them. Cells are written as their numbers, or by name when `names` is set.
struct MathMarkup {
  int decimals = 2;
  bool names = false;
  std::size_t most_parts = 12;  ///< a longer sum is cut in the middle
};
std::string mathml(const Math& math, const MathMarkup& style);

}  // namespace heed
