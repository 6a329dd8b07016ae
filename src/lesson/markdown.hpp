#pragma once

#include "document/document.hpp"

namespace heed {

/// The Markdown that lessons are written in, as blocks: headings, paragraphs, flat lists, tables and fenced listings.
/// Emphasis is dropped; a link becomes its text and, in parentheses, where it leads, a link to another lesson as the
/// command that reads it. Error (data), naming `where`: quotes, nested lists, HTML, images.
std::vector<Block> parse_markdown(std::string_view text, std::string_view where);

/// One paragraph of it, as prose. Error (data), naming `where`, when it is more or something else.
std::string parse_paragraph(std::string_view text, std::string_view where);

}  // namespace heed
