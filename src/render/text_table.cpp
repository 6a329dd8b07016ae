#include "render/math.hpp"
#include "render/text_lines.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace heed {
namespace {

/// Takes from the widest column what the page has no room for.
void narrow(std::vector<std::size_t>& widths, std::size_t width_of_page) {
  constexpr std::size_t narrowest = 8;
  std::size_t needed = TextLines::margin;
  for (const std::size_t width : widths) needed += width + 2;
  for (; needed > width_of_page + 2; --needed) {
    std::size_t& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= narrowest) return;
    --widest;
  }
}

/// Cells beside each other, each as many lines as it takes.
void write_row(TextLines& page, const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
               bool header) {
  std::vector<std::string> lines;
  std::size_t column = TextLines::margin;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    std::string text = page.spoken(visible(cells[k]));
    std::replace(text.begin(), text.end(), held_blank, ' ');
    if (display_width(text) > widths[k]) text = wrap(text, widths[k], 0);
    std::size_t number = 0;
    for (std::string_view rest = text; !rest.empty(); ++number) {
      const std::string_view part = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      if (number == lines.size()) lines.emplace_back();
      const std::size_t taken = display_width(lines[number]);
      lines[number] = pad_right(lines[number], taken == 0 ? column : std::max(column, taken + 2)).append(part);
    }
    column += widths[k] + 2;
  }
  for (const std::string& text : lines) page.line(header ? page.faint(text) : text);
}

}  // namespace

void write_table(TextLines& page, const Table& table) {
  std::vector<std::size_t> widths(table.headers.size(), 0);
  const auto measure = [&](const std::vector<std::string>& row) {
    for (std::size_t k = 0; k < row.size(); ++k)
      widths[k] = std::max(widths[k], display_width(page.spoken(visible(row[k]))));
  };
  measure(table.headers);
  for (const auto& row : table.rows) measure(row);
  narrow(widths, page.style.width);
  const bool headed = std::any_of(table.headers.begin(), table.headers.end(), [](const auto& h) { return !h.empty(); });
  if (headed) write_row(page, table.headers, widths, true);
  for (const auto& cells : table.rows) write_row(page, cells, widths, false);
  page.line();
}

}  // namespace heed
