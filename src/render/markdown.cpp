#include "core/number.hpp"
#include "document/narrator.hpp"
#include "render/excerpt.hpp"
#include "render/markdown_text.hpp"
#include "render/math.hpp"
#include "render/render.hpp"
#include "render/width.hpp"
#include "render/worked.hpp"

#include <fmt/format.h>

#include <algorithm>

/// Markdown that GitHub, Obsidian, Jupyter and Pandoc read alike, and that `heed audit` reads back.
///
/// - A matrix is a heading of level 3, `` ### `weights@2` — Weights, head 2 · 10×6 ``, and below it the first pipe
///   table: an empty corner, the columns' labels, then each row's label and numbers as displayed (`-∞` and `nan` too).
///   A side of more than 64 is cut, with `…` in the gap.
/// - Labels are code spans, fenced by more backticks than they hold. A pipe stands between two spans as `&#124;`:
///   GitHub would cut the cell at it, Pandoc would show its backslash.
/// - Formulas and arithmetic are `$$` blocks on lines of their own between blank lines, a row of `aligned` a line.
///   No name of a label stands in them, so that nothing in them needs a backslash that GitHub would eat.
/// - Other text is escaped character by character. What only some programs act upon (`$`, `@`, `#`) becomes a code
///   span.
/// - Bold never begins or ends with a punctuation mark: before a Chinese character it would not be bold.
/// - No raw HTML, no inline `$`.
namespace heed {
namespace {

using markdown::code;
using markdown::literal;
using markdown::prose;

class MarkdownPage {
 public:
  explicit MarkdownPage(const Style& style) : style_(style), decimals_(style.decimals) {}

  std::string render(const Document& document) {
    for (const Block& block : document.blocks) {
      std::visit([&](const auto& one) { print(one); }, block);
    }
    const std::string made = (*style_.words)("made_by", {{"command", "\n"}});
    const std::size_t at = made.find('\n');
    paragraph(literal(made.substr(0, at)) + code(style_.command) + literal(made.substr(at + 1)));
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
    in_list_ = false;
  }

  void open() {
    if (!out_.empty()) line({});
  }

  void paragraph(std::string_view text) {
    open();
    line(text);
  }

  void item(std::string_view text, std::size_t depth = 0) {
    if (!in_list_) open();
    line(fmt::format("{:{}}- {}", "", 2 * depth, text));
    in_list_ = true;
  }

  void math(const std::vector<std::string>& lines) {
    open();
    line("$$");
    if (lines.size() == 1) {
      line(lines.front());
    } else {
      line("\\begin{aligned}");
      for (std::size_t k = 0; k < lines.size(); ++k) {
        line(fmt::format("&{}{}", lines[k], k + 1 < lines.size() ? " \\\\" : ""));
      }
      line("\\end{aligned}");
    }
    line("$$");
  }

  void row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : cells) text += fmt::format(" {} |", cell);
    line(text);
  }

  void print(const Heading& heading) {
    paragraph(fmt::format("{} {}", std::string(static_cast<std::size_t>(heading.level), '#'), prose(heading.text)));
    if (!heading.below.empty()) print(Prose{heading.below});
  }

  void print(const Prose& block) { paragraph(prose(block.text, true)); }

  void print(const Source& source) { paragraph(prose((*style_.words)("source", {{"source", source.text}}), true)); }

  void print(const Next& next) {
    item(next.says.empty() ? code(next.line) : fmt::format("{} — {}", code(next.line), prose(next.says)));
  }

  void print(const Listing& listing) {
    open();
    const std::string fence = markdown::fence(listing.text, 3);
    line(fence + listing.language);
    out_ += listing.text;
    if (!listing.text.ends_with('\n')) out_ += '\n';
    line(fence);
  }

  /// By name in a code span, in numbers as math; what it needs follows as a list.
  void print(const Worked& worked) {
    decimals_ = worked.decimals.value_or(style_.decimals);
    arithmetic(worked);
  }

  void arithmetic(const Worked& worked) {
    if (!worked.remark.empty()) {
      paragraph(fmt::format("{} {}", code(written_briefly(worked, decimals_)), prose(worked.remark)));
      for (const Worked& reason : worked.because) because(reason, 0);
      return;
    }
    const WrittenWork work = written_work(worked, decimals_);
    paragraph(code(work.names));
    if (!work.lines.empty()) math(work.lines);
    for (const Worked& reason : worked.because) because(reason, 0);
  }

