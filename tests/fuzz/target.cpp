#include "fuzz/target.hpp"

namespace heed::fuzz {

std::span<const Target> targets() {
  static constexpr Target all[] = {
      {"arguments", arguments}, {"cell", cell},     {"label", label},   {"lesson", lesson}, {"note", note},
      {"number", number},       {"recipe", recipe}, {"sample", sample}, {"table", table},   {"trace", trace},
  };
  return all;
}

}  // namespace heed::fuzz
