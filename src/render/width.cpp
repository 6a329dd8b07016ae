#include "render/width.hpp"

#include "render/math.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <vector>

namespace heed {
namespace {

constexpr utf8proc_int32_t invalid = -1;

struct CodePoint {
  utf8proc_int32_t code;
  std::string_view bytes;
};

/// Printable ASCII, which most text is: each byte is a character of one cell.
bool is_plain(utf8proc_int32_t c) {
  return c >= ' ' && c <= '~';
}
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_plain(c); });
}

/// Calls `visit(code point, its bytes)`; bytes that are not UTF-8 come one by one as `invalid`.
template <typename Visit>
void each_code_point(std::string_view text, Visit visit) {
  while (!text.empty()) {
    if (is_plain(text.front())) {
      visit(CodePoint{text.front(), text.substr(0, 1)});
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t code = invalid;
    const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                     static_cast<utf8proc_ssize_t>(text.size()), &code);
    const std::size_t bytes = length > 0 ? static_cast<std::size_t>(length) : 1;
    visit(CodePoint{length > 0 ? code : invalid, text.substr(0, bytes)});
    text.remove_prefix(bytes);
  }
}

bool unsafe(utf8proc_int32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

bool is_mark(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/// Characters that a reader sees as one, each with its width.
struct Cluster {
  std::string_view bytes;
  std::size_t width;
};

std::vector<Cluster> clusters(std::string_view text) {
  std::vector<Cluster> found;
  found.reserve(text.size());
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  each_code_point(text, [&](const CodePoint& point) {
    const utf8proc_int32_t code = point.code == invalid ? 0xfffd : point.code;
    if (is_plain(code) && (found.empty() || is_plain(before))) {
      found.push_back({point.bytes, 1});
      before = code;
      state = 0;
      return;
    }
    const auto width = code == held_blank ? 1 : static_cast<std::size_t>(utf8proc_charwidth(code));
    if (!found.empty() && !utf8proc_grapheme_break_stateful(before, code, &state)) {
      Cluster& last = found.back();
      last.bytes = {last.bytes.data(), last.bytes.size() + point.bytes.size()};
      constexpr utf8proc_int32_t emoji_presentation = 0xfe0f;
      if (code == emoji_presentation) last.width = 2;
      if (last.width == 0) last.width = width;
    } else {
      found.push_back({point.bytes, width});
    }
    before = code;
  });
  return found;
}

bool breaks_anywhere(std::string_view cluster) {
  if (cluster.size() == 1) return false;
  utf8proc_int32_t code = 0;
  each_code_point(cluster.substr(0, 4), [&](const CodePoint& point) {
    if (code == 0) code = point.code;
  });
  return (code >= 0x2e80 && code < 0xfe00) || (code >= 0x20000 && code < 0x40000);
}

/// Whether each cluster belongs to a Chinese word in Latin text: a run of few characters between ASCII and the ends.
std::vector<bool> in_short_runs(const std::vector<Cluster>& all) {
  constexpr std::size_t longest = 4;
  std::vector<bool> found(all.size(), false);
  const auto plain = [&](std::size_t k) { return k >= all.size() || all[k].bytes.size() == 1; };
  for (std::size_t first = 0; first < all.size(); ++first) {
    std::size_t last = first;
    while (last < all.size() && breaks_anywhere(all[last].bytes)) ++last;
    const bool among_others = last - first < all.size() && (first == 0 || plain(first - 1)) && plain(last);
    if (among_others && last - first <= longest) {
      std::fill_n(found.begin() + static_cast<std::ptrdiff_t>(first), last - first, true);
    }
    first = last;
  }
  return found;
}

bool starts_no_line(std::string_view cluster) {
  if (cluster.size() == 1) return false;
  for (const std::string_view mark : {"，", "。", "、", "；", "：", "？", "！", "）", "」", "》", "”", "’", "…", "—"}) {
    if (cluster == mark) return true;
  }
  return false;
}

bool closes(std::string_view cluster) {
  return cluster.size() == 1 && std::string_view("]),.;:!?").find(cluster.front()) != std::string_view::npos;
}

/// What follows stays on its line.
bool opens(std::string_view cluster) {
  if (cluster.size() == 1) return cluster.front() == '(';
  for (const std::string_view mark : {"（", "「", "《", "“"}) {
    if (cluster == mark) return true;
  }
  return false;
}

}  // namespace

std::string visible(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string safe;
  int marks = 0;
  each_code_point(text, [&](const CodePoint& point) {
    constexpr int most_marks = 32;
    marks = point.code != invalid && is_mark(point.code) ? marks + 1 : 0;
    if (marks > most_marks) return;
    if (point.code == invalid) {
      safe += "\xef\xbf\xbd";
    } else if (unsafe(point.code)) {
      safe += fmt::format("<U+{:04X}>", point.code);
    } else {
      safe += point.bytes;
    }
  });
  return safe;
}

std::size_t display_width(std::string_view text) {
  if (is_plain(text)) return text.size();
  std::size_t width = 0;
  for (const Cluster& cluster : clusters(text)) width += cluster.width;
  return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(text).append(taken < width ? width - taken : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(taken < width ? width - taken : 0, ' ').append(text);
}

std::string shorten(std::string_view text, std::size_t width, bool ascii) {
  if (display_width(text) <= width) return std::string(text);
  std::string cut;
  std::size_t taken = 0;
  for (const Cluster& cluster : clusters(text)) {
    if (taken + cluster.width + 1 > width) break;
    cut += cluster.bytes;
    taken += cluster.width;
  }
  return cut + (ascii ? "~" : "…");
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging) {
  // What stays together: words, and single Chinese characters with the punctuation that follows them.
  struct Piece {
    std::string_view text;
    std::size_t width = 0;
    bool blank_before = false;
  };
  std::vector<Piece> pieces;
  bool blank = false;
  bool open = false;   // the last piece may still grow
  bool holds = false;  // and must
  bool in_cell = false;
  const std::vector<Cluster> all = clusters(text);
  const std::vector<bool> in_short_run = in_short_runs(all);
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Cluster& cluster = all[k];
    const char sign = cluster.bytes.front();
    if (sign == ' ' || sign == '\n') {
      blank = true;
      open = false;
      continue;
    }
    const bool alone = breaks_anywhere(cluster.bytes) && !in_short_run[k];
    const bool sticks = !pieces.empty() && !blank && (holds || starts_no_line(cluster.bytes) || closes(cluster.bytes));
    if (!sticks && (!open || alone)) {
      pieces.push_back({cluster.bytes.substr(0, 0), 0, blank});
    }
    Piece& piece = pieces.back();
    piece.text = {piece.text.data(), piece.text.size() + cluster.bytes.size()};
    piece.width += cluster.width;
    open = !alone && !starts_no_line(cluster.bytes);
    if (sign == '[' || sign == ']') in_cell = sign == '[';
    holds = in_cell || opens(cluster.bytes);
    blank = false;
  }
  std::string out(indent, ' ');
  std::size_t column = indent;
  bool first = true;
  for (const Piece& piece : pieces) {
    const std::size_t gap = piece.blank_before && !first ? 1 : 0;
    if (!first && column + gap + piece.width > width) {
      while (out.ends_with(held_blank)) out.pop_back();
      out += "\n" + std::string(indent + hanging, ' ');
      column = indent + hanging;
    } else {
      out.append(gap, ' ');
      column += gap;
    }
    out += piece.text;
    column += piece.width;
    first = false;
  }
  std::replace(out.begin(), out.end(), held_blank, ' ');
  return out;
}

}  // namespace heed
