#pragma once

#include <string_view>
#include <vector>

namespace heed {

/// A stretch of a document's prose, of which `code`, **strong** words and *emphasis* are the only marks.
struct ProsePiece {
  enum class Mark { none, code, strong, emphasis } mark;
  std::string_view text;  ///< without the marks
};

/// The prose in pieces. A mark that is not closed means itself, and so does a * inside a word or beside a blank: 2*3.
std::vector<ProsePiece> prose_pieces(std::string_view prose);

}  // namespace heed
