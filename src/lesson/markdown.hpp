#pragma once

#include "document/document.hpp"
#include "document/words.hpp"

namespace heed {

/// The Markdown that lessons are written in, as blocks: headings, paragraphs, flat lists, tables and fenced listings.
/// Emphasis and code within strong words are dropped; a link becomes its text and, in parentheses, where it
/// leads, a link to another lesson as the command that reads it. A Chinese mark takes no blank behind it. Error (data),
/// naming `where`: quotes, nested lists, HTML, images.
std::vector<Block> parse_markdown(std::string_view text, std::string_view where, const Words& words);

/// One paragraph of it, as prose. Error (data), naming `where`, when it is more or something else.
std::string parse_paragraph(std::string_view text, std::string_view where, const Words& words);

}  // namespace heed
