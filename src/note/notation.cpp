#include "note/notation.hpp"

#include "core/error.hpp"
#include "sample/number.hpp"
#include "note/remark.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t longest_shown = 40;

/// A number as it is written; or that nothing is told, or that something is left out.
struct Figure {
  enum class Kind { number, untold, gap } kind;
  double value = 0.0;
  int decimals = 0;
  bool scientific = false;
};

struct Word {
  std::string_view text;
  Figure figure;
};

constexpr Word words_for_figures[] = {
    {"∞", {Figure::Kind::number, infinity}},
    {"inf", {Figure::Kind::number, infinity}},
    {"\\infty", {Figure::Kind::number, infinity}},
    {"nan", {Figure::Kind::number, std::numeric_limits<double>::quiet_NaN()}},
    {"NaN", {Figure::Kind::number, std::numeric_limits<double>::quiet_NaN()}},
    {"true", {Figure::Kind::number, 1.0}},
    {"True", {Figure::Kind::number, 1.0}},
    {"false", {Figure::Kind::number, 0.0}},
    {"False", {Figure::Kind::number, 0.0}},
    {"", {Figure::Kind::untold}},
    {"—", {Figure::Kind::untold}},
    {"–", {Figure::Kind::untold}},
    {"null", {Figure::Kind::untold}},
    {"None", {Figure::Kind::untold}},
    {"?", {Figure::Kind::untold}},
    {"…", {Figure::Kind::gap}},
    {"...", {Figure::Kind::gap}},
    {"\\cdots", {Figure::Kind::gap}},
    {"\\dots", {Figure::Kind::gap}},
    {"\\ldots", {Figure::Kind::gap}},
    {"\\vdots", {Figure::Kind::gap}},
    {"\\ddots", {Figure::Kind::gap}},
};

std::optional<Figure> figure(std::string_view cell) {
  constexpr std::size_t longest = 400;  ///< a double written out in full
  std::string_view text = stripped(cell, " \t\r`*$");
  if (text.size() > longest) return std::nullopt;
  for (const Word& word : words_for_figures) {
    if (text == word.text) return word.figure;
  }
  double sign = 1.0;
  for (const std::string_view mark : {"-", "−", "+"}) {
    if (!text.starts_with(mark)) continue;
    text = stripped(text.substr(mark.size()), " ");
    sign = mark == "+" ? 1.0 : -1.0;
    break;
  }
  for (const Word& word : words_for_figures) {
    if (text == word.text && std::isinf(word.figure.value)) return Figure{Figure::Kind::number, sign * infinity};
  }
  if (text.empty() || (text[0] != '.' && (text[0] < '0' || text[0] > '9'))) return std::nullopt;
  const auto value = parse_number(text);
  if (!value) return std::nullopt;
  Figure result{Figure::Kind::number, sign * *value};
  const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = text.find('.');
  if (point < exponent) result.decimals = static_cast<int>(exponent - point - 1);
  if (exponent == text.size()) return result;
  result.scientific = true;
  std::string_view power = text.substr(exponent + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  constexpr long most = 400;  // beyond what a double can hold
  result.decimals -= static_cast<int>(std::clamp(parse_integer(power).value_or(0), -most, most));
  return result;
}

bool has_kind(std::string_view cell, Figure::Kind kind) {
  const auto read = figure(cell);
  return read && read->kind == kind;
}

/// Where the rows (or columns) that are written stand among all of them.
std::vector<std::size_t> positions(std::size_t written, std::optional<std::size_t> gap, std::size_t all) {
  std::vector<std::size_t> at;
  for (std::size_t k = 0; k < written; ++k) at.push_back(gap && k >= *gap ? all - written + k : k);
  return at;
}

}  // namespace

std::vector<std::string_view> table_cells(std::string_view line) {
  line = stripped(line, " \t\r");
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::vector<std::string_view> cells;
  std::size_t start = 0;
  for (std::size_t k = 0; k <= line.size(); ++k) {
    if (k < line.size() && (line[k] != '|' || (k > 0 && line[k - 1] == '\\'))) continue;
    cells.push_back(stripped(line.substr(start, k - start), " \t"));
    start = k + 1;
  }
  return cells;
}

bool is_table_rule(std::string_view line) {
  if (line.find('-') == std::string_view::npos || line.find('|') == std::string_view::npos) return false;
  return line.find_first_not_of(" \t\r|:-") == std::string_view::npos;
}

