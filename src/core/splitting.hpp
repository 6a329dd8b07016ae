#pragma once

#include <string_view>
#include <vector>

namespace heed {

/// The text without the spaces, tabs and carriage returns around it.
std::string_view trimmed(std::string_view text);

/// What stands between the separators, each piece trimmed: one more piece than there are separators.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);

}  // namespace heed
