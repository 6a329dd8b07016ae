#include "render/markdown_text.hpp"

#include "render/prose.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed::markdown {
namespace {

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// A code span without pipes.
std::string span(std::string_view text) {
  if (text.empty()) return {};
  const std::string marks = fence(text);
  const bool blank = text.find_first_not_of(' ') == std::string_view::npos;
  const bool edges = text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' ');
  const std::string_view pad = edges && !blank ? " " : "";
  return fmt::format("{}{}{}{}{}", marks, pad, text, pad, marks);
}

constexpr std::string_view opening_marks[] = {"（", "“", "‘", "《", "「", "(", "\""};
constexpr std::string_view closing_marks[] = {"，", "。", "、", "；", "：", "？", "！", "）", "”", "’", "》",
                                              "」", "…",  "—",  ".",  ",",  ":",  ";",  "?",  "!", ")", "\""};

/// Between two of a mark, such as **, with the punctuation at its edges outside.
std::string marked(std::string_view text, std::string_view mark) {
  std::string_view before, after;
  const auto trim = [&](const auto& marks, bool front) {
    for (const std::string_view edge : marks) {
      if (front ? text.starts_with(edge) : text.ends_with(edge)) return edge.size();
    }
    return std::size_t{0};
  };
  const std::string_view whole = text;
  while (const std::size_t size = trim(opening_marks, true)) text.remove_prefix(size);
  before = whole.substr(0, whole.size() - text.size());
  while (const std::size_t size = trim(closing_marks, false)) text.remove_suffix(size);
  after = whole.substr(before.size() + text.size());
  if (text.empty()) mark = {};
  return fmt::format("{}{}{}{}{}", literal(before), mark, literal(text), mark, literal(after));
}

}  // namespace

std::string fence(std::string_view text, std::size_t least) {
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    least = std::max(least, run + 1);
  }
  return std::string(least, '`');
}

std::string code(std::string_view text) {
  const std::string safe = visible(text);
  std::string spans;
  std::size_t at = 0;
  for (std::size_t pipe = safe.find('|'); pipe != std::string::npos; pipe = safe.find('|', at)) {
    spans += span(std::string_view(safe).substr(at, pipe - at)) + "&#124;";
    at = pipe + 1;
  }
  return spans + span(std::string_view(safe).substr(at));
}

std::string literal(std::string_view text, bool start) {
  const std::string safe = visible(text);
  std::string escaped;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const char c = safe[i];
    const char before = i == 0 ? ' ' : safe[i - 1];
    const char after = i + 1 == safe.size() ? ' ' : safe[i + 1];
    const bool first = start && i == 0;
    if (c == '\\') {
      escaped += "&#92;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else if (c == '$' || c == '@' || c == '#') {
      escaped += span({&c, 1});
    } else if (std::string_view("*`[]|~^{").find(c) != std::string_view::npos ||
               (c == '_' && !(alphanumeric(before) && alphanumeric(after))) ||
               ((c == '=' || c == '%') && (before == c || after == c)) ||
               (first && std::string_view(">-+=:").find(c) != std::string_view::npos)) {
      escaped += fmt::format("\\{}", c);
    } else if ((c == '.' || c == ')') && start && i > 0 && after == ' ' && safe.find_first_not_of("0123456789") == i) {
      escaped += fmt::format("\\{}", c);
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string prose(std::string_view text, bool start) {
  std::string written;
  for (const ProsePiece& piece : prose_pieces(text)) {
    switch (piece.mark) {
      case ProsePiece::Mark::none:
        written += literal(piece.text, start && written.empty());
        break;
      case ProsePiece::Mark::code:
        written += code(piece.text);
        break;
      case ProsePiece::Mark::strong:
        written += marked(piece.text, "**");
        break;
      case ProsePiece::Mark::emphasis:
        written += marked(piece.text, "*");
        break;
    }
  }
  return written;
}

}  // namespace heed::markdown
