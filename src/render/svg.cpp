#include "core/number.hpp"
#include "core/spelling.hpp"
#include "render/excerpt.hpp"
#include "render/markup.hpp"
#include "render/palette.hpp"
#include "render/picture.hpp"
#include "render/render.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

constexpr int letter = 8;  ///< a cell of display width
constexpr int row_height = 32;
constexpr int header_height = 28;
constexpr int least_width = 52;  ///< of a cell
constexpr int padding = 8;
constexpr int gap_width = 20;
constexpr std::size_t widest_label = 20;

/// Where the shown rows or columns start, with a break where some are left out.
std::vector<int> places(const Excerpt& shown, int start, int size) {
  std::vector<int> at;
  for (std::size_t k = 0; k < shown.indices.size(); ++k) {
    if (shown.gap == k) start += gap_width;
    at.push_back(start);
    start += size;
  }
  return at;
}

int text_width(const std::string& text) {
  return letter * static_cast<int>(display_width(text));
}

constexpr std::string_view look =
    "<style>svg{font:14px system-ui,\"Noto Sans\",\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;"
    "font-variant-numeric:tabular-nums}.name{fill:#1f2328}"
    "@media(prefers-color-scheme:dark){.name{fill:#e6e8eb}}</style>\n";

std::string hex(Rgb color) {
  return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

}  // namespace

double deepest(const Grid& shares) {
  double most = 0.0;
  for (const double share : shares.values()) {
    if (std::isfinite(share)) most = std::max(most, share);
  }
  return most > 0.0 ? most : 1.0;
}

std::string heat_map(const Matrix& matrix, const Style& style) {
  const Grid& values = *matrix.values;
  const NumberFormat format = number_format(values.values(), style.decimals);
  const Excerpt rows = excerpt(values.rows());
  const Excerpt columns = excerpt(values.columns());
  const auto name = [](const Labels& labels, std::size_t i) {
    return shorten(visible(label(labels, i)), widest_label, false);
  };
  int names_width = 0;
  for (const std::size_t i : rows.indices) names_width = std::max(names_width, text_width(name(matrix.rows, i)));
  int cell_width = least_width;
  for (const std::size_t j : columns.indices) {
    cell_width = std::max(cell_width, text_width(name(matrix.columns, j)) + padding);
    for (const std::size_t i : rows.indices) {
      cell_width = std::max(cell_width, text_width(written(values(i, j), format)) + 2 * padding);
    }
  }
  const std::vector<int> x = places(columns, names_width + 2 * padding, cell_width);
  const std::vector<int> y = places(rows, header_height, row_height);
  const int width = (x.empty() ? names_width + padding : x.back() + cell_width) + padding;
  const int height = (y.empty() ? header_height : y.back() + row_height) + padding;
  const std::string title = matrix.title.empty() ? matrix.id : matrix.title;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
      "xml:lang=\"{2}\"><title>{3}</title>\n{4}",
      width, height, style.words->language(), markup(title), look);
  for (std::size_t k = 0; k < x.size(); ++k) {
    svg +=
        fmt::format("<text class=\"name\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x[k] + cell_width / 2,
                    header_height - padding, markup(name(matrix.columns, columns.indices[k])));
  }
  const double most = deepest(values);
  for (std::size_t r = 0; r < y.size(); ++r) {
    const int middle = y[r] + row_height / 2;
    svg += fmt::format(
        "<text class=\"name\" x=\"{}\" y=\"{}\" text-anchor=\"end\" dominant-baseline=\"central\">{}</text>\n",
        names_width + padding, middle, markup(name(matrix.rows, rows.indices[r])));
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double value = values(rows.indices[r], columns.indices[k]);
      const Rgb paper = cividis(value / most);
      svg += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>"
          "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" dominant-baseline=\"central\" fill=\"{}\">{}</text>\n",
          x[k] + 1, y[r] + 1, cell_width - 2, row_height - 2, hex(paper), x[k] + cell_width / 2, middle,
          hex(ink_on(paper)), written(value, format));
    }
  }
  return svg + "</svg>\n";
}

std::string render_svg(const Answer& answer, const Style& style) {
  const Document document = answer.document();
  std::vector<const Matrix*> found;
  std::vector<std::string> ids;
  for (const Block& block : document.blocks) {
    const auto* matrix = std::get_if<Matrix>(&block);
    if (!matrix || !matrix->shares) continue;
    found.push_back(matrix);
    ids.push_back(matrix->id);
  }
  if (found.empty()) {
    fail(Exit::usage,
         "--format svg draws one matrix of weights, and this answer shows none; `heed trace SAMPLE --only weights` "
         "does");
  }
  if (found.size() > 1) {
    fail(Exit::usage, "--format svg draws one matrix of weights, and this answer shows {}: {}; try --only {}",
         found.size(), listed(ids), ids.front());
  }
  return heat_map(*found.front(), style);
}

}  // namespace heed
