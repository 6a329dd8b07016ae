#pragma once

#include <string_view>
#include <vector>

namespace heed {

/// A stretch of a document's prose, of which `code` and **strong** words are the only marks.
struct ProsePiece {
  enum class Mark { none, code, strong } mark;
  std::string_view text;  ///< without the marks
};

/// The prose in pieces; a mark that is not closed means itself.
std::vector<ProsePiece> prose_pieces(std::string_view prose);

}  // namespace heed
