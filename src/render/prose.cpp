#include "render/prose.hpp"

namespace heed {
namespace {

using Mark = ProsePiece::Mark;

struct Fence {
  std::string_view text;
  Mark mark;
};

constexpr Fence fences[] = {{"`", Mark::code}, {"**", Mark::strong}, {"*", Mark::emphasis}};

bool is_blank_or_word(std::string_view prose, std::size_t at, bool word) {
  const auto c = at < prose.size() ? static_cast<unsigned char>(prose[at]) : ' ';
  return word ? (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') : c == ' ';
}

/// Where what begins behind `inner` ends, or npos.
std::size_t end_of(std::string_view prose, const Fence& fence, std::size_t inner) {
  const std::size_t end = prose.find(fence.text, inner);
  if (end == inner) return std::string_view::npos;
  if (fence.mark != Mark::emphasis || end == std::string_view::npos) return end;
  const bool inside_a_word =
      (inner > 1 && is_blank_or_word(prose, inner - 2, true)) || is_blank_or_word(prose, end + 1, true);
  const bool beside_a_blank = is_blank_or_word(prose, inner, false) || is_blank_or_word(prose, end - 1, false);
  return inside_a_word || beside_a_blank ? std::string_view::npos : end;
}

}  // namespace

std::vector<ProsePiece> prose_pieces(std::string_view prose) {
  std::vector<ProsePiece> pieces;
  std::size_t mark = 0;
  while ((mark = prose.find_first_of("`*", mark)) != std::string_view::npos) {
    const Fence* fence = fences;
    while (!prose.substr(mark).starts_with(fence->text)) ++fence;
    const std::size_t inner = mark + fence->text.size();
    const std::size_t end = end_of(prose, *fence, inner);
    if (end == std::string_view::npos) {
      mark = inner;
      continue;
    }
    if (mark > 0) pieces.push_back({Mark::none, prose.substr(0, mark)});
    pieces.push_back({fence->mark, prose.substr(inner, end - inner)});
    prose.remove_prefix(end + fence->text.size());
    mark = 0;
  }
  if (!prose.empty()) pieces.push_back({Mark::none, prose});
  return pieces;
}

}  // namespace heed
