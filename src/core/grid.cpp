#include "core/grid.hpp"

#include "core/pages.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <new>

namespace heed {
namespace {

constexpr std::size_t page = std::size_t{1} << 12;
constexpr std::size_t worth_keeping = std::size_t{1} << 17;  ///< the C library gives such blocks back to the system
constexpr std::size_t large = 2 * huge_page;

/// Blocks that nobody uses, by their size.
class FreeBlocks {
 public:
  void* take(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    const auto found = blocks_.find(bytes);
    if (found == blocks_.end()) return nullptr;
    void* const block = found->second;
    blocks_.erase(found);
    kept_ -= bytes;
    return block;
  }

  bool keep(std::size_t bytes, void* block) noexcept try {
    constexpr std::size_t most = std::size_t{1} << 29;
    const std::lock_guard lock(mutex_);
    if (kept_ + bytes > most) return false;
    blocks_.emplace(bytes, block);
    kept_ += bytes;
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }

  /// Gives all of them back to the system.
  void release() {
    const std::lock_guard lock(mutex_);
    for (const auto& [bytes, block] : blocks_) std::free(block);
    blocks_.clear();
    kept_ = 0;
  }

 private:
  std::mutex mutex_;
  std::multimap<std::size_t, void*> blocks_;
  std::size_t kept_ = 0;
};

/// Never destroyed, for matrices that live until the end.
FreeBlocks& free_blocks() {
  static FreeBlocks& blocks = *new FreeBlocks;
  return blocks;
}

std::size_t bytes_of(std::size_t size) {
  const std::size_t bytes = size * sizeof(double);
  if (bytes < worth_keeping) return bytes;
  const std::size_t unit = bytes < large ? page : huge_page;
  return (bytes + unit - 1) / unit * unit;
}

void* allocate(std::size_t bytes) {
  if (bytes == 0) return nullptr;
  const auto fresh = [&] { return bytes < large ? std::malloc(bytes) : std::aligned_alloc(huge_page, bytes); };
  void* memory = bytes < worth_keeping ? nullptr : free_blocks().take(bytes);
  if (memory != nullptr) return memory;
  memory = fresh();
  if (memory == nullptr) {
    free_blocks().release();
    memory = fresh();
  }
  if (memory == nullptr) throw std::bad_alloc();
  if (bytes >= large) in_huge_pages(memory, bytes);
  return memory;
}

}  // namespace

Numbers::Numbers(std::size_t size) : data_(static_cast<double*>(allocate(bytes_of(size)))), size_(size) {}

Numbers::Numbers(const Numbers& other) : Numbers(other.size_) {
  std::copy_n(other.data_, size_, data_);
}

Numbers::~Numbers() {
  if (bytes_of(size_) < worth_keeping || !free_blocks().keep(bytes_of(size_), data_)) std::free(data_);
}

std::string shape(std::size_t rows, std::size_t columns) {
  return fmt::format("{}×{}", rows, columns);
}

}  // namespace heed
