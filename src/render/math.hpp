#pragma once

#include "core/math.hpp"
#include "core/number.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A blank that keeps a line together; `wrap` makes it a blank again.
constexpr char held_blank = '\x01';

/// A formula on one line of text. Cells are written as their numbers, or by name when `names` is set; of a
/// sum of more than `most_parts` parts the telling ones are.
struct PlainMath {
  int decimals = 2;
  bool ascii = false;
  bool names = false;
  std::size_t most_parts = 12;
  bool hold = false;  ///< blanks within parentheses are `held_blank`, where no line may be broken
};
std::string plain(const Math& math, const PlainMath& style);

/// A formula in LaTeX that amsmath, KaTeX and MathJax all read, without `|`, `\,`, `\_` or `_` right behind a brace,
/// which Markdown dialects mistake for their own. Cells are written as their numbers.
std::string latex(const Math& math, int decimals = 2);

/// The same, broken into lines that fit a page: a long sum between its parts, each further line beginning with
/// `{} +`. Of what is long within a line, such as the denominator of a softmax, the telling parts are written.
std::vector<std::string> latex_lines(const Math& math, int decimals = 2);

/// A number of a matrix in LaTeX.
std::string latex_number(double value, NumberFormat format);

/// Text as LaTeX prints it, in a paragraph or within \text{}: letters, digits and harmless marks pass, signs become
/// their commands, every other ASCII character is escaped; nothing in it can start a command.
std::string latex_text(std::string_view text);

/// A formula in MathML Core: a run of <math> elements, one for each part of a sum, so that a page can break its lines
/// between them. Cells are written as their numbers, or by name when `names` is set.
struct MathMarkup {
  int decimals = 2;
  bool names = false;
  std::size_t most_parts = 12;  ///< of a longer sum the telling ones are written
};
std::string mathml(const Math& math, const MathMarkup& style);

}  // namespace heed
