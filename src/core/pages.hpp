#pragma once

#include <cstddef>

namespace heed {

constexpr std::size_t huge_page = std::size_t{1} << 21;

/// When the system is to provide pages: where they are first written, or all of them at once on every core.
enum class Touch { later, now };

/// Asks the system to hold what lies there in huge pages, as far as whole ones fit in: much memory that is touched for
/// the first time otherwise costs more than what is done with it.
void in_huge_pages(void* memory, std::size_t bytes, Touch touch = Touch::later);

}  // namespace heed
