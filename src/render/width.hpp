#pragma once

#include <string>
#include <string_view>

namespace heed {

/// Text from outside made safe to print: control characters, bidirectional overrides and tag characters become
/// visible as <U+202E>, bytes that are not UTF-8 become U+FFFD, and no character carries more than 32 marks.
std::string visible(std::string_view text);

/// Cells that a text takes on a terminal: a Chinese character takes two, a combining mark none.
std::size_t display_width(std::string_view text);

/// The text with blanks behind it (or before it) up to `width` cells.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

/// The text cut to at most `width` cells, "…" (or "~") marking the cut.
std::string shorten(std::string_view text, std::size_t width, bool ascii);

/// Breaks a text into lines of at most `width` cells, at blanks and between Chinese characters.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging = 0);

}  // namespace heed
