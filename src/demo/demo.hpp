#pragma once

#include "core/tape.hpp"

#include <optional>
#include <string_view>

namespace heed {

/// What a demonstration may be told: the seed of its draws, a size, a variant.
struct DemoOptions {
  std::uint64_t seed = 1;
  std::optional<std::size_t> n;
  bool causal = false;
  std::string language = "en";
  Limits limits;
};

/// An experiment too large for one trace of a sample, computed with the same operations. Its results are a trace:
/// matrices with names, whose computed cells can be asked why.
struct Demo {
  std::string_view name;
  bool draws;  ///< depends on the seed
  Trace (*run)(const DemoOptions& options);
};

const std::vector<Demo>& demos();

/// Error (usage) with the nearest name.
const Demo& find_demo(std::string_view name);

}  // namespace heed
