#pragma once

#include "core/number.hpp"
#include "document/document.hpp"
#include "render/style.hpp"

#include <string>

namespace heed {

/// The lines of a page of text, and how a style writes what stands in them.
class TextLines {
 public:
  static constexpr std::size_t margin = 2;

  explicit TextLines(const Style& page_style) : style(page_style) {}

  void line(std::string text = {});
  /// Broken at the width of the page, or at 100 cells where that is wider; `hanging` indents all lines but the first.
  void paragraph(const std::string& text, std::size_t indent = margin, std::size_t hanging = 0);

  std::string strong(const std::string& text) const;
  std::string faint(const std::string& text) const;
  /// Markdown's marks taken away: what they mark stands as it is, short code on one line.
  std::string spoken(std::string_view prose) const;
  std::string arrow() const { return style.ascii ? "->" : "→"; }
  std::string number(double value, NumberFormat format) const;

  const Style& style;
  std::string out;
};

// Blocks with files of their own.

/// The matrix with its labels, cut between columns where it is too wide, never within a row of numbers.
void write_grid(TextLines& page, const Matrix& matrix, int decimals);
/// Side by side as far as the page is wide; what does not fit follows below, labelled again.
void write_comparison(TextLines& page, const Comparison& comparison);
void write_table(TextLines& page, const Table& table);
/// A small plot: one column for each of some sixty steps, on a logarithmic scale where it spans decades.
void write_plot(TextLines& page, const Plot& plot);

}  // namespace heed
