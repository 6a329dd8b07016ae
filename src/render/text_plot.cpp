#include "render/excerpt.hpp"
#include "render/palette.hpp"
#include "render/text_lines.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace heed {
namespace {

std::string axis(const TextLines& page, std::optional<double> value) {
  return std::string(TextLines::margin, ' ') + pad_left(value ? fmt::format("{:.2g}", *value) : "", 8) +
         (page.style.ascii ? " |" : " │");
}

}  // namespace

void write_plot(TextLines& page, const Plot& plot) {
  constexpr std::size_t height = 8;
  const std::size_t columns = std::min<std::size_t>({plot.values.size(), 60, page.style.width - 16});
  const auto [least, most] = std::minmax_element(plot.values.begin(), plot.values.end());
  const std::vector<double> high = heights(plot.values);
  const auto at = [&](std::size_t column) {
    return high[columns < 2 ? 0 : column * (high.size() - 1) / (columns - 1)];
  };
  page.line(std::string(TextLines::margin, ' ') + page.faint(page.spoken(plot.title)));
  for (std::size_t row = height; row-- > 0;) {
    std::string text = row == height - 1 ? axis(page, *most) : row == 0 ? axis(page, *least) : axis(page, {});
    for (std::size_t column = 0; column < columns; ++column) {
      const double filled = (at(column) * height) - static_cast<double>(row);
      text += bar(row == 0 ? std::max(filled, 0.125) : filled, page.style.ascii);
    }
    while (text.ends_with(' ')) text.pop_back();
    page.line(text);
  }
  const std::string last = std::to_string(plot.values.size() - 1);
  page.line(std::string(TextLines::margin + 10, ' ') + "0" + pad_left(last, columns - 1) + "  " +
            page.faint(page.spoken(plot.steps)));
  page.line();
}

}  // namespace heed
