#include "render/prose.hpp"

#include <algorithm>

namespace heed {

std::vector<ProsePiece> prose_pieces(std::string_view prose) {
  using Mark = ProsePiece::Mark;
  std::vector<ProsePiece> pieces;
  while (true) {
    const std::size_t mark = std::min(prose.find('`'), prose.find("**"));
    if (mark == std::string_view::npos) break;
    const std::string_view fence = prose[mark] == '`' ? "`" : "**";
    const std::size_t inner = mark + fence.size();
    const std::size_t end = prose.find(fence, inner);
    if (end == std::string_view::npos || end == inner) break;
    if (mark > 0) pieces.push_back({Mark::none, prose.substr(0, mark)});
    pieces.push_back({fence == "`" ? Mark::code : Mark::strong, prose.substr(inner, end - inner)});
    prose.remove_prefix(end + fence.size());
  }
  if (!prose.empty()) pieces.push_back({Mark::none, prose});
  return pieces;
}

}  // namespace heed
