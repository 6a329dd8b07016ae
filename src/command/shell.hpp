#pragma once

#include <string>
#include <string_view>

namespace heed {

/// The word as a shell takes it: in quotes where it must be.
std::string shell_quoted(std::string_view word);

}  // namespace heed
