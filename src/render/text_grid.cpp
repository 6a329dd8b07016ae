#include "render/excerpt.hpp"
#include "render/palette.hpp"
#include "render/text_lines.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

std::string short_label(const TextLines& page, const Labels& labels, std::size_t index) {
  constexpr std::size_t widest = 20;
  return shorten(visible(label(labels, index)), widest, page.style.ascii);
}

double largest(const Grid& values) {
  double most = 0.0;
  for (const double x : values.values()) {
    if (std::isfinite(x)) most = std::max(most, x);
  }
  return most > 0.0 ? most : 1.0;
}

/// The least and the largest share, as they are drawn.
void write_legend(TextLines& page, const Grid& values, NumberFormat format) {
  const double most = largest(values);
  double least = most;
  for (const double x : values.values()) least = std::min(least, std::isfinite(x) ? x : least);
  const auto drawn = [&](std::string_view id, double value) {
    const bool colored = page.style.color != ColorDepth::none;
    const std::string number = page.number(value, format);
    const std::string text = (*page.style.words)(id, {{"value", colored ? "" : number}});
    return colored ? text + shaded(fmt::format(" {} ", number), value / most, page.style.color)
                   : fmt::format("{} {}", text, bar(value / most, page.style.ascii));
  };
  page.line(
      fmt::format("{:{}}{}  {}", "", TextLines::margin, drawn("legend.least", least), drawn("legend.most", most)));
}

bool reading_fits(const TextLines& page, const Matrix& matrix, std::size_t width) {
  return std::all_of(matrix.readings.begin(), matrix.readings.end(), [&](const std::string& reading) {
    return width + 4 + display_width(page.arrow()) + display_width(visible(reading)) <= page.style.width;
  });
}

void write_readings(TextLines& page, const Matrix& matrix, const Excerpt& rows) {
  page.line();
  for (const std::size_t i : rows.indices) {
    page.paragraph(fmt::format("{} {} {}", visible(label(matrix.rows, i)), page.arrow(), visible(matrix.readings[i])),
                   TextLines::margin + 2, TextLines::margin);
  }
}

/// A matrix as a block of lines of one width, with its row labels or without.
std::vector<std::string> panel(const TextLines& page, const Matrix& matrix, NumberFormat format, double most,
                               bool labelled, const std::string& name) {
  const Grid& values = *matrix.values;
  const Excerpt rows = excerpt(values.rows());
  const Excerpt columns = excerpt(values.columns());
  std::size_t label_width = 0;
  const auto row_label = [&](std::size_t i) { return short_label(page, matrix.rows, i); };
  for (const std::size_t i : rows.indices) {
    if (labelled) label_width = std::max(label_width, display_width(row_label(i)));
  }
  std::vector<std::string> lines(2 + rows.indices.size(), std::string(label_width, ' '));
  for (std::size_t r = 0; labelled && r < rows.indices.size(); ++r)
    lines[r + 2] = pad_right(row_label(rows.indices[r]), label_width);
  std::size_t width = 0;
  for (const std::size_t j : columns.indices) {
    const std::string header = short_label(page, matrix.columns, j);
    std::size_t column = display_width(header);
    for (const std::size_t i : rows.indices)
      column = std::max(column, display_width(page.number(values(i, j), format)));
    column += 2;
    width += column;
    lines[1] += page.faint(pad_left(header, column));
    for (std::size_t r = 0; r < rows.indices.size(); ++r) {
      const double value = values(rows.indices[r], j);
      const std::string number = pad_left(page.number(value, format), column);
      lines[r + 2] += matrix.shares ? shaded(number, value / most, page.style.color) : number;
    }
  }
  const std::size_t named = std::max(width, display_width(name) + 2);
  lines[0] += "  " + page.strong(pad_right(name, named - 2));
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i] += std::string(named - width, ' ');
  return lines;
}

void flush(TextLines& page, std::vector<std::string>& lines) {
  if (lines.empty()) return;
  for (std::string& text : lines) {
    while (text.ends_with(' ')) text.pop_back();
    page.line(text);
  }
  page.line();
  lines.clear();
}

/// Cells that a line takes, its colours aside.
std::size_t plain_width(const std::string& text) {
  std::string bare;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      bare += text[i];
    }
  }
  return display_width(bare);
}

}  // namespace

