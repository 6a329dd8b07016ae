#pragma once

#include "core/limits.hpp"
#include "sample/sample.hpp"

#include <string_view>
#include <utility>
#include <vector>

/// How people write matrices in notes.
namespace heed {

/// The cells of a matrix as they are written, row by row; views into the note.
using Written = std::vector<std::vector<std::string_view>>;

/// The cells of a table's row: "| a | b |" -> "a", "b". A pipe behind a backslash is none.
std::vector<std::string_view> table_cells(std::string_view line);

/// The rule below a table's header: "|:---|---:|".
bool is_table_rule(std::string_view line);

/// What stands between \begin{pmatrix} and \end{pmatrix}. Behind `most` cells it reads no further than the row.
Written latex_cells(std::string_view body, std::size_t most);

/// The rows of "[[1, 0], [2, 1]]" or of the flat "[1, 0]", commas or blanks between the numbers; `length` is how far it
/// goes. Nothing when it is not closed, nested otherwise, or of more than `most` cells.
std::optional<Written> list_cells(std::string_view text, std::size_t most, std::size_t& length);

/// Whether a cell can stand in a matrix: a number ("0.50", "−1", "3e-4", "-∞", "-\infty", "nan", true and false), one
/// that is not told ("—", "null", nothing), or a gap ("…").
bool is_figure(std::string_view cell);
bool is_number(std::string_view cell);
bool is_gap(std::string_view cell);

/// The claim that cells make. A row or column of "…" stands for as many as `whole`, the shape of all, lacks.
/// Error (data), beginning with `place`, for a ragged matrix, a cell that is no figure, a gap without a shape; (limit)
/// for a matrix too large.
Claim claimed(const Written& cells, std::string step, std::optional<std::pair<std::size_t, std::size_t>> whole,
              const std::string& place, const Limits& limits);

}  // namespace heed
