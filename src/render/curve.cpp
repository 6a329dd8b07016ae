#include "render/excerpt.hpp"
#include "render/markup.hpp"
#include "render/picture.hpp"

#include <fmt/format.h>

namespace heed {

std::string curve(const Plot& plot) {
  constexpr double width = 480;
  constexpr double height = 160;
  constexpr double margin = 56;
  constexpr std::size_t most_points = 240;
  const std::vector<double> high = heights(plot.values);
  const std::size_t points = std::min(most_points, high.size());
  std::string path;
  for (std::size_t k = 0; k < points; ++k) {
    const std::size_t step = points < 2 ? 0 : k * (high.size() - 1) / (points - 1);
    const double x =
        margin + width * static_cast<double>(k) / static_cast<double>(std::max<std::size_t>(points - 1, 1));
    path += fmt::format("{}{:.1f} {:.1f}", k == 0 ? "M" : "L", x, 8 + height * (1.0 - high[step]));
  }
  const auto [least, most] = std::minmax_element(plot.values.begin(), plot.values.end());
  const auto text = [&](double x, double y, const char* anchor, const std::string& words) {
    return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\">{}</text>", x, y, anchor, markup(words));
  };
  return fmt::format(
             "<svg class=\"curve\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\">",
             margin + width + 16, height + 36) +
         fmt::format("<title>{}</title><path d=\"{}\"/>", markup(plot.title), path) +
         text(margin - 8, 14, "end", fmt::format("{:.2g}", *most)) +
         text(margin - 8, height + 10, "end", fmt::format("{:.2g}", *least)) + text(margin, height + 28, "start", "0") +
         text(margin + width, height + 28, "end", fmt::format("{} {}", plot.values.size() - 1, plot.steps)) +
         "</svg>\n";
}

}  // namespace heed
