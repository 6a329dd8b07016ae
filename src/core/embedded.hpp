#pragma once

#include <span>
#include <string_view>

namespace heed {

/// A file of lessons/, samples/ or src/render/ as it stood when heed was built.
struct Embedded {
  std::string_view path;  ///< "samples/causal.json"
  std::string_view text;
};

/// All of them, sorted by path.
std::span<const Embedded> embedded_files();

/// The text of one, or "" when there is none.
std::string_view embedded_text(std::string_view path);

}  // namespace heed
