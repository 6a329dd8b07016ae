#pragma once

#include <string>
#include <string_view>

// What stands in a page of Markdown, so that programs which read it differently show the same; see render/markdown.cpp.
namespace heed::markdown {

/// More backticks, and at least so many, than the text holds in a row.
std::string fence(std::string_view text, std::size_t least = 1);
/// Text as code spans; a pipe stands between two of them.
std::string code(std::string_view text);
/// Text that means nothing but itself. `start` is set where it begins a line.
std::string literal(std::string_view text, bool start = false);
/// Prose with its code, strong words and emphasis.
std::string prose(std::string_view text, bool start = false);

}  // namespace heed::markdown
