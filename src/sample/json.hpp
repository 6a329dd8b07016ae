#pragma once

#include "core/limits.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

namespace heed {

/// Parses JSON with comments; a doubled key, too much depth or too many numbers are errors.
/// Messages begin with `name` and end with line and column.
nlohmann::ordered_json parse_json(std::string_view text, const std::string& name, const Limits& limits);

/// To how many decimals the numbers of each member of the object `field` are written at most: 2 for 0.50.
std::map<std::string, int> printed_decimals(std::string_view text, std::string_view field);

}  // namespace heed
