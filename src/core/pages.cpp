#include "core/pages.hpp"

#include "core/rows.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace heed {

namespace {

/// The whole huge pages of a piece of memory.
struct HugePages {
  HugePages(void* memory, std::size_t bytes)
      : first((reinterpret_cast<std::uintptr_t>(memory) + huge_page - 1) / huge_page),
        last((reinterpret_cast<std::uintptr_t>(memory) + bytes) / huge_page) {}

  std::size_t count() const { return last > first ? last - first : 0; }
  void advise(std::size_t from, std::size_t to, int advice) const {
    if (to > from) madvise(reinterpret_cast<void*>((first + from) * huge_page), (to - from) * huge_page, advice);
  }

  std::uintptr_t first, last;  ///< counted in huge pages
};

}  // namespace

void in_huge_pages(void* memory, std::size_t bytes) {
  const HugePages pages(memory, bytes);
  pages.advise(0, pages.count(), MADV_HUGEPAGE);
}

void touch(void* memory, std::size_t bytes) {
  const HugePages pages(memory, bytes);
  over_rows(pages.count(), huge_page,
            [&](std::size_t first, std::size_t last) { pages.advise(first, last, MADV_POPULATE_WRITE); });
}

}  // namespace heed
