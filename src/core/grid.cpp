#include "core/grid.hpp"

#include <fmt/core.h>

namespace heed {

std::string shape(std::size_t rows, std::size_t columns) {
  return fmt::format("{}×{}", rows, columns);
}

}  // namespace heed
