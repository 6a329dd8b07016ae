#include "note/remark.hpp"

#include "document/words.hpp"

#include <algorithm>
#include <string>

namespace heed {
namespace {

/// The same behind `word`, which is one language's word for a recipe.
std::string_view recipe_behind(std::string_view line, std::string_view word) {
  constexpr std::size_t longest = 400;
  std::string lower(line.substr(0, longest));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::size_t at = lower.find(word);
  if (at == std::string::npos) return {};
  const std::string_view behind = stripped(line.substr(at + word.size()), " \t\r*");
  const bool at_start = stripped(line.substr(0, at), " *->_`").empty();
  const std::string_view colon = behind.starts_with(':') ? ":" : behind.starts_with("：") ? "：" : "";
  const bool by_heed = line.starts_with('`') && behind.starts_with('`') && behind.find('`', 1) == behind.size() - 1;
  if (!by_heed && (!at_start || colon.empty())) return {};
  return stripped(behind.substr(colon.size()), " \t*.`");
}

}  // namespace

std::string_view stripped(std::string_view text, std::string_view marks) {
  const std::size_t first = text.find_first_not_of(marks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(marks) - first + 1);
}

std::string_view code_span(std::string_view text) {
  const std::size_t open = text.find('`');
  if (open == std::string_view::npos) return {};
  const std::size_t begin = std::min(text.find_first_not_of('`', open), text.size());
  const std::size_t end = text.find(text.substr(open, begin - open), begin);
  return end == std::string_view::npos ? std::string_view() : stripped(text.substr(begin, end - begin));
}

std::string_view recipe_said(std::string_view line) {
  for (const std::string_view language : languages()) {
    const std::string word = Words::of(language)("names.recipe");
    if (const std::string_view recipe = recipe_behind(line, word); !recipe.empty()) return recipe;
  }
  return {};
}

std::string_view command_said(std::string_view line) {
  for (const std::string_view language : languages()) {
    const std::string made = Words::of(language)("made_by", {{"command", ""}});
    if (stripped(line).starts_with(stripped(made))) return code_span(line);
  }
  return {};
}

}  // namespace heed
