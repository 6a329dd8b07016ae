#pragma once

#include <cstddef>

namespace heed {

/// What heed agrees to hold; beyond it, exit 5 before anything is allocated.
struct Limits {
  std::size_t file_bytes = 64u << 20;
  std::size_t json_depth = 64;
  std::size_t tokens = 4096;            ///< rows of one matrix
  std::size_t elements = 1u << 22;      ///< numbers in one matrix
  std::size_t run_elements = 1u << 24;  ///< numbers in all matrices of one run
  std::size_t label_bytes = 1u << 16;
};

}  // namespace heed
