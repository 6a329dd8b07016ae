#pragma once

#include <string_view>

/// What single lines of a note say of the whole; nothing where they say no such thing. Views into the line.
namespace heed {

/// The recipe of "recipe: scaled+causal" at the start of a line, or of heed's own "`causal`, recipe `scaled+causal`".
std::string_view recipe_said(std::string_view line);

/// The command line of "Made by: `heed trace causal`", in any language.
std::string_view command_said(std::string_view line);

/// The text between a code span's fences, which may be of several backticks.
std::string_view code_span(std::string_view text);

/// The text without these marks at its ends.
std::string_view stripped(std::string_view text, std::string_view marks = " \t\r");

}  // namespace heed
