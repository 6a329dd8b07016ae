#include "core/number.hpp"
#include "document/narrator.hpp"
#include "render/excerpt.hpp"
#include "render/math.hpp"
#include "render/prose.hpp"
#include "render/render.hpp"
#include "render/worked.hpp"

#include <fmt/format.h>

#include <algorithm>

/// LaTeX to be put into a document of one's own, or with --standalone a document for XeLaTeX.
///
/// - The packages it needs open it: as comments in a fragment. They are amsmath and, where Chinese stands, ctex.
/// - A matrix is one `array` in brackets, its labels ruled off: `bmatrix` ends at ten columns. It is printed smaller
///   the more columns it has.
/// - Everything from outside goes through `latex_text`; within math it stands in `\text{}`.
/// - Display math is `\[ … \]`, readable for KaTeX and MathJax too.
namespace heed {
namespace {

bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xe3 && byte <= 0xed;  // leads the characters from U+3000 on
  });
}

std::string code(std::string_view text) {
  return fmt::format("\\texttt{{{}}}", latex_text(text));
}

std::string prose(std::string_view text) {
  std::string written;
  for (const ProsePiece& piece : prose_pieces(text)) {
    written += piece.mark == ProsePiece::Mark::code       ? code(piece.text)
               : piece.mark == ProsePiece::Mark::strong   ? fmt::format("\\textbf{{{}}}", latex_text(piece.text))
               : piece.mark == ProsePiece::Mark::emphasis ? fmt::format("\\emph{{{}}}", latex_text(piece.text))
                                                          : latex_text(piece.text);
  }
  return written;
}

class LatexPage {
 public:
  explicit LatexPage(const Style& style) : style_(style), decimals_(style.decimals) {}

  std::string render(const Document& document) {
    for (const Block& block : document.blocks) {
      std::visit([&](const auto& one) { print(one); }, block);
    }
    const std::string made = (*style_.words)("made_by", {{"command", "\n"}});
    const std::size_t at = made.find('\n');
    paragraph(latex_text(made.substr(0, at)) + code(style_.command) + latex_text(made.substr(at + 1)));
    return around(std::move(out_));
  }

