#include "core/embedded.hpp"
#include "core/number.hpp"
#include "document/narrator.hpp"
#include "render/excerpt.hpp"
#include "render/markup.hpp"
#include "render/math.hpp"
#include "render/palette.hpp"
#include "render/picture.hpp"
#include "render/prose.hpp"
#include "render/render.hpp"
#include "render/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace heed {
namespace {

constexpr int arithmetic_decimals = 4;        ///< at least, as `why` writes them
constexpr std::size_t most_explained = 1024;  ///< cells of one matrix; a larger one would make the page too heavy

/// Prose with its code, strong words and emphasis marked up, everything in it escaped.
std::string spoken(std::string_view prose) {
  std::string text;
  for (const ProsePiece& piece : prose_pieces(prose)) {
    const std::string inner = markup(piece.text);
    switch (piece.mark) {
      case ProsePiece::Mark::none:
        text += linked(piece.text);
        break;
      case ProsePiece::Mark::code:
        text += "<code>" + inner + "</code>";
        break;
      case ProsePiece::Mark::strong:
        text += "<strong>" + inner + "</strong>";
        break;
      case ProsePiece::Mark::emphasis:
        text += "<em>" + inner + "</em>";
        break;
    }
  }
  return text;
}

class HtmlPage {
 public:
  explicit HtmlPage(const Style& style) : style_(style), decimals_(style.decimals), words_(*style.words) {}

  std::string render(const Document& document) {
    for (const Block& block : document.blocks) {
      std::visit([&](const auto& one) { print(one); }, block);
    }
    if (in_section_) body_ += "</section>\n";
    return head() + top_ + contents() + body_ + foot();
  }

 private:
  std::string head() const {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n"
        "<body>\n<main>\n",
        words_("page.language"), embedded_text("src/render/page.js.sha256"), markup(title_.empty() ? "heed" : title_),
        embedded_text("src/render/page.css"));
  }

  std::string contents() const {
    if (figures_ < 2) return {};
    return fmt::format("<nav aria-label=\"{}\"><ol>{}</ol></nav>\n<p class=\"hint\" hidden>{}</p>\n",
                       markup(words_("page.contents")), contents_, spoken(words_("page.hint")));
  }

  std::string foot() const {
    std::string panel;
    if (figures_ > 0) {
      panel = fmt::format(
          "<aside id=\"arithmetic\" aria-label=\"{}\" aria-live=\"polite\" hidden>"
          "<button type=\"button\" aria-label=\"{}\">×</button><div></div><p class=\"sources\">{}</p></aside>\n"
          "<script>{}</script>\n",
          markup(words_("page.arithmetic")), markup(words_("page.close")), markup(words_("page.sources")),
          embedded_text("src/render/page.js"));
    }
    return "</main>\n" + panel + "</body>\n</html>\n";
  }

  void print(const Heading& heading) {
    if (heading.level == 1 && title_.empty()) {
      title_ = heading.text;
      top_ += fmt::format("<h1>{}</h1>\n", spoken(heading.text));
    } else if (heading.level <= 2) {
      if (in_section_) body_ += "</section>\n";
      in_section_ = true;
      ++sections_;
      body_ += fmt::format("<section aria-labelledby=\"part-{0}\">\n<h2 id=\"part-{0}\">{1}</h2>\n", sections_,
                           spoken(heading.text));
      contents_ += fmt::format("<li><a href=\"#part-{}\">{}</a>", sections_, spoken(heading.text));
      listed_.clear();
    } else {
      out() += fmt::format("<h3>{}</h3>\n", spoken(heading.text));
    }
    if (!heading.below.empty()) print(Prose{heading.below});
  }

  /// Before the first section prose introduces the page; its contents follow.
  std::string& out() { return in_section_ || figures_ > 0 ? body_ : top_; }

  void print(const Prose& prose) { out() += fmt::format("<p>{}</p>\n", spoken(prose.text)); }

  void print(const Source& source) {
    out() += fmt::format("<p class=\"source\">{}</p>\n", spoken(words_("source", {{"source", source.text}})));
  }

  void print(const Next& next) {
    out() +=
        fmt::format("<p class=\"next\"><code>{}</code> <span>{}</span></p>\n", markup(next.line), spoken(next.says));
  }

  void print(const Listing& listing) {
    out() += fmt::format("<pre tabindex=\"0\"><code>{}</code></pre>\n", listing_text(listing.text));
  }

