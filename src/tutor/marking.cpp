#include "tutor/marking.hpp"

#include "core/splitting.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

bool agree(double answer, double value, int decimals) {
  constexpr double rounding = 1e-9;
  return std::abs(answer - value) <= (0.5 + rounding) * std::pow(10.0, -decimals);
}

/// The parts of a line between any of the separators, without empty ones.
std::vector<std::string_view> split_at(std::string_view line, std::initializer_list<std::string_view> separators) {
  std::vector<std::string_view> parts;
  while (!line.empty()) {
    std::size_t end = line.size();
    std::size_t length = 0;
    for (const std::string_view separator : separators) {
      if (const std::size_t at = line.find(separator); at < end) {
        end = at;
        length = separator.size();
      }
    }
    if (const std::string_view part = trimmed(line.substr(0, end)); !part.empty()) parts.push_back(part);
    line.remove_prefix(end + length);
  }
  return parts;
}

/// "3×4", "3 x 4", "(3, 4)"
std::optional<std::pair<long, long>> read_shape(std::string_view line) {
  const auto sides = split_at(line, {"×", "x", "X", "*", ",", "，", " ", "(", ")", "[", "]"});
  if (sides.size() != 2) return std::nullopt;
  const auto rows = parse_integer(sides[0]);
  const auto columns = parse_integer(sides[1]);
  if (!rows || !columns || *rows < 1 || *columns < 1) return std::nullopt;
  return std::pair(*rows, *columns);
}

/// The columns that a word may mean: all of that label, or else the one of that number.
std::set<std::size_t> columns_meant(const Step& step, std::string_view word) {
  std::set<std::size_t> meant;
  const std::size_t count = step.values->columns();
  for (std::size_t j = 0; j < count; ++j) {
    if (label(step.columns, j) == word) meant.insert(j);
  }
  const auto number = parse_integer(word);
  if (meant.empty() && number && *number >= 1 && static_cast<std::size_t>(*number) <= count) {
    meant.insert(static_cast<std::size_t>(*number) - 1);
  }
  return meant;
}

/// The columns of a list, "pad, 4"; nothing when one of its words is none. Labels may hold blanks.
std::optional<std::set<std::size_t>> read_columns(const Step& step, std::string_view line) {
  std::set<std::size_t> all;
  for (const std::string_view entry : split_at(line, {",", "，", "、", ";", "；"})) {
    std::vector<std::string_view> words{entry};
    if (columns_meant(step, entry).empty()) words = split_at(entry, {" ", "\t"});
    for (const std::string_view word : words) {
      const std::set<std::size_t> meant = columns_meant(step, word);
      if (meant.empty()) return std::nullopt;
      all.insert(meant.begin(), meant.end());
    }
  }
  return all;
}

Mark mark_shape(const Grid& grid, std::pair<long, long> answer) {
  const auto [rows, columns] = std::pair(static_cast<long>(grid.rows()), static_cast<long>(grid.columns()));
  const bool correct = answer == std::pair(rows, columns);
  return {.correct = correct, .named = {}, .turned = !correct && answer == std::pair(columns, rows)};
}

}  // namespace

Mark mark(const Practice& practice, const Exercise& exercise, double answer) {
  Mark result{.correct = agree(answer, practice.value(exercise), exercise.decimals), .named = {}};
  if (result.correct) return result;
  for (const Slip& slip : exercise.slips) {
    if (agree(answer, slip.value, exercise.decimals)) result.named.push_back(slip.mistake);
  }
  return result;
}

std::set<std::size_t> hidden(const Practice& practice, const Exercise& exercise) {
  std::set<std::size_t> columns;
  const auto row = practice.row(exercise);
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (row[j] == -INFINITY) columns.insert(j);
  }
  return columns;
}

std::size_t largest(const Practice& practice, const Exercise& exercise) {
  const auto row = practice.row(exercise);
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

std::optional<Mark> mark(const Practice& practice, const Exercise& exercise, std::string_view line) {
  const Step& step = practice.step(exercise);
  line = trimmed(line);
  switch (exercise.kind) {
    case Exercise::Kind::shape:
      if (const auto sides = read_shape(line)) return mark_shape(*step.values, *sides);
      break;
    case Exercise::Kind::hidden:
      if (const auto columns = read_columns(step, line)) {
        return Mark{.correct = *columns == hidden(practice, exercise), .named = {}};
      }
      break;
    case Exercise::Kind::largest:
      if (const auto columns = columns_meant(step, line); !columns.empty()) {
        return Mark{.correct = columns.contains(largest(practice, exercise)), .named = {}};
      }
      break;
    case Exercise::Kind::number:
      if (const auto number = parse_number(line)) return mark(practice, exercise, *number);
      break;
  }
  return std::nullopt;
}

}  // namespace heed
