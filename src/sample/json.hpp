#pragma once

#include "core/limits.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace heed {

/// Parses JSON with comments; a doubled key, too much depth or too many numbers are errors.
/// Messages begin with `name` and end with line and column.
nlohmann::ordered_json parse_json(std::string_view text, const std::string& name, const Limits& limits);

}  // namespace heed
