#include "command/shell.hpp"

#include "core/error.hpp"

namespace heed {

std::string shell_quoted(std::string_view word) {
  const bool plain = word.find_first_of(" \t\n\"'`$&|;<>()*?#~!\\{}") == std::string::npos && !word.empty();
  if (plain) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::vector<std::string> split_line(std::string_view line) {
  std::vector<std::string> words;
  bool open = false;  // a word has begun
  char quote = '\0';
  for (const char c : line) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        words.back() += c;
      }
      continue;
    }
    if (c == ' ') {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (c == '\'' || c == '"') {
      quote = c;
    } else {
      words.back() += c;
    }
  }
  if (quote != '\0') fail(Exit::data, "{}: a quote is not closed", line);
  return words;
}

}  // namespace heed
