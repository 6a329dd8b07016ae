#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// The word as a shell takes it: in quotes where it must be.
std::string shell_quoted(std::string_view word);

/// The words of a command line as a shell takes them apart: blanks, '…' and "…". Error (data) when a quote is left
/// open.
std::vector<std::string> split_line(std::string_view line);

}  // namespace heed
