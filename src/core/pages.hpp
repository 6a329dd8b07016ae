#pragma once

#include <cstddef>

namespace heed {

constexpr std::size_t huge_page = std::size_t{1} << 21;

/// Asks the system to hold what lies there in huge pages, as far as whole ones fit in: much memory that is touched for
/// the first time otherwise costs more than what is done with it.
void in_huge_pages(void* memory, std::size_t bytes);

/// Has the system provide the huge pages that lie there before they are written, on every core at once.
void touch(void* memory, std::size_t bytes);

}  // namespace heed