void write_grid(TextLines& page, const Matrix& matrix, int decimals) {
  const Grid& values = *matrix.values;
  const NumberFormat format = number_format(values.values(), decimals);
  const Excerpt rows = excerpt(values.rows());
  const Excerpt columns = excerpt(values.columns());
  std::size_t label_width = 0;
  const auto row_label = [&](std::size_t i) { return short_label(page, matrix.rows, i); };
  const auto column_label = [&](std::size_t j) { return short_label(page, matrix.columns, j); };
  for (const std::size_t i : rows.indices) label_width = std::max(label_width, display_width(row_label(i)));
  std::vector<std::vector<std::string>> numbers;  // column by column
  std::vector<std::size_t> widths;
  for (const std::size_t j : columns.indices) {
    std::size_t width = display_width(column_label(j));
    std::vector<std::string>& column = numbers.emplace_back();
    for (const std::size_t i : rows.indices) {
      column.push_back(page.number(values(i, j), format));
      width = std::max(width, display_width(column.back()));
    }
    widths.push_back(width + 2);
  }
  const double most = matrix.shares ? largest(values) : 1.0;
  const std::size_t start = TextLines::margin + label_width;
  std::size_t first = 0;
  while (first < columns.indices.size()) {
    std::size_t last = first;
    std::size_t width = start;
    while (last < widths.size() && (last == first || width + widths[last] <= page.style.width)) width += widths[last++];
    const bool whole = first == 0 && last == widths.size();
    const std::size_t tail = matrix.shares ? columns.indices.size() + 2 : 0;
    const bool draws =
        whole && matrix.shares && page.style.color == ColorDepth::none && width + tail <= page.style.width;
    const bool reads = whole && !matrix.readings.empty() && reading_fits(page, matrix, width + (draws ? tail : 0));
    std::string header(start, ' ');
    for (std::size_t k = first; k < last; ++k) {
      if (columns.gap == k) header += page.style.ascii ? " ..." : " …  ";
      header += pad_left(column_label(columns.indices[k]), widths[k]);
    }
    page.line(page.faint(header));
    for (std::size_t r = 0; r < rows.indices.size(); ++r) {
      const std::size_t i = rows.indices[r];
      if (rows.gap == r) page.line(std::string(TextLines::margin, ' ') + (page.style.ascii ? "..." : "⋮"));
      std::string text = std::string(TextLines::margin, ' ') + pad_right(row_label(i), label_width);
      for (std::size_t k = first; k < last; ++k) {
        if (columns.gap == k) text += page.style.ascii ? " ..." : " …  ";
        const std::string number = pad_left(numbers[k][r], widths[k]);
        text += matrix.shares ? shaded(number, values(i, columns.indices[k]) / most, page.style.color) : number;
      }
      if (draws) {
        text += "  ";
        for (const std::size_t j : columns.indices) text += bar(values(i, j) / most, page.style.ascii);
      }
      if (reads) text += "  " + page.arrow() + " " + visible(matrix.readings[i]);
      while (text.ends_with(' ')) text.pop_back();
      page.line(text);
    }
    if (!whole && last < widths.size()) page.line();
    first = last;
    if (first == widths.size() && matrix.shares) write_legend(page, values, format);
    if (first == widths.size() && !reads && !matrix.readings.empty()) write_readings(page, matrix, rows);
  }
}

void write_comparison(TextLines& page, const Comparison& comparison) {
  page.line(page.strong(fmt::format("{}  {}", comparison.id, page.spoken(comparison.title))));
  if (!comparison.remark.empty()) page.paragraph(page.spoken(visible(comparison.remark)));
  page.line();
  std::vector<double> every;
  double most = 0.0;
  for (const Matrix& matrix : comparison.matrices) {
    most = std::max(most, largest(*matrix.values));
    const auto values = matrix.values->values();
    every.insert(every.end(), values.begin(), values.end());
  }
  const NumberFormat format = number_format(every, page.style.decimals);
  std::vector<std::string> lines;
  for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
    const std::string name = visible(comparison.names[k]);
    const std::vector<std::string> beside = panel(page, comparison.matrices[k], format, most, false, name);
    const bool fits = !lines.empty() && lines.size() == beside.size() &&
                      plain_width(lines[0]) + 3 + plain_width(beside[0]) <= page.style.width;
    if (fits) {
      for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += "   " + beside[i];
      continue;
    }
    flush(page, lines);
    lines = panel(page, comparison.matrices[k], format, most, true, name);
    for (std::string& text : lines) text.insert(0, std::string(TextLines::margin, ' '));
  }
  flush(page, lines);
}

}  // namespace heed
