#include "core/pages.hpp"

#include "core/rows.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace heed {

void in_huge_pages(void* memory, std::size_t bytes, Touch touch) {
  const auto start = reinterpret_cast<std::uintptr_t>(memory);
  const std::size_t first = (start + huge_page - 1) / huge_page;
  const std::size_t last = (start + bytes) / huge_page;
  if (last <= first) return;
  const auto advise = [&](std::size_t from, std::size_t to, int advice) {
    madvise(reinterpret_cast<void*>((first + from) * huge_page), (to - from) * huge_page, advice);
  };
  advise(0, last - first, MADV_HUGEPAGE);
  if (touch == Touch::later) return;
  over_rows(last - first, huge_page, [&](std::size_t from, std::size_t to) { advise(from, to, MADV_POPULATE_WRITE); });
}

}  // namespace heed
