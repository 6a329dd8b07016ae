#pragma once

#include <optional>
#include <string_view>

namespace heed {

/// A number written as people write numbers (1, -2.5, 3e-4), the whole text and nothing else, finite and
/// in the range of a double; the same in every locale.
std::optional<double> parse_number(std::string_view text);

/// A whole number in the same strict sense.
std::optional<long> parse_integer(std::string_view text);

}  // namespace heed
