#pragma once

#include <string>

namespace heed {

/// Writes a finite number in as few digits as read back to the same double: what fmt writes for "{}". There must be
/// room for `widest_number`; the end of what was written.
char* write_shortest(char* at, double number);
constexpr std::size_t widest_number = 32;

/// Appends a finite number with so many decimals: what fmt writes for "{:.2f}".
void append_fixed(std::string& out, double number, int decimals);

}  // namespace heed
