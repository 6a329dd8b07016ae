#include "render/markup.hpp"
#include "render/number.hpp"
#include "render/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {

std::string curve(const Plot& plot) {
  if (plot.values.empty()) return {};
  constexpr double left = 70;
  constexpr double width = 480;
  constexpr double top = 14;
  constexpr double height = 160;
  constexpr double wide_range = 100.0;
  const auto [least, most] = std::minmax_element(plot.values.begin(), plot.values.end());
  const bool logarithmic = *least > 0.0 && *most / *least > wide_range;
  const auto place = [&](double value) { return logarithmic ? std::log(value) : value; };
  const double low = place(*least);
  const double range = place(*most) - low;
  std::string points;
  for (std::size_t i = 0; i < plot.values.size(); ++i) {
    const double last = static_cast<double>(std::max<std::size_t>(plot.values.size() - 1, 1));
    const double level = range > 0.0 ? (place(plot.values[i]) - low) / range : 1.0;
    points += fmt::format("{:.1f},{:.1f} ", left + width * static_cast<double>(i) / last, top + height * (1.0 - level));
  }
  const auto text = [](double x, double y, std::string_view anchor, std::string_view content) {
    return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\" dominant-baseline=\"central\">{}</text>\n",
                       x, y, anchor, markup(content));
  };
  constexpr int decimals = 4;
  constexpr double gap = 10;
  const double below = top + height + 2 * gap;
  return fmt::format(
             "<svg class=\"lines\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\">"
             "<title>{2}</title>\n<polyline points=\"{3}\"/>\n",
             left + width + 2 * gap, below + 2 * gap, markup(plot.title), points) +
         text(left - gap, top, "end", written(*most, decimals)) +
         text(left - gap, top + height, "end", written(*least, decimals)) + text(left, below, "start", "0") +
         text(left + width, below, "end", fmt::format("{} {}", plot.values.size() - 1, plot.steps)) + "</svg>\n";
}

}  // namespace heed
