#include "core/spelling.hpp"
#include "document/narrator.hpp"
#include "render/excerpt.hpp"
#include "render/math.hpp"
#include "render/number.hpp"
#include "render/palette.hpp"
#include "render/prose.hpp"
#include "render/render.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

constexpr std::size_t margin = 2;
constexpr std::size_t widest_label = 20;

class TextPage {
 public:
  explicit TextPage(const Style& style) : style_(style), decimals_(style.decimals) {}

  std::string render(const Document& document) {
    for (const Block& block : document.blocks) {
      std::visit([&](const auto& one) { print(one); }, block);
    }
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  void line(std::string text = {}) {
    std::replace(text.begin(), text.end(), held_blank, ' ');
    out_ += text;
    out_ += '\n';
  }

  std::string strong(const std::string& text) const {
    return style_.color == ColorDepth::none ? text : "\x1b[1m" + text + "\x1b[0m";
  }
  std::string faint(const std::string& text) const {
    return style_.color == ColorDepth::none ? text : "\x1b[2m" + text + "\x1b[0m";
  }

  /// Markdown's marks taken away: what they mark stands as it is, short code on one line.
  std::string spoken(std::string_view prose) const {
    constexpr std::size_t short_code = 24;
    std::string text;
    for (const ProsePiece& piece : prose_pieces(prose)) {
      text += piece.text;
      if (piece.mark != ProsePiece::Mark::code || piece.text.size() > short_code) continue;
      std::replace(text.end() - static_cast<std::ptrdiff_t>(piece.text.size()), text.end(), ' ', held_blank);
    }
    return style_.ascii ? ascii_prose(text) : text;
  }

  static std::string ascii_prose(std::string text) {
    static const std::vector<std::pair<std::string_view, std::string_view>> signs{
        {"√", "sqrt "}, {"·", "*"},  {"×", "x"},  {"−", "-"},    {"∞", "inf"}, {"→", "->"}, {"—", "-"},  {"–", "-"},
        {"…", "..."},   {"≤", "<="}, {"≥", ">="}, {"Σ", "sum "}, {"ᵀ", "^T"},  {"’", "'"},  {"“", "\""}, {"”", "\""}};
    for (const auto& [sign, plain_sign] : signs) {
      for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + plain_sign.size())) {
        text.replace(at, sign.size(), plain_sign);
      }
    }
    return text;
  }

  void paragraph(const std::string& text, std::size_t indent = margin, std::size_t hanging = 0) {
    line(wrap(text, std::min<std::size_t>(style_.width, 100), indent, hanging));
  }

  PlainMath math_style(bool names = false) const {
    return {.decimals = decimals_, .ascii = style_.ascii, .names = names, .hold = true};
  }

  void print(const Heading& heading) {
    const std::string text = spoken(visible(heading.text));
    if (heading.level == 1) {
      line(strong(text));
      const std::string_view rule = style_.ascii ? "=" : "═";
      for (std::size_t i = 0; i < std::min(display_width(text), style_.width); ++i) out_ += rule;
      line();
    } else {
      const std::string_view rule = style_.ascii ? "-" : "─";
      const std::size_t lead = heading.level == 2 ? 2 : 1;
      std::string bar;
      for (std::size_t i = 0; i < lead; ++i) bar += rule;
      std::string tail;
      const std::size_t used = lead + 2 + display_width(text);
      for (std::size_t i = used; heading.level == 2 && i < style_.width; ++i) tail += rule;
      line(strong(fmt::format("{} {}{}{}", bar, text, tail.empty() ? "" : " ", tail)));
    }
    line();
    if (!heading.below.empty()) print(Prose{heading.below});
  }

  void print(const Prose& prose) {
    paragraph(spoken(visible(prose.text)), 0);
    line();
  }

  void print(const Source& source) {
    paragraph(spoken((*style_.words)("source", {{"source", visible(source.text)}})), 0);
    line();
  }

  void print(const Next& next) {
    const std::string typed = fmt::format("$ {}", visible(next.line));
    if (next.says.empty()) {
      line(typed);
      return;
    }
    constexpr std::size_t column = 44;
    if (display_width(typed) < column && column + display_width(next.says) <= style_.width) {
      line(pad_right(typed, column) + spoken(next.says));
    } else {
      line(typed);
      paragraph(spoken(next.says), 4);
    }
  }

  /// Commands too long for the page go on in lines that a shell joins again.
  void print(const Listing& listing) {
    const std::string_view text = listing.text;
    for (std::string_view rest = text; !rest.empty();) {
      std::string typed(rest.substr(0, rest.find('\n')));
      rest.remove_prefix(std::min(typed.size() + 1, rest.size()));
      while (listing.language == "console" && display_width(typed) > style_.width) {
        constexpr std::string_view joint = " \\";
        const std::size_t blank = typed.rfind(' ', style_.width - joint.size());
        if (blank == std::string::npos || typed.find_first_not_of(' ') >= blank) break;
        line(typed.substr(0, blank) + std::string(joint));
        typed = "    " + typed.substr(blank + 1);
      }
      line(std::move(typed));
    }
    line();
  }

  void print(const Worked& worked) {
    decimals_ = worked.decimals.value_or(style_.decimals);
    derivation(worked, margin, true);
    line();
  }

  void derivation(const Worked& worked, std::size_t indent, bool full) {
    const std::string name = visible(worked.cell);
    const std::string value = number(worked.value);
    if (!worked.remark.empty()) {
      paragraph(fmt::format("{} = {}   {}", name, value, spoken(worked.remark)), indent, margin);
    } else {
      const std::string numbers = plain(worked.arithmetic, math_style());
      if (full) {
        const std::string names = plain(worked.arithmetic, math_style(true));
        paragraph(fmt::format("{} = {}", name, names), indent, margin);
        if (numbers != names) paragraph(fmt::format("= {}", numbers), indent + margin, margin);
        if (numbers != value) line(std::string(indent + margin, ' ') + strong(fmt::format("= {}", value)));
      } else {
        paragraph(
            numbers == value ? fmt::format("{} = {}", name, value) : fmt::format("{} = {} = {}", name, numbers, value),
            indent, margin);
      }
    }
    for (const Worked& reason : worked.because) derivation(reason, indent + margin, false);
  }

  std::string number(double value) const {
    return style_.ascii && std::isinf(value) ? (value < 0 ? "-inf" : "inf") : written(value, decimals_);
  }

  void print(const Matrix& matrix) {
    decimals_ = matrix.decimals.value_or(style_.decimals);
    const std::string head = fmt::format("{}  {}", matrix.id, spoken(matrix.title));
    std::string formula;
    if (matrix.formula && matrix.symbol) {
      formula = fmt::format("{} = {}", plain(*matrix.symbol, math_style()), plain(*matrix.formula, math_style()));
    }
    const std::string size = dimensions(*matrix.values);
    const std::size_t needed = display_width(head) + display_width(formula) + display_width(size) + 6;
    if (needed <= style_.width) {
      const std::size_t gap = style_.width - display_width(head) - display_width(formula) - display_width(size) - 3;
      line(strong(head) + std::string(gap, ' ') + formula + "   " + size);
    } else {
      line(strong(head) + "   " + size);
      if (!formula.empty()) paragraph(formula, 4, margin);
    }
    if (!matrix.note.empty()) paragraph(spoken(matrix.note));
    line();
    grid(matrix);
    if (matrix.example) {
      line();
      derivation(*matrix.example, margin + 2, false);
    }
    line();
  }

  std::string dimensions(const Grid& grid) const {
    return fmt::format("{}{}{}", grid.rows(), style_.ascii ? "x" : "×", grid.columns());
  }

  std::string cell_text(double value, NumberFormat format) const {
    if (style_.ascii && std::isinf(value)) return value < 0 ? "-inf" : "inf";
    return written(value, format);
  }

  /// The matrix with its labels, cut between columns where it is too wide, never within a row of numbers.
  void grid(const Matrix& matrix) {
    const Grid& values = *matrix.values;
    const NumberFormat format = number_format(values.values(), decimals_);
    const Excerpt rows = excerpt(values.rows());
    const Excerpt columns = excerpt(values.columns());
    std::size_t label_width = 0;
    const auto row_label = [&](std::size_t i) {
      return shorten(visible(label(matrix.rows, i)), widest_label, style_.ascii);
    };
    const auto column_label = [&](std::size_t j) {
      return shorten(visible(label(matrix.columns, j)), widest_label, style_.ascii);
    };
    for (const std::size_t i : rows.indices) label_width = std::max(label_width, display_width(row_label(i)));
    std::vector<std::vector<std::string>> numbers;  // column by column
    std::vector<std::size_t> widths;
    for (const std::size_t j : columns.indices) {
      std::size_t width = display_width(column_label(j));
      std::vector<std::string>& column = numbers.emplace_back();
      for (const std::size_t i : rows.indices) {
        column.push_back(cell_text(values(i, j), format));
        width = std::max(width, display_width(column.back()));
      }
      widths.push_back(width + 2);
    }
    const double most = matrix.shares ? largest(values) : 1.0;
    const std::size_t start = margin + label_width;
    std::size_t first = 0;
    while (first < columns.indices.size()) {
      std::size_t last = first;
      std::size_t width = start;
      while (last < widths.size() && (last == first || width + widths[last] <= style_.width)) width += widths[last++];
      const bool whole = first == 0 && last == widths.size();
      const std::size_t tail = matrix.shares ? columns.indices.size() + 2 : 0;
      const bool draws = whole && matrix.shares && style_.color == ColorDepth::none && width + tail <= style_.width;
      const bool reads = whole && !matrix.readings.empty() && reading_fits(matrix, width + (draws ? tail : 0));
      std::string header(start, ' ');
      for (std::size_t k = first; k < last; ++k) {
        if (columns.gap == k) header += style_.ascii ? " ..." : " …  ";
        header += pad_left(column_label(columns.indices[k]), widths[k]);
      }
      line(faint(header));
      for (std::size_t r = 0; r < rows.indices.size(); ++r) {
        const std::size_t i = rows.indices[r];
        if (rows.gap == r) line(std::string(margin, ' ') + (style_.ascii ? "..." : "⋮"));
        std::string text = std::string(margin, ' ') + pad_right(row_label(i), label_width);
        for (std::size_t k = first; k < last; ++k) {
          if (columns.gap == k) text += style_.ascii ? " ..." : " …  ";
          const std::string number = pad_left(numbers[k][r], widths[k]);
          text += matrix.shares ? shaded(number, values(i, columns.indices[k]) / most, style_.color) : number;
        }
        if (draws) {
          text += "  ";
          for (const std::size_t j : columns.indices) text += bar(values(i, j) / most, style_.ascii);
        }
        if (reads) text += "  " + arrow() + " " + visible(matrix.readings[i]);
        while (text.ends_with(' ')) text.pop_back();
        line(text);
      }
      if (!whole && last < widths.size()) line();
      first = last;
      if (first == widths.size() && matrix.shares) legend(values, format);
      if (first == widths.size() && !reads && !matrix.readings.empty()) readings(matrix, rows);
    }
  }

  /// The least and the largest share, as they are drawn.
  void legend(const Grid& values, NumberFormat format) {
    const double most = largest(values);
    double least = most;
    for (const double x : values.values()) least = std::min(least, std::isfinite(x) ? x : least);
    const auto drawn = [&](std::string_view id, double value) {
      const bool colored = style_.color != ColorDepth::none;
      const std::string number = cell_text(value, format);
      const std::string text = (*style_.words)(id, {{"value", colored ? "" : number}});
      return colored ? text + shaded(fmt::format(" {} ", number), value / most, style_.color)
                     : fmt::format("{} {}", text, bar(value / most, style_.ascii));
    };
    line(fmt::format("{:{}}{}  {}", "", margin, drawn("legend.least", least), drawn("legend.most", most)));
  }

  std::string arrow() const { return style_.ascii ? "->" : "→"; }

  bool reading_fits(const Matrix& matrix, std::size_t width) const {
    return std::all_of(matrix.readings.begin(), matrix.readings.end(), [&](const std::string& reading) {
      return width + 4 + display_width(arrow()) + display_width(visible(reading)) <= style_.width;
    });
  }

  void readings(const Matrix& matrix, const Excerpt& rows) {
    line();
    for (const std::size_t i : rows.indices) {
      paragraph(fmt::format("{} {} {}", visible(label(matrix.rows, i)), arrow(), visible(matrix.readings[i])),
                margin + 2, margin);
    }
  }

  static double largest(const Grid& values) {
    double most = 0.0;
    for (const double x : values.values()) {
      if (std::isfinite(x)) most = std::max(most, x);
    }
    return most > 0.0 ? most : 1.0;
  }

  /// A matrix as a block of lines of one width, with its row labels or without.
  std::vector<std::string> panel(const Matrix& matrix, NumberFormat format, double most, bool labelled,
                                 const std::string& name) const {
    const Grid& values = *matrix.values;
    const Excerpt rows = excerpt(values.rows());
    const Excerpt columns = excerpt(values.columns());
    std::size_t label_width = 0;
    const auto row_label = [&](std::size_t i) {
      return shorten(visible(label(matrix.rows, i)), widest_label, style_.ascii);
    };
    for (const std::size_t i : rows.indices) {
      if (labelled) label_width = std::max(label_width, display_width(row_label(i)));
    }
    std::vector<std::string> lines(2 + rows.indices.size(), std::string(label_width, ' '));
    for (std::size_t r = 0; labelled && r < rows.indices.size(); ++r)
      lines[r + 2] = pad_right(row_label(rows.indices[r]), label_width);
    std::size_t width = 0;
    for (const std::size_t j : columns.indices) {
      const std::string header = shorten(visible(label(matrix.columns, j)), widest_label, style_.ascii);
      std::size_t column = display_width(header);
      for (const std::size_t i : rows.indices)
        column = std::max(column, display_width(cell_text(values(i, j), format)));
      column += 2;
      width += column;
      lines[1] += faint(pad_left(header, column));
      for (std::size_t r = 0; r < rows.indices.size(); ++r) {
        const double value = values(rows.indices[r], j);
        const std::string number = pad_left(cell_text(value, format), column);
        lines[r + 2] += matrix.shares ? shaded(number, value / most, style_.color) : number;
      }
    }
    const std::size_t named = std::max(width, display_width(name) + 2);
    lines[0] += "  " + strong(pad_right(name, named - 2));
    for (std::size_t i = 1; i < lines.size(); ++i) lines[i] += std::string(named - width, ' ');
    return lines;
  }

  /// Side by side as far as the page is wide; what does not fit follows below, labelled again.
  void print(const Comparison& comparison) {
    line(strong(fmt::format("{}  {}", comparison.id, spoken(comparison.title))));
    if (!comparison.remark.empty()) paragraph(spoken(visible(comparison.remark)));
    line();
    std::vector<double> every;
    double most = 0.0;
    for (const Matrix& matrix : comparison.matrices) {
      most = std::max(most, largest(*matrix.values));
      const auto values = matrix.values->values();
      every.insert(every.end(), values.begin(), values.end());
    }
    const NumberFormat format = number_format(every, style_.decimals);
    std::vector<std::string> lines;
    for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
      const std::string name = visible(comparison.names[k]);
      const std::vector<std::string> beside = panel(comparison.matrices[k], format, most, false, name);
      const bool fits = !lines.empty() && lines.size() == beside.size() &&
                        plain_width(lines[0]) + 3 + plain_width(beside[0]) <= style_.width;
      if (fits) {
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += "   " + beside[i];
        continue;
      }
      flush(lines);
      lines = panel(comparison.matrices[k], format, most, true, name);
      for (std::string& text : lines) text.insert(0, std::string(margin, ' '));
    }
    flush(lines);
  }

  void flush(std::vector<std::string>& lines) {
    if (lines.empty()) return;
    for (std::string& text : lines) {
      while (text.ends_with(' ')) text.pop_back();
      line(text);
    }
    line();
    lines.clear();
  }

  /// Cells that a line takes, its colours aside.
  static std::size_t plain_width(const std::string& text) {
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

  /// A small plot: one column for each of some sixty steps, on a logarithmic scale where it spans decades.
  void print(const Plot& plot) {
    constexpr std::size_t height = 8;
    const std::size_t columns = std::min<std::size_t>({plot.values.size(), 60, style_.width - 16});
    const auto [least, most] = std::minmax_element(plot.values.begin(), plot.values.end());
    const std::vector<double> high = heights(plot.values);
    const auto at = [&](std::size_t column) {
      return high[columns < 2 ? 0 : column * (high.size() - 1) / (columns - 1)];
    };
    line(std::string(margin, ' ') + faint(spoken(plot.title)));
    for (std::size_t row = height; row-- > 0;) {
      std::string text = row == height - 1 ? axis(*most) : row == 0 ? axis(*least) : axis({});
      for (std::size_t column = 0; column < columns; ++column) {
        const double filled = (at(column) * height) - static_cast<double>(row);
        text += bar(row == 0 ? std::max(filled, 0.125) : filled, style_.ascii);
      }
      while (text.ends_with(' ')) text.pop_back();
      line(text);
    }
    const std::string last = std::to_string(plot.values.size() - 1);
    line(std::string(margin + 10, ' ') + "0" + pad_left(last, columns - 1) + "  " + faint(spoken(plot.steps)));
    line();
  }

  std::string axis(std::optional<double> value) const {
    return std::string(margin, ' ') + pad_left(value ? fmt::format("{:.2g}", *value) : "", 8) +
           (style_.ascii ? " |" : " │");
  }

  void print(const Points& points) {
    for (std::size_t i = 0; i < points.items.size(); ++i) {
      const std::string mark = points.ordered ? fmt::format("{}. ", i + 1) : style_.ascii ? "- " : "• ";
      paragraph(mark + spoken(visible(points.items[i])), 0, display_width(mark));
    }
    line();
  }

  void print(const Question& question) {
    const std::size_t start = out_.size();
    paragraph("? " + spoken(visible(question.ask)), 0, margin);
    out_.replace(start, 1, strong("?"));
    constexpr std::size_t short_choice = 16;
    std::vector<std::string> choices;
    std::size_t together = margin;
    std::size_t longest = 0;
    for (std::size_t k = 0; k < question.choices.size(); ++k) {
      choices.push_back(fmt::format("{}) {}", static_cast<char>('a' + k), spoken(visible(question.choices[k]))));
      together += display_width(choices.back()) + 2;
      longest = std::max(longest, display_width(choices.back()));
    }
    if (together <= style_.width || longest <= short_choice) {
      for (std::string& choice : choices) std::replace(choice.begin(), choice.end(), ' ', held_blank);
      choices = {listed(choices, std::string{held_blank, ' '})};
    }
    for (const std::string& choice : choices) {
      if (!choice.empty()) paragraph(choice, margin, longest <= short_choice ? 0 : 3);
    }
    if (!question.answer.empty()) {
      paragraph(spoken(visible(explained(question, "question.answer", *style_.words))));
    }
    line();
  }

  void print(const Table& table) {
    std::vector<std::size_t> widths(table.headers.size(), 0);
    const auto measure = [&](const std::vector<std::string>& row) {
      for (std::size_t k = 0; k < row.size(); ++k)
        widths[k] = std::max(widths[k], display_width(spoken(visible(row[k]))));
    };
    measure(table.headers);
    for (const auto& row : table.rows) measure(row);
    narrow(widths);
    const bool headed =
        std::any_of(table.headers.begin(), table.headers.end(), [](const auto& h) { return !h.empty(); });
    if (headed) row(table.headers, widths, true);
    for (const auto& cells : table.rows) row(cells, widths, false);
    line();
  }

  /// Takes from the widest column what the page has no room for.
  void narrow(std::vector<std::size_t>& widths) const {
    constexpr std::size_t narrowest = 8;
    std::size_t needed = margin;
    for (const std::size_t width : widths) needed += width + 2;
    for (; needed > style_.width + 2; --needed) {
      std::size_t& widest = *std::max_element(widths.begin(), widths.end());
      if (widest <= narrowest) return;
      --widest;
    }
  }

  /// Cells beside each other, each as many lines as it takes.
  void row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, bool header) {
    std::vector<std::string> lines;
    std::size_t column = margin;
    for (std::size_t k = 0; k < cells.size(); ++k) {
      std::string text = spoken(visible(cells[k]));
      std::replace(text.begin(), text.end(), held_blank, ' ');
      if (display_width(text) > widths[k]) text = wrap(text, widths[k], 0);
      std::size_t number = 0;
      for (std::string_view rest = text; !rest.empty(); ++number) {
        const std::string_view part = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        if (number == lines.size()) lines.emplace_back();
        lines[number] = fmt::format("{}{}", pad_right(lines[number], column), part);
      }
      column += widths[k] + 2;
    }
    for (const std::string& text : lines) line(header ? faint(text) : text);
  }

  const Style& style_;
  int decimals_;  ///< of the block at hand
  std::string out_;
};

}  // namespace

std::string render_text(const Answer& answer, const Style& style) {
  return TextPage(style).render(answer.document());
}

}  // namespace heed
