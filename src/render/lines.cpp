#include "core/number.hpp"
#include "render/markup.hpp"
#include "render/picture.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed {
namespace {

constexpr std::size_t most_names = 24;
constexpr std::size_t widest_name = 14;
constexpr double pitch = 35.2;   ///< from one name to the next: the height of a table row beside it
constexpr int letter = 9;        ///< a cell of display width
constexpr int gap = 8;           ///< between a name and its lines
constexpr int span = 140;        ///< that the lines cross
constexpr double boldest = 9.0;  ///< a line that stands for all
constexpr double faintest = 0.01;

struct Side {
  std::vector<std::string> names;
  int width = 0;

  Side(const Labels& labels, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      names.push_back(shorten(visible(label(labels, i)), widest_name, false));
      width = std::max(width, letter * static_cast<int>(display_width(names.back())));
    }
  }

  /// The names are spread over the height of the longer side.
  double place(std::size_t index, double height) const {
    return height * (static_cast<double>(index) + 0.5) / static_cast<double>(names.size());
  }
};

}  // namespace

std::string share_lines(const Matrix& matrix, const std::string& title) {
  const Grid& shares = *matrix.values;
  if (shares.rows() > most_names || shares.columns() > most_names || shares.values().empty()) return {};
  const Side queries(matrix.rows, shares.rows());
  const Side keys(matrix.columns, shares.columns());
  const double height = pitch * static_cast<double>(std::max(shares.rows(), shares.columns()));
  const int left = queries.width + gap;
  const int right = left + span;
  const int width = right + gap + keys.width;
  std::string svg = fmt::format(
      "<svg class=\"lines\" viewBox=\"0 0 {} {:.1f}\" width=\"{}\" height=\"{:.1f}\" role=\"img\"><title>{}</title>\n",
      width, height, width, height, markup(title));
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    const double from = queries.place(i, height);
    svg += fmt::format("<g data-row=\"{}\">", i);
    for (std::size_t j = 0; j < shares.columns(); ++j) {
      const double share = shares(i, j);
      if (!(share >= faintest)) continue;
      const double to = keys.place(j, height);
      const int middle = (left + right) / 2;
      svg += fmt::format(
          "<path d=\"M{} {:.1f}C{} {:.1f} {} {:.1f} {} {:.1f}\" stroke-width=\"{:.1f}\" opacity=\"{:.2f}\">"
          "<title>{} → {} {}</title></path>",
          left, from, middle, from, middle, to, right, to, boldest * std::min(share, 1.0),
          0.25 + 0.6 * std::min(share, 1.0), markup(queries.names[i]), markup(keys.names[j]), written(share, 2));
    }
    svg += "</g>\n";
  }
  const auto write = [&](const Side& side, int x, std::string_view anchor) {
    for (std::size_t i = 0; i < side.names.size(); ++i) {
      svg += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"{}\" dominant-baseline=\"central\">{}</text>", x,
                         side.place(i, height), anchor, markup(side.names[i]));
    }
  };
  write(queries, left - gap, "end");
  write(keys, right + gap, "start");
  return svg + "</svg>\n";
}

}  // namespace heed
