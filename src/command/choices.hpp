#pragma once

#include "document/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// What may be typed in a place: one of these words, or several with `joint` between them, or a file.
struct Choices {
  std::vector<std::string> words;
  std::string_view joint;
  bool files = false;
};

/// The choices that "[LESSON|next|reset]", "STEP[,STEP…]" or "en|zh" stand for; none for a number.
Choices choices(std::string_view usage, const Words& words);

/// The pieces of a text between separators.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace heed
