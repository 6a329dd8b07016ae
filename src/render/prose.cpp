#include "render/prose.hpp"

namespace heed {
namespace {

using Mark = ProsePiece::Mark;

struct Fence {
  std::string_view text;
  Mark mark;
};

constexpr Fence fences[] = {{"`", Mark::code}, {"**", Mark::strong}, {"*", Mark::emphasis}};

bool is_in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where what begins behind `inner` ends, or npos.
std::size_t end_of(std::string_view prose, const Fence& fence, std::size_t inner) {
  const std::size_t end = prose.find(fence.text, inner);
  if (end == inner) return std::string_view::npos;
  if (fence.mark != Mark::emphasis || end == std::string_view::npos) return end;
  const bool inside_a_word =
      (inner > 1 && is_in_word(prose[inner - 2])) || (end + 1 < prose.size() && is_in_word(prose[end + 1]));
  const bool beside_a_blank = prose[inner] == ' ' || prose[end - 1] == ' ';
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