  void because(const Worked& worked, std::size_t depth) {
    const std::string remark = worked.remark.empty() ? "" : " " + prose(worked.remark);
    item(code(written_briefly(worked, decimals_)) + remark, depth);
    for (const Worked& reason : worked.because) because(reason, depth + 1);
  }

  std::string name(const Labels& labels, std::size_t index) const {
    return labels ? code(label(labels, index)) : label(labels, index);
  }

  void print(const Matrix& matrix) {
    decimals_ = matrix.decimals.value_or(style_.decimals);
    heading(matrix);
    if (!matrix.note.empty()) paragraph(prose(matrix.note, true));
    if (matrix.symbol && matrix.formula) {
      math({fmt::format("{} = {}", latex(*matrix.symbol), latex(*matrix.formula, decimals_))});
    }
    grid(matrix);
    for (const std::size_t i : excerpt(matrix.readings.size()).indices) {
      item(fmt::format("{} → {}", name(matrix.rows, i), literal(matrix.readings[i])));
    }
    if (matrix.example) arithmetic(*matrix.example);
  }

  void heading(const Matrix& matrix) {
    const std::string title = matrix.title.empty() ? "" : " — " + prose(matrix.title);
    paragraph(fmt::format("### {}{} · {}×{}", code(matrix.id), title, matrix.values->rows(), matrix.values->columns()));
  }

  void grid(const Matrix& matrix) {
    const Grid& values = *matrix.values;
    const NumberFormat format = number_format(values.values(), matrix.decimals.value_or(style_.decimals));
    const Excerpt rows = excerpt(values.rows());
    const Excerpt columns = excerpt(values.columns());
    const auto across = [&](std::string first, const auto& cell) {
      std::vector<std::string> cells{std::move(first)};
      for (std::size_t k = 0; k < columns.indices.size(); ++k) {
        if (columns.gap == k) cells.emplace_back("…");
        cells.push_back(cell(columns.indices[k]));
      }
      return cells;
    };
    open();
    const std::vector<std::string> header = across("", [&](std::size_t j) { return name(matrix.columns, j); });
    row(header);
    std::string rule = "|:---|";
    for (std::size_t k = 1; k < header.size(); ++k) rule += "---:|";
    line(rule);
    for (std::size_t r = 0; r < rows.indices.size(); ++r) {
      if (rows.gap == r) row(std::vector<std::string>(header.size(), "…"));
      const std::size_t i = rows.indices[r];
      row(across(name(matrix.rows, i), [&](std::size_t j) { return written(values(i, j), format); }));
    }
  }

  void print(const Plot& plot) {
    open();
    row({prose(plot.steps), prose(plot.title)});
    line("|---:|---:|");
    for (const std::size_t step : milestones(plot.values.size())) {
      row({std::to_string(step), fmt::format("{:.3g}", plot.values[step])});
    }
  }

  void print(const Points& points) {
    for (std::size_t k = 0; k < points.items.size(); ++k) {
      if (points.ordered) {
        paragraph(fmt::format("{}. {}", k + 1, prose(points.items[k], true)));
      } else {
        item(prose(points.items[k], true));
      }
    }
  }

  void print(const Question& question) {
    paragraph(prose(question.ask, true));
    for (std::size_t k = 0; k < question.choices.size(); ++k) {
      item(fmt::format("{}) {}", static_cast<char>('a' + k), prose(question.choices[k], true)));
    }
    if (question.answer.empty()) return;
    paragraph(prose(explained(question, "question.answer", *style_.words), true));
  }

  void print(const Comparison& comparison) {
    paragraph(fmt::format("### {} {}", prose(comparison.title), code(comparison.id)));
    for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
      if (k < comparison.names.size()) paragraph(code(comparison.names[k]));
      grid(comparison.matrices[k]);
    }
    if (!comparison.remark.empty()) paragraph(prose(comparison.remark, true));
  }

  void print(const Table& table) {
    const auto cells = [](const std::vector<std::string>& texts) {
      std::vector<std::string> all;
      for (const std::string& text : texts) all.push_back(prose(text));
      return all;
    };
    open();
    row(cells(table.headers));
    std::string rule = "|";
    for (std::size_t k = 0; k < table.headers.size(); ++k) rule += "---|";
    line(rule);
    for (const auto& texts : table.rows) row(cells(texts));
  }

  const Style& style_;
  int decimals_;  ///< of the block at hand
  std::string out_;
  bool in_list_ = false;
};

}  // namespace

std::string render_markdown(const Answer& answer, const Style& style) {
  return MarkdownPage(style).render(answer.document());
}

}  // namespace heed
