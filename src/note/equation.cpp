#include "note/equation.hpp"

#include "note/remark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace heed {
namespace {

constexpr std::string_view blanks = " \t\r\n&";

std::string_view inner(std::string_view text) {
  return stripped(text, blanks);
}

/// What begins or ends an equation.
constexpr std::string_view separators[] = {"$$",
                                           "\\[",
                                           "\\begin{aligned}",
                                           "\\begin{align}",
                                           "\\begin{align*}",
                                           "\\begin{gathered}",
                                           "\\\\",
                                           "\\quad",
                                           "\\qquad",
                                           ",",
                                           ";",
                                           "\n\n"};

/// What shows that a matrix is not the last of its equation, or not plain.
constexpr std::string_view continuations[] = {"=", "\\begin", "\\cdot", "\\times", "^", "+", "-", "/", "\\odot"};

/// What is only air around a matrix, or the bracket of an array.
std::string_view without_air(std::string_view text) {
  constexpr std::string_view airs[] = {"\\left(", "\\left[", "\\left|", "\\,", "\\;", "\\!", "{}"};
  for (;;) {
    text = inner(text);
    const auto air = std::find_if(std::begin(airs), std::end(airs), [&](auto a) { return text.ends_with(a); });
    if (air == std::end(airs)) return text;
    text.remove_suffix(air->size());
  }
}

/// One matrix environment: from \begin to behind \end.
struct Environment {
  std::size_t begin, end;
  std::string_view body;
  bool closed;
};

std::optional<Environment> next_matrix(std::string_view text, std::size_t from) {
  constexpr std::string_view opening = "\\begin{";
  for (std::size_t at = text.find(opening, from); at != std::string_view::npos; at = text.find(opening, at + 1)) {
    constexpr std::size_t longest_kind = 16;
    const std::size_t close = text.substr(0, at + opening.size() + longest_kind).find('}', at);
    if (close == std::string_view::npos) continue;
    const std::string_view kind = text.substr(at + opening.size(), close - at - opening.size());
    if (kind != "array" && !kind.ends_with("matrix")) continue;
    const std::string ending = fmt::format("\\end{{{}}}", kind);
    const std::size_t end = text.find(ending, close);
    if (end == std::string_view::npos) return Environment{at, text.size(), {}, false};
    std::string_view body = text.substr(close + 1, end - close - 1);
    if (kind == "array" && inner(body).starts_with('{')) {
      body.remove_prefix(std::min(body.find('}'), body.size() - 1) + 1);
    }
    return Environment{at, end + ending.size(), body, true};
  }
  return std::nullopt;
}

}  // namespace

std::vector<MatrixEquation> matrix_equations(std::string_view text, std::size_t most) {
  std::vector<MatrixEquation> found;
  std::string_view left;
  bool pending = false;  // matrices have come, and not yet the last side
  std::size_t start = 0;
  while (found.size() <= most) {
    const auto matrix = next_matrix(text, start);
    if (!matrix) break;
    std::string_view side = text.substr(start, matrix->begin - start);
    const auto refuse = [&](std::string_view trouble) { found.push_back({left, {}, matrix->begin, trouble}); };
    bool begins = start == 0;
    for (const std::string_view separator : separators) {
      std::size_t cut = side.rfind(separator);
      // A backslash makes air of a comma or semicolon.
      while (cut != std::string_view::npos && cut > 0 && side[cut - 1] == '\\') cut = side.rfind(separator, cut - 1);
      if (cut == std::string_view::npos) continue;
      side.remove_prefix(cut + separator.size());
      begins = true;
    }
    const std::size_t equals = side.find('=');
    if (!pending) left = equals == std::string_view::npos ? std::string_view() : inner(side.substr(0, equals));
    if (!matrix->closed) {
      refuse("is not closed by \\end");
      return found;
    }
    if (begins && pending) {
      refuse("does not end in one plain matrix");
      return found;
    }
    std::string_view behind = text.substr(matrix->end);
    const auto skip_blanks = [&] { behind.remove_prefix(std::min(behind.find_first_not_of(blanks), behind.size())); };
    skip_blanks();
    for (const std::string_view bracket : {"\\right)", "\\right]", "\\right|"}) {
      if (!behind.starts_with(bracket)) continue;
      behind.remove_prefix(bracket.size());
      skip_blanks();
    }
    const bool goes_on = std::any_of(std::begin(continuations), std::end(continuations),
                                     [&](std::string_view mark) { return behind.starts_with(mark); });
    start = matrix->end;
    pending = goes_on;
    if (goes_on) continue;
    const std::size_t last = side.rfind('=');
    if (!without_air(last == std::string_view::npos ? side : side.substr(last + 1)).empty()) {
      refuse("has something else on the side of its last matrix");
      return found;
    }
    found.push_back({left, matrix->body, matrix->begin, {}});
  }
  if (pending) found.push_back({left, {}, start, "does not end in one plain matrix"});
  return found;
}

std::optional<ListEquation> list_equation(std::string_view text, std::size_t most) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::size_t equals = line.find_first_of("=:");
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view left = stripped(line.substr(0, equals), " \t\"'`*-");
  std::size_t open = std::min(line.find_first_not_of(" \t", equals + 1), line.size());
  const std::size_t call = std::min(
      line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._", open), line.size());
  if (call != open) {
    if (!line.substr(call).starts_with('(')) return std::nullopt;
    open = call + 1;
  }
  if (!line.substr(open).starts_with('[')) return std::nullopt;
  std::size_t length = 0;
  auto cells = list_cells(text.substr(open), most, length);
  const std::size_t first = line.find_first_not_of(" \t\r", open + 1);
  const bool flat = first != std::string_view::npos && line[first] != '[';
  return ListEquation{left, std::move(cells), flat, open + length};
}

}  // namespace heed
