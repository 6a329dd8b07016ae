#pragma once

#include <string>

namespace heed {

/// Appends a finite number in as few digits as read back to the same double: what fmt writes for "{}".
void append_shortest(std::string& out, double number);

}  // namespace heed
