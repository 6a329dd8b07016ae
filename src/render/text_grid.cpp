#include "render/excerpt.hpp"
#include "render/palette.hpp"
#include "render/picture.hpp"
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

bool holds_a_number(const Grid& values) {
  const auto all = values.values();
  return std::any_of(all.begin(), all.end(), [](double x) { return std::isfinite(x); });
}

/// The least and the largest share, as they are drawn.
void write_legend(TextLines& page, const Grid& values, NumberFormat format) {
  const double most = deepest(values);
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

/// A matrix as a page shows it: an excerpt of its rows and columns, the numbers of a column below each other.
class GridText {
 public:
  /// A share of `full` is drawn as a whole one.
  GridText(const TextLines& page, const Matrix& matrix, NumberFormat format, double full)
      : page_(page), matrix_(matrix), full_(full), rows_(excerpt(matrix.values->rows())) {
    for (const std::size_t i : rows_.indices) {
      labels_.push_back(short_label(page, matrix.rows, i));
      label_width_ = std::max(label_width_, display_width(labels_.back()));
    }
    const Excerpt shown = excerpt(matrix.values->columns());
    for (const std::size_t j : shown.indices) {
      Column& column = columns_.emplace_back(Column{j, short_label(page, matrix.columns, j), {}, 0, ""});
      column.width = display_width(column.header);
      for (const std::size_t i : rows_.indices) {
        column.numbers.push_back(page.number((*matrix.values)(i, j), format));
        column.width = std::max(column.width, display_width(column.numbers.back()));
      }
    }
    if (shown.gap) columns_[*shown.gap].gap = page.style.ascii ? " ..." : " …  ";
  }

  const Excerpt& rows() const { return rows_; }
  std::size_t columns() const { return columns_.size(); }

  std::string label(std::size_t row) const { return pad_right(labels_[row], label_width_); }
  std::string no_label() const { return std::string(label_width_, ' '); }
  /// Where rows are left out.
  std::string gap_label() const { return pad_right(page_.style.ascii ? "..." : "⋮", label_width_); }

  /// Of these columns alone.
  std::size_t width(std::size_t first, std::size_t last) const {
    std::size_t sum = 0;
    for (std::size_t k = first; k < last; ++k) sum += display_width(columns_[k].gap) + between + columns_[k].width;
    return sum;
  }

  /// Of the margin, the labels and these columns.
  std::size_t whole_width(std::size_t first, std::size_t last) const {
    return TextLines::margin + label_width_ + width(first, last);
  }

  /// One past the last of the columns from `first` on that fit beside the labels: at least one.
  std::size_t fitting(std::size_t first) const {
    std::size_t last = first + 1;
    while (last < columns_.size() && whole_width(first, last + 1) <= page_.style.width) ++last;
    return last;
  }

  std::string header(std::size_t first, std::size_t last) const {
    std::string text;
    for (std::size_t k = first; k < last; ++k) {
      text += columns_[k].gap + pad_left(columns_[k].header, between + columns_[k].width);
    }
    return text;
  }

  std::string numbers(std::size_t row, std::size_t first, std::size_t last) const {
    std::string text;
    for (std::size_t k = first; k < last; ++k) {
      const Column& column = columns_[k];
      const std::string number = pad_left(column.numbers[row], between + column.width);
      text += column.gap;
      const bool drawn = matrix_.shares && std::isfinite(share(row, column));
      text += drawn ? shaded(number, share(row, column), page_.style.color) : number;
    }
    return text;
  }

  std::string bars(std::size_t row) const {
    std::string text;
    for (const Column& column : columns_) text += bar(share(row, column), page_.style.ascii);
    return text;
  }

 private:
  static constexpr std::size_t between = 2;  ///< blanks before each column

  struct Column {
    std::size_t index;  ///< in the matrix
    std::string header;
    std::vector<std::string> numbers;
    std::size_t width;
    std::string gap;  ///< what stands before it where columns are left out
  };

  double share(std::size_t row, const Column& column) const {
    return (*matrix_.values)(rows_.indices[row], column.index) / full_;
  }

  const TextLines& page_;
  const Matrix& matrix_;
  double full_;
  Excerpt rows_;
  std::vector<std::string> labels_;
  std::size_t label_width_ = 0;
  std::vector<Column> columns_;
};

/// A matrix as a block of lines of one width, with its row labels or without.
std::vector<std::string> panel(const TextLines& page, const GridText& grid, bool labelled, const std::string& name) {
  const std::size_t all = grid.columns();
  const std::size_t width = grid.width(0, all);
  const std::size_t named = std::max(width, display_width(name) + 2);
  std::vector<std::string> lines;
  const auto line = [&](const std::string& label, const std::string& text, std::size_t taken) {
    lines.push_back((labelled ? label : "") + text + std::string(named - taken, ' '));
  };
  line(grid.no_label(), "  " + page.strong(pad_right(name, named - 2)), named);
  line(grid.no_label(), page.faint(grid.header(0, all)), width);
  for (std::size_t r = 0; r < grid.rows().indices.size(); ++r) {
    if (grid.rows().gap == r) line(grid.gap_label(), "", 0);
    line(grid.label(r), grid.numbers(r, 0, all), width);
  }
  return lines;
}

/// A line without the blanks at its end.
void print(TextLines& page, std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  page.line(std::move(text));
}

void flush(TextLines& page, std::vector<std::string>& lines) {
  if (lines.empty()) return;
  for (std::string& text : lines) print(page, std::move(text));
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
  const GridText grid(page, matrix, format, matrix.shares ? deepest(values) : 1.0);
  const std::string margin(TextLines::margin, ' ');
  const std::size_t all = grid.columns();
  for (std::size_t first = 0, last = 0; first < all; first = last) {
    last = grid.fitting(first);
    const bool whole = first == 0 && last == all;
    const std::size_t width = grid.whole_width(first, last);
    const std::size_t bars = matrix.shares ? all + 2 : 0;
    const bool draws =
        whole && matrix.shares && page.style.color == ColorDepth::none && width + bars <= page.style.width;
    const bool reads = whole && !matrix.readings.empty() && reading_fits(page, matrix, width + (draws ? bars : 0));
    page.line(page.faint(margin + grid.no_label() + grid.header(first, last)));
    for (std::size_t r = 0; r < grid.rows().indices.size(); ++r) {
      if (grid.rows().gap == r) print(page, margin + grid.gap_label());
      std::string text = margin + grid.label(r) + grid.numbers(r, first, last);
      if (draws) text += "  " + grid.bars(r);
      if (reads) text += "  " + page.arrow() + " " + visible(matrix.readings[grid.rows().indices[r]]);
      print(page, std::move(text));
    }
    if (last < all) {
      page.line();
      continue;
    }
    if (matrix.shares && holds_a_number(values)) write_legend(page, values, format);
    if (!reads && !matrix.readings.empty()) write_readings(page, matrix, grid.rows());
  }
}

void write_comparison(TextLines& page, const Comparison& comparison) {
  page.line(page.strong(fmt::format("{}  {}", comparison.id, page.spoken(comparison.title))));
  if (!comparison.remark.empty()) page.paragraph(page.spoken(visible(comparison.remark)));
  page.line();
  std::vector<double> every;
  double most = 0.0;
  for (const Matrix& matrix : comparison.matrices) {
    most = std::max(most, deepest(*matrix.values));
    const auto values = matrix.values->values();
    every.insert(every.end(), values.begin(), values.end());
  }
  const NumberFormat format = number_format(every, page.style.decimals);
  std::vector<std::string> lines;
  for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
    const std::string name = visible(comparison.names[k]);
    const GridText grid(page, comparison.matrices[k], format, most);
    const std::vector<std::string> beside = panel(page, grid, false, name);
    const bool fits = !lines.empty() && lines.size() == beside.size() &&
                      plain_width(lines[0]) + 3 + plain_width(beside[0]) <= page.style.width;
    if (fits) {
      for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += "   " + beside[i];
      continue;
    }
    flush(page, lines);
    lines = panel(page, grid, true, name);
    for (std::string& text : lines) text.insert(0, std::string(TextLines::margin, ' '));
  }
  flush(page, lines);
}

}  // namespace heed
