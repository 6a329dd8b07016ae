#pragma once

#include "document/words.hpp"

namespace heed {

enum class ColorDepth { none, basic, indexed, full };

/// How a document is to look; decided once, in command/run, from flags and terminal.
struct Style {
  const Words* words = nullptr;
  int decimals = 2;
  std::size_t width = 80;
  bool ascii = false;
  ColorDepth color = ColorDepth::none;
  bool standalone = false;  ///< a whole document where a fragment is usual
  std::string command;      ///< the command line that asked, for notes to end with
};

}  // namespace heed