  /// Line by line: a listing keeps its line breaks and tabs, and everything else is made safe.
  static std::string listing_text(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
      const std::size_t end = text.find_first_of("\n\t");
      safe += markup(text.substr(0, end));
      if (end == std::string_view::npos) break;
      safe += text[end];
      text.remove_prefix(end + 1);
    }
    return safe;
  }

  void print(const Table& table) {
    std::string& page = out();
    page += "<div class=\"scroll\"><table class=\"list\">\n";
    const auto row = [&](const std::vector<std::string>& cells, bool header) {
      page += "<tr>";
      for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::string_view tag = header ? "th scope=\"col\"" : k == 0 ? "th scope=\"row\"" : "td";
        page += fmt::format("<{}>{}</{}>", tag, spoken(cells[k]), tag.substr(0, 2));
      }
      page += "</tr>\n";
    };
    const bool headed =
        std::any_of(table.headers.begin(), table.headers.end(), [](const auto& text) { return !text.empty(); });
    if (headed) row(table.headers, true);
    for (const auto& cells : table.rows) row(cells, false);
    page += "</table></div>\n";
  }

  void print(const Worked& worked) {
    decimals_ = worked.decimals.value_or(style_.decimals);
    out() += fmt::format("<div class=\"worked\">{}</div>\n", derivation(worked, true));
  }

  /// A number's arithmetic and, below it, that of the numbers it needs. The first one also names its cells.
  std::string derivation(const Worked& worked, bool with_names) const {
    const std::string value = written(worked.value, decimals_);
    std::string text = fmt::format("<p><code>{}</code> ", markup(worked.cell));
    if (!worked.remark.empty()) {
      text += fmt::format("= <b>{}</b> {}", value, spoken(worked.remark));
    } else {
      if (with_names) text += fmt::format("= {}<br>", mathml(worked.arithmetic, {decimals_, true}));
      text += fmt::format("= {} =&nbsp;<b>{}</b>", mathml(worked.arithmetic, {decimals_}), value);
    }
    text += "</p>";
    if (worked.because.empty()) return text;
    text += "\n<ul>";
    for (const Worked& reason : worked.because) text += "<li>" + derivation(reason, false) + "</li>\n";
    return text + "</ul>";
  }

  void print(const Plot& plot) {
    out() += fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n", curve(plot), spoken(plot.title));
  }

  void print(const Points& points) {
    const std::string_view tag = points.ordered ? "ol" : "ul";
    std::string items;
    for (const std::string& item : points.items) items += fmt::format("<li>{}</li>\n", spoken(item));
    out() += fmt::format("<{0}>\n{1}</{0}>\n", tag, items);
  }

  /// The answer stays folded until the reader opens it.
  void print(const Question& question) {
    std::string text = fmt::format("<div class=\"question\"><p>{}</p>\n", spoken(question.ask));
    if (!question.choices.empty()) text += "<ol type=\"a\">\n";
    for (const std::string& choice : question.choices) text += fmt::format("<li>{}</li>\n", spoken(choice));
    if (!question.choices.empty()) text += "</ol>\n";
    if (!question.answer.empty()) {
      text += fmt::format("<details><summary>{}</summary><p>{}</p></details>\n", spoken(words_("question.show")),
                          spoken(explained(question, "question.answer", words_)));
    }
    out() += text + "</div>\n";
  }

  /// The matrices as far as they fit side by side, each under the name of its recipe.
  void print(const Comparison& comparison) {
    body_ += fmt::format("<h3>{} <code>{}</code></h3>\n", spoken(comparison.title), markup(comparison.id));
    if (!comparison.remark.empty()) body_ += fmt::format("<p class=\"note\">{}</p>\n", spoken(comparison.remark));
    body_ += "<div class=\"beside\">\n";
    double most = 0.0;
    for (const Matrix& matrix : comparison.matrices) most = std::max(most, deepest(*matrix.values));
    for (std::size_t k = 0; k < comparison.matrices.size(); ++k) {
      Matrix matrix = comparison.matrices[k];
      matrix.readings.clear();
      const std::string anchor = anchored(matrix.id);
      if (k == 0) listed(anchor, matrix.id);
      body_ += fmt::format("<figure class=\"step\" id=\"{}\" tabindex=\"-1\">\n<h3><code>{}</code></h3>\n",
                           markup(anchor), markup(comparison.names[k]));
      grid(matrix, most);
      body_ += "</figure>\n";
      sources_.place(matrix);
      ++figures_;
    }
    body_ += "</div>\n";
  }

  /// An anchor of its own for each figure.
  std::string anchored(std::string anchor) {
    while (!anchors_.insert(anchor).second) anchor += "'";
    return anchor;
  }

  /// In the contents, a section names each of its steps once.
  void listed(const std::string& anchor, const std::string& name) {
    if (in_section_ && !listed_.insert(name).second) return;
    contents_ += fmt::format("{}<a class=\"step\" href=\"#{}\">{}</a>", in_section_ ? " " : "<li>", markup(anchor),
                             markup(name));
  }

  void print(const Matrix& matrix) {
    decimals_ = matrix.decimals.value_or(style_.decimals);
    const std::string anchor = anchored(matrix.id);
    listed(anchor, matrix.id);
    body_ += fmt::format("<figure class=\"step\" id=\"{}\" tabindex=\"-1\">\n<h3>{} <code>{}</code></h3>\n",
                         markup(anchor), spoken(matrix.title), markup(matrix.id));
    if (matrix.formula && matrix.symbol) {
      body_ += fmt::format("<p class=\"formula\">{}</p>\n",
                           mathml(math::equals({*matrix.symbol, *matrix.formula}), {.decimals = decimals_}));
    }
    if (!matrix.note.empty()) body_ += fmt::format("<p class=\"note\">{}</p>\n", spoken(matrix.note));
    if (matrix.shares) body_ += "<div class=\"picture\">\n";
    grid(matrix, deepest(*matrix.values));
    if (matrix.shares) {
      body_ += share_lines(matrix, words_("page.lines", {{"title", matrix.title}})) + "</div>\n";
    }
    if (matrix.example) body_ += fmt::format("<div class=\"worked\">{}</div>\n", derivation(*matrix.example, false));
    body_ += "</figure>\n";
    sources_.place(matrix);
    ++figures_;
  }

  /// Shares are shaded, `most` the deepest.
  void grid(const Matrix& matrix, double most) {
    const Grid& values = *matrix.values;
    const NumberFormat format = number_format(values.values(), matrix.decimals.value_or(style_.decimals));
    const Excerpt rows = excerpt(values.rows());
    const Excerpt columns = excerpt(values.columns());
    const bool explained = matrix.trace && values.size() <= most_explained;
    const std::string name = matrix.title.empty() ? matrix.id : matrix.title;
    body_ += fmt::format("<div class=\"scroll\"><table class=\"matrix{}\"><caption>{}, {} × {}</caption>\n",
                         explained ? " explained" : "", spoken(name), values.rows(), values.columns());
    body_ += "<thead><tr><td></td>";
    for (std::size_t k = 0; k < columns.indices.size(); ++k) {
      if (columns.gap == k) body_ += "<td class=\"gap\">…</td>";
      body_ += fmt::format("<th scope=\"col\">{}</th>", markup(label(matrix.columns, columns.indices[k])));
    }
    if (!matrix.readings.empty()) body_ += "<td></td>";
    body_ += "</tr></thead>\n<tbody>\n";
    std::string whys;
    for (std::size_t r = 0; r < rows.indices.size(); ++r) {
      const std::size_t i = rows.indices[r];
      if (rows.gap == r) body_ += "<tr><td class=\"gap\">⋮</td></tr>\n";
      body_ += fmt::format("<tr><th scope=\"row\">{}</th>", markup(label(matrix.rows, i)));
      for (std::size_t k = 0; k < columns.indices.size(); ++k) {
        const std::size_t j = columns.indices[k];
        if (columns.gap == k) body_ += "<td class=\"gap\">…</td>";
        body_ += fmt::format("<td{}>{}</td>", matrix.shares ? shade(values(i, j) / most) : "",
                             written(values(i, j), format));
        if (explained) whys += why(matrix, i, j);
      }
      if (!matrix.readings.empty()) body_ += fmt::format("<td class=\"reading\">{}</td>", markup(matrix.readings[i]));
      body_ += "</tr>\n";
    }
    body_ += "</tbody></table></div>\n";
    if (!whys.empty()) body_ += fmt::format("<template>{}</template>\n", whys);
  }

  static std::string shade(double share) {
    const Rgb paper = cividis(share);
    const Rgb ink = ink_on(paper);
    return fmt::format(" style=\"background:#{:02x}{:02x}{:02x};color:#{:02x}{:02x}{:02x}\"", paper.red, paper.green,
                       paper.blue, ink.red, ink.green, ink.blue);
  }

  /// What a click on the cell shows, and which cells it lights up. Plain text: there is one for each number, and
  /// MathML would make the page three times as heavy.
  std::string why(const Matrix& matrix, std::size_t row, std::size_t column) const {
    const Derivation derivation = derive(*matrix.trace, {matrix.step, row, column});
    const int decimals = std::max(style_.decimals, arithmetic_decimals);
    const std::string value = written(derivation.value, decimals);
    const std::string name = markup(named(*matrix.trace, derivation.cell));
    if (derivation.given)
      return fmt::format("<p><code>{}</code> = <b>{}</b> {}\n", name, value, spoken(words_("given")));
    const std::string arithmetic = plain(derivation.arithmetic, {.decimals = decimals});
    return fmt::format("<p data-from=\"{}\"><code>{}</code> = {} = <b>{}</b>\n", sources_.of(matrix, derivation), name,
                       markup(arithmetic), value);
  }

  const Style& style_;
  int decimals_;  ///< of the block at hand
  const Words& words_;
  std::string title_, top_, contents_, body_;
  bool in_section_ = false;
  int sections_ = 0;
  int figures_ = 0;
  std::set<std::string> anchors_;
  std::set<std::string> listed_;  ///< steps that the contents name in this section
  Sources sources_;
};

}  // namespace

std::string render_html(const Answer& answer, const Style& style) {
  return HtmlPage(style).render(answer.document());
}

}  // namespace heed
