#include "command/shell.hpp"

namespace heed {

std::string shell_quoted(std::string_view word) {
  const bool plain = word.find_first_of(" \t\n\"'`$&|;<>()*?#~!\\{}") == std::string::npos && !word.empty();
  if (plain) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace heed