Written latex_cells(std::string_view body, std::size_t most) {
  Written rows;
  std::size_t count = 0;
  while (count <= most && body.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    const std::size_t end = std::min(body.find("\\\\"), body.size());
    std::string_view row = stripped(body.substr(0, end), " \t\r\n");
    body.remove_prefix(std::min(end + 2, body.size()));
    if (row.starts_with("\\hline")) row.remove_prefix(6);
    std::vector<std::string_view> cells;
    for (;;) {
      const std::size_t mark = row.find('&');
      cells.push_back(stripped(row.substr(0, mark), " \t\r\n"));
      if (mark == std::string_view::npos) break;
      row.remove_prefix(mark + 1);
    }
    count += cells.size();
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::optional<Written> list_cells(std::string_view text, std::size_t most, std::size_t& length) {
  Written rows;
  std::size_t count = 0;
  std::size_t depth = 0;
  bool flat = false;
  bool nested = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '[') {
      if (++depth > 2 || flat) return std::nullopt;
      nested = nested || depth == 2;
      if (depth == 2 && rows.size() == most) return std::nullopt;
      if (depth == 2) rows.emplace_back();
      ++at;
    } else if (c == ']') {
      ++at;
      if (--depth != 0) continue;
      length = at;
      return rows;
    } else if (std::string_view(" \t\r\n,;").find(c) != std::string_view::npos) {
      ++at;
    } else {
      if (depth == 0 || (depth == 1 && nested)) return std::nullopt;
      if (depth == 1 && !flat) rows.emplace_back();
      flat = flat || depth == 1;
      const std::size_t end = std::min(text.find_first_of(" \t\r\n,;[]", at), text.size());
      if (++count > most) return std::nullopt;
      rows.back().push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return std::nullopt;
}

bool is_figure(std::string_view cell) {
  return figure(cell).has_value();
}

bool is_number(std::string_view cell) {
  return has_kind(cell, Figure::Kind::number);
}

bool is_gap(std::string_view cell) {
  return has_kind(cell, Figure::Kind::gap);
}

Claim claimed(const Written& cells, std::string step, std::optional<std::pair<std::size_t, std::size_t>> whole,
              const std::string& place, const Limits& limits) {
  const std::size_t width = cells.empty() ? 0 : cells[0].size();
  if (width == 0) fail(Exit::data, "{}: {} has no numbers", place, step);
  for (std::size_t r = 0; r < cells.size(); ++r) {
    if (cells[r].size() == width) continue;
    fail(Exit::data, "{}: row {} of {} has {} cells where row 1 has {}; rows of a matrix are equally long", place,
         r + 1, step, cells[r].size(), width);
  }
  std::optional<std::size_t> row_gap, column_gap;
  for (std::size_t r = 0; r < cells.size() && !row_gap; ++r) {
    if (std::all_of(cells[r].begin(), cells[r].end(), is_gap)) row_gap = r;
  }
  for (std::size_t c = 0; c < width && !column_gap; ++c) {
    if (std::all_of(cells.begin(), cells.end(), [&](const auto& row) { return is_gap(row[c]); })) column_gap = c;
  }
  const std::size_t told_rows = cells.size() - (row_gap ? 1 : 0);
  const std::size_t told_columns = width - (column_gap ? 1 : 0);
  if ((row_gap || column_gap) && !whole) {
    fail(Exit::data, "{}: {} leaves some of it out (…) and does not say its shape; write it whole", place, step);
  }
  const std::size_t rows = whole ? whole->first : told_rows;
  const std::size_t columns = whole ? whole->second : told_columns;
  const bool fits = (row_gap ? rows > told_rows : rows == told_rows) &&
                    (column_gap ? columns > told_columns : columns == told_columns);
  if (!fits) {
    fail(Exit::data, "{}: {} is said to be {} and has {} rows of {} numbers", place, step, shape(rows, columns),
         told_rows, told_columns);
  }
  if (rows > limits.tokens || rows > limits.elements / columns) {
    fail(Exit::limit, "{}: {} numbers are more than heed holds; allow more with --max-tokens and --max-elements", place,
         shape(rows, columns));
  }
  Claim claim{std::move(step), Grid(rows, columns), Grid(rows, columns), 0};
  Grid tolerances(rows, columns);
  bool scientific = false;
  const auto row_at = positions(told_rows, row_gap, rows);
  const auto column_at = positions(told_columns, column_gap, columns);
  for (std::size_t r = 0; r < told_rows; ++r) {
    for (std::size_t c = 0; c < told_columns; ++c) {
      const std::string_view cell = cells[r + (row_gap && r >= *row_gap)][c + (column_gap && c >= *column_gap)];
      const auto read = figure(cell);
      if (!read || read->kind == Figure::Kind::gap) {
        fail(Exit::data, "{}: {}[{},{}]: \"{}\" is not a number", place, claim.step, row_at[r] + 1, column_at[c] + 1,
             cell.substr(0, longest_shown));
      }
      if (read->kind == Figure::Kind::untold) continue;
      claim.values(row_at[r], column_at[c]) = read->value;
      claim.stated(row_at[r], column_at[c]) = 1.0;
      claim.decimals = std::max(claim.decimals, std::min(read->decimals, Claim::most_decimals));
      scientific = scientific || read->scientific;
      tolerances(row_at[r], column_at[c]) = 0.5 * std::pow(10.0, -read->decimals);
    }
  }
  if (scientific) claim.tolerances = std::move(tolerances);
  return claim;
}

}  // namespace heed
