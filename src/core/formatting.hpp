#pragma once

#include <string>

namespace heed {

/// Appends a finite number in as few digits as read back to the same double: what fmt writes for "{}".
void append_shortest(std::string& out, double number);

/// Appends a finite number with so many decimals: what fmt writes for "{:.2f}".
void append_fixed(std::string& out, double number, int decimals);

}  // namespace heed
