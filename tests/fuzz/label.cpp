#include "fuzz/pages.hpp"
#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"

#include "core/json_writer.hpp"
#include "command/shell.hpp"

#include <md4c.h>
#include <nlohmann/json.hpp>
#include <utf8proc.h>

#include <set>

namespace heed::fuzz {
namespace {

constexpr const char* formats[] = {"text", "markdown", "latex", "html", "svg"};

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (length <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

/// A page that shows the label wherever one can stand.
Document labelled(const std::string& label) {
  Sample sample;
  sample.name = label;
  sample.queries = {{label, "second"}};
  sample.features["X"] = {Text{{{"en", label}}}, Text{{{"en", "other"}}}};
  sample.matrices["X"] = Grid(2, 2, 0.5);
  sample.matrices["X"](0, 1) = 1.5;
  const Traced traced = heed::trace(sample, parse_recipe("scaled"));
  return page(traced.trace, "title");
}

/// The blocks and spans that a Markdown program sees; of code spans there may be more or fewer.
std::string marks_of_markdown(const std::string& text) {
  std::string marks;
  MD_PARSER parser{};
  // An address that becomes a link to itself deceives nobody: MD_DIALECT_GITHUB without its autolinks.
  parser.flags =
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_LATEXMATHSPANS | MD_FLAG_WIKILINKS;
  const auto mark = [](char sign, int type, void* user) {
    *static_cast<std::string*>(user) += fmt::format("{}{} ", sign, type);
    return 0;
  };
  static constexpr auto put = +mark;
  parser.enter_block = [](MD_BLOCKTYPE type, void*, void* user) { return put('[', type, user); };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return put(']', type, user); };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* user) {
    return type == MD_SPAN_CODE ? 0 : put('(', type, user);
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    return type == MD_SPAN_CODE ? 0 : put(')', type, user);
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR*, MD_SIZE, void* user) {
    return type == MD_TEXT_HTML ? put('<', type, user) : 0;
  };
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &marks);
  return marks;
}

/// The tags with their attributes' names. What heed puts into script and style is its own.
std::string marks_of_markup(const std::string& text) {
  std::string marks;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    char quote = '\0';
    for (; at < text.size() && (quote != '\0' || text[at] != '>'); ++at) {
      const char c = text[at];
      if (quote == '\0') marks += c;
      if (c == quote) {
        quote = '\0';
      } else if (quote == '\0' && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    marks += '>';
    if (marks.ends_with("<script>") || marks.ends_with("<style>")) at = text.find("</", at);
  }
  return marks;
}

std::set<std::string> commands_of_latex(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::set<std::string> commands;
  for (std::size_t at = text.find('\\'); at < text.size(); at = text.find('\\', at)) {
    std::size_t end = at + 1;
    while (end < text.size() && letter(text[end])) ++end;
    if (end == at + 1) ++end;
    commands.emplace(text.substr(at, end - at));
    at = end;
  }
  return commands;
}

/// The characters that mean something to TeX, in order, but for braces: what is written for one may hold some.
std::string marks_of_latex(std::string_view text) {
  std::string marks;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
    expect(depth >= 0, "braces close");
    if (std::string_view("$&#%^_~").find(text[i]) != std::string_view::npos) marks += text[i];
    if (text[i] == '\\') ++i;
  }
  expect(depth == 0, "braces close");
  return marks;
}

void check_latex(std::string text, const std::string& harmless) {
  constexpr std::string_view for_chinese = "% \\usepackage{ctex}\n";
  if (const std::size_t at = text.find(for_chinese); at != std::string::npos) text.erase(at, for_chinese.size());
  expect(marks_of_latex(text) == marks_of_latex(harmless), "a label brings no mark into LaTeX");
  std::set<std::string> known = commands_of_latex(harmless);
  known.insert({"\\textbackslash", "\\textasciicircum", "\\textasciitilde", "\\textbar", "\\textless", "\\textgreater",
                "\\{", "\\}", "\\$", "\\&", "\\%", "\\#", "\\_"});
  for (const std::string& command : commands_of_latex(text)) {
    expect(known.contains(command), "a label brings no command into LaTeX");
  }
}

/// Whether heed writes some of it as a formula of its own: `$\\surd$` for √.
bool holds_signs(std::string_view label) {
  for (const std::string_view sign : {"√", "·", "×", "−", "∞", "→", "≤", "≥", "Σ", "φ", "τ", "θ",
                                      "‖", "ᵀ", "½", "∂", "±", "≈", "⌊", "⌋", "ˢ", "⁻", "²", "ε"}) {
    if (label.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

void check_json(const std::string& label) {
  JsonWriter json;
  json.object().field(label, label).end();
  const std::string text = json.finish();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const bool second_set = byte(i) == 0xc2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xa0;
    expect(byte(i) == '\n' || (byte(i) >= 0x20 && byte(i) != 0x7f && !second_set), "JSON holds no control character");
  }
  const auto read = nlohmann::json::parse(text);
  expect(read.begin().key() == label && read.begin().value() == label, "a label comes back from JSON");
}

}  // namespace

void label(std::string_view bytes) {
  const std::string label(bytes);
  if (bytes.size() > 256) return;
  if (!is_utf8(label)) return;
  check_json(label);
  const std::string command = "heed trace " + shell_quoted(label);
  static const auto harmless = [] {
    std::map<std::string_view, std::string> pages;
    for (const char* format : formats) pages[format] = written(labelled("first"), format, "heed trace first");
    return pages;
  }();
  const Document hostile = labelled(label);
  for (const std::string_view name : formats) {
    const std::string text = written(hostile, name, command);
    const std::string& plain = harmless.at(name);
    expect_quiet(text);
    if (name == "markdown") expect(marks_of_markdown(text) == marks_of_markdown(plain), "no mark of Markdown");
    if (name == "html" || name == "svg") expect(marks_of_markup(text) == marks_of_markup(plain), "no mark of HTML");
    if (name == "latex" && !holds_signs(label)) check_latex(text, plain);
  }
}

}  // namespace heed::fuzz
