#include "core/grid.hpp"

#include <fmt/core.h>

#include <sys/mman.h>

namespace heed {

void* allocate_storage(std::size_t bytes) {
  constexpr std::size_t huge_page = 1u << 21;
  const bool large = bytes >= 2 * huge_page;
  void* const memory =
      large ? std::aligned_alloc(huge_page, (bytes + huge_page - 1) / huge_page * huge_page) : std::malloc(bytes);
  if (memory == nullptr && bytes > 0) throw std::bad_alloc();
  if (large) madvise(memory, bytes, MADV_HUGEPAGE);
  return memory;
}

std::string shape(std::size_t rows, std::size_t columns) {
  return fmt::format("{}×{}", rows, columns);
}

}  // namespace heed
