#include "core/spelling.hpp"
#include "document/narrator.hpp"
#include "render/math.hpp"
#include "render/render.hpp"
#include "render/text_lines.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

class TextPage : private TextLines {
 public:
  explicit TextPage(const Style& page_style) : TextLines(page_style), decimals_(page_style.decimals) {}

  std::string render(const Document& document) {
    for (const Block& block : document.blocks) {
      std::visit([&](const auto& one) { print(one); }, block);
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return std::move(out);
  }

 private:
  PlainMath math_style(bool names = false) const {
    return {.decimals = decimals_, .ascii = style.ascii, .names = names, .hold = true};
  }

  void print(const Heading& heading) {
    const std::string text = spoken(visible(heading.text));
    if (heading.level == 1) {
      line(strong(wrap(text, style.width, 0)));
      const std::string_view rule = style.ascii ? "=" : "═";
      for (std::size_t i = 0; i < std::min(display_width(text), style.width); ++i) out += rule;
      line();
    } else {
      const std::string_view rule = style.ascii ? "-" : "─";
      const std::size_t lead = heading.level == 2 ? 2 : 1;
      std::string bar;
      for (std::size_t i = 0; i < lead; ++i) bar += rule;
      std::string tail;
      const std::size_t used = lead + 2 + display_width(text);
      for (std::size_t i = used; heading.level == 2 && i < style.width; ++i) tail += rule;
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
    paragraph(spoken((*style.words)("source", {{"source", visible(source.text)}})), 0);
    line();
  }

  void print(const Next& next) {
    const std::string typed = fmt::format("$ {}", visible(next.line));
    if (next.says.empty()) {
      line(typed);
      return;
    }
    constexpr std::size_t column = 44;
    if (display_width(typed) < column && column + display_width(next.says) <= style.width) {
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
      while (listing.language == "console" && display_width(typed) > style.width) {
        constexpr std::string_view joint = " \\";
        const std::size_t blank = typed.rfind(' ', style.width - joint.size());
        if (blank == std::string::npos || typed.find_first_not_of(' ') >= blank) break;
        line(typed.substr(0, blank) + std::string(joint));
        typed = "    " + typed.substr(blank + 1);
      }
      line(std::move(typed));
    }
    line();
  }

  void print(const Worked& worked) {
    decimals_ = worked.decimals.value_or(style.decimals);
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
    return style.ascii && std::isinf(value) ? (value < 0 ? "-inf" : "inf") : written(value, decimals_);
  }

  void print(const Matrix& matrix) {
    decimals_ = matrix.decimals.value_or(style.decimals);
    const std::string head = fmt::format("{}  {}", matrix.id, spoken(matrix.title));
    std::string formula;
    if (matrix.formula && matrix.symbol) {
      formula = fmt::format("{} = {}", plain(*matrix.symbol, math_style()), plain(*matrix.formula, math_style()));
    }
    const std::string size = dimensions(*matrix.values);
    const std::size_t needed = display_width(head) + display_width(formula) + display_width(size) + 6;
    if (needed <= style.width) {
      const std::size_t gap = style.width - display_width(head) - display_width(formula) - display_width(size) - 3;
      line(strong(head) + std::string(gap, ' ') + formula + "   " + size);
    } else {
      line(strong(head) + "   " + size);
      if (!formula.empty()) paragraph(formula, 4, margin);
    }
    if (!matrix.note.empty()) paragraph(spoken(matrix.note));
    line();
    write_grid(*this, matrix, decimals_);
    if (matrix.example) {
      line();
      derivation(*matrix.example, margin + 2, false);
    }
    line();
  }

  std::string dimensions(const Grid& grid) const {
    return fmt::format("{}{}{}", grid.rows(), style.ascii ? "x" : "×", grid.columns());
  }

  void print(const Comparison& comparison) { write_comparison(*this, comparison); }
  void print(const Table& table) { write_table(*this, table); }
  void print(const Plot& plot) { write_plot(*this, plot); }

  void print(const Points& points) {
    for (std::size_t i = 0; i < points.items.size(); ++i) {
      const std::string mark = points.ordered ? fmt::format("{}. ", i + 1) : style.ascii ? "- " : "• ";
      paragraph(mark + spoken(visible(points.items[i])), 0, display_width(mark));
    }
    line();
  }

  void print(const Question& question) {
    const std::size_t start = out.size();
    paragraph("? " + spoken(visible(question.ask)), 0, margin);
    out.replace(start, 1, strong("?"));
    constexpr std::size_t short_choice = 16;
    std::vector<std::string> choices;
    std::size_t together = margin;
    std::size_t longest = 0;
    for (std::size_t k = 0; k < question.choices.size(); ++k) {
      choices.push_back(fmt::format("{}) {}", static_cast<char>('a' + k), spoken(visible(question.choices[k]))));
      together += display_width(choices.back()) + 2;
      longest = std::max(longest, display_width(choices.back()));
    }
    if (together <= style.width || longest <= short_choice) {
      for (std::string& choice : choices) std::replace(choice.begin(), choice.end(), ' ', held_blank);
      choices = {listed(choices, std::string{held_blank, ' '})};
    }
    for (const std::string& choice : choices) {
      if (!choice.empty()) paragraph(choice, margin, longest <= short_choice ? 0 : 3);
    }
    if (!question.answer.empty()) {
      paragraph(spoken(visible(explained(question, "question.answer", *style.words))));
    }
    line();
  }

  int decimals_;  ///< of the block at hand
};

}  // namespace

std::string render_text(const Answer& answer, const Style& style) {
  return TextPage(style).render(answer.document());
}

}  // namespace heed