 private:
  std::string around(std::string body) const {
    std::vector<std::string> preamble{"\\usepackage{amsmath}"};
    if (has_han(body)) preamble.emplace_back("\\usepackage{ctex}");
    std::string text;
    if (style_.standalone) {
      text += "\\documentclass{article}\n\\usepackage[margin=2cm]{geometry}\n";
      for (const std::string& package : preamble) text += package + "\n";
      text += "\\sloppy\n\\begin{document}\n";
      return text + body + "\n\\end{document}\n";
    }
    for (const std::string& package : preamble) text += "% " + package + "\n";
    return text + body;
  }

  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }

  void paragraph(std::string_view text) {
    line({});
    line(text);
  }

  void math(const std::vector<std::string>& lines) {
    line("\\[");
    if (lines.size() == 1) {
      line(lines.front());
    } else {
      line("\\begin{aligned}");
      for (std::size_t k = 0; k < lines.size(); ++k) {
        line(fmt::format("&{}{}", lines[k], k + 1 < lines.size() ? " \\\\" : ""));
      }
      line("\\end{aligned}");
    }
    line("\\]");
  }

  void print(const Heading& heading) {
    const std::string_view part = heading.level == 1 ? "section" : heading.level == 2 ? "subsection" : "subsubsection";
    paragraph(fmt::format("\\{}*{{{}}}", part, prose(heading.text)));
    if (!heading.below.empty()) print(Prose{heading.below});
  }

  void print(const Prose& block) { paragraph(prose(block.text)); }

  void print(const Source& source) { paragraph(prose((*style_.words)("source", {{"source", source.text}}))); }

  void print(const Next& next) {
    paragraph(next.says.empty() ? code(next.line) : fmt::format("{} --- {}", code(next.line), prose(next.says)));
  }

  /// Line by line, for `verbatim` could be ended from within.
  void print(const Listing& listing) {
    paragraph("{\\ttfamily\\obeylines");
    std::string_view text = listing.text;
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(one.size() + 1, text.size()));
      const std::size_t blanks = std::min(one.find_first_not_of(' '), one.size());
      line(one.empty() ? "~" : std::string(blanks, '~') + latex_text(one.substr(blanks)));
    }
    line("}");
  }

  /// By name in typewriter, in numbers as math; what it needs follows, indented.
  void print(const Worked& worked) {
    decimals_ = worked.decimals.value_or(style_.decimals);
    arithmetic(worked);
  }

  void arithmetic(const Worked& worked) {
    if (!worked.remark.empty()) {
      because(worked, 0);
      return;
    }
    const WrittenWork work = written_work(worked, decimals_);
    paragraph(code(work.names));
    if (!work.lines.empty()) math(work.lines);
    for (const Worked& reason : worked.because) because(reason, 1);
  }

  void because(const Worked& worked, std::size_t depth) {
    paragraph(fmt::format("\\noindent\\hspace*{{{}em}}{}{}", depth, code(written_briefly(worked, decimals_)),
                          worked.remark.empty() ? "" : " " + prose(worked.remark)));
    for (const Worked& reason : worked.because) because(reason, depth + 1);
  }

  static std::string name(const Labels& labels, std::size_t index) {
    return labels ? fmt::format("\\text{{{}}}", latex_text(label(labels, index))) : label(labels, index);
  }

  void print(const Matrix& matrix) {
    decimals_ = matrix.decimals.value_or(style_.decimals);
    const std::string title = matrix.title.empty() ? "" : " --- " + prose(matrix.title);
    paragraph(fmt::format("\\subsubsection*{{{}{} ({}$\\times${})}}", code(matrix.id), title, matrix.values->rows(),
                          matrix.values->columns()));
    if (!matrix.note.empty()) line(prose(matrix.note));
    if (matrix.symbol && matrix.formula) {
      math({fmt::format("{} = {}", latex(*matrix.symbol), latex(*matrix.formula, decimals_))});
    }
    grid(matrix);
    if (!matrix.readings.empty()) {
      line("\\begin{itemize}");
      for (const std::size_t i : excerpt(matrix.readings.size()).indices) {
        line(fmt::format("\\item {} $\\to$ {}", latex_text(label(matrix.rows, i)), latex_text(matrix.readings[i])));
      }
      line("\\end{itemize}");
    }
    if (matrix.example) arithmetic(*matrix.example);
  }

  /// The type that lets so many columns stand side by side.
  static std::string_view size(std::size_t columns) {
    return columns <= 10 ? "" : columns <= 14 ? "\\footnotesize" : columns <= 20 ? "\\scriptsize" : "\\tiny";
  }

  void grid(const Matrix& matrix) {
    const Grid& values = *matrix.values;
    const NumberFormat format = number_format(values.values(), matrix.decimals.value_or(style_.decimals));
    const Excerpt rows = excerpt(values.rows());
    const Excerpt columns = excerpt(values.columns());
    const auto across = [&](std::string first, std::string_view gap, const auto& cell) -> std::string {
      for (std::size_t k = 0; k < columns.indices.size(); ++k) {
        if (columns.gap == k) first += fmt::format(" & {}", gap);
        first += fmt::format(" & {}", cell(columns.indices[k]));
      }
      return first + " \\\\";
    };
    const std::size_t count = columns.indices.size() + (columns.gap ? 1 : 0);
    const std::string_view type = size(count);
    if (!type.empty()) line(fmt::format("{{{}\\setlength{{\\arraycolsep}}{{3pt}}", type));
    line("\\[");
    if (matrix.symbol) line(latex(*matrix.symbol) + " =");
    line(fmt::format("\\left[\\begin{{array}}{{r|{}}}", std::string(count, 'r')));
    line(across("", "\\cdots", [&](std::size_t j) { return name(matrix.columns, j); }) + " \\hline");
    for (std::size_t r = 0; r < rows.indices.size(); ++r) {
      if (rows.gap == r) line(across("\\vdots", "\\ddots", [](std::size_t) { return "\\vdots"; }));
      const std::size_t i = rows.indices[r];
      line(across(name(matrix.rows, i), "\\cdots", [&](std::size_t j) { return latex_number(values(i, j), format); }));
    }
    line("\\end{array}\\right]");
    line("\\]");
    if (!type.empty()) line("}");
  }

  void print(const Plot& plot) {
    paragraph("\\noindent\\begin{tabular}{rr}");
    line(fmt::format("{} & {} \\\\ \\hline", prose(plot.steps), prose(plot.title)));
    for (const std::size_t step : milestones(plot.values.size())) {
      line(fmt::format("{} & {:.3g} \\\\", step, plot.values[step]));
    }
    line("\\end{tabular}");
  }

  void list(std::string_view environment, const std::vector<std::string>& items) {
    if (items.empty()) return;
    line(fmt::format("\\begin{{{}}}", environment));
    for (const std::string& item : items) line("\\item " + prose(item));
    line(fmt::format("\\end{{{}}}", environment));
  }

  void print(const Points& points) { list(points.ordered ? "enumerate" : "itemize", points.items); }

  void print(const Question& question) {
    paragraph(prose(question.ask));
    list("enumerate", question.choices);
    if (question.answer.empty()) return;
    paragraph(prose(explained(question, "question.answer", *style_.words)));
  }

  void print(const Comparison& comparison) {
    paragraph(fmt::format("\\subsubsection*{{{} {}}}", prose(comparison.title), code(comparison.id)));
    for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
      if (k < comparison.names.size()) paragraph(code(comparison.names[k]));
      grid(comparison.matrices[k]);
    }
    if (!comparison.remark.empty()) paragraph(prose(comparison.remark));
  }

  void print(const Table& table) {
    const auto row = [&](const std::vector<std::string>& texts) {
      std::string text;
      for (const std::string& one : texts) text += (&one == &texts.front() ? "" : " & ") + prose(one);
      line(text + " \\\\");
    };
    const bool headed =
        std::any_of(table.headers.begin(), table.headers.end(), [](const auto& h) { return !h.empty(); });
    paragraph(fmt::format("\\noindent\\begin{{tabular}}{{{}p{{0.55\\linewidth}}}}",
                          std::string(std::max<std::size_t>(table.headers.size(), 1) - 1, 'l')));
    if (headed) {
      row(table.headers);
      line("\\hline");
    }
    for (const auto& texts : table.rows) row(texts);
    line("\\end{tabular}");
  }

  const Style& style_;
  int decimals_;  ///< of the block at hand
  std::string out_;
};

}  // namespace

std::string render_latex(const Answer& answer, const Style& style) {
  return LatexPage(style).render(answer.document());
}

}  // namespace heed
