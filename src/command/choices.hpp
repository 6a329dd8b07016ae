#pragma once

#include "command/command.hpp"

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

/// "SAMPLE" and "CELL" of "SAMPLE CELL".
std::vector<std::string_view> arguments_of(const Command& command);

}  // namespace heed
