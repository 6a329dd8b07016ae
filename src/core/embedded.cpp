#include "core/embedded.hpp"

#include <algorithm>

namespace heed {

std::string_view embedded_text(std::string_view path) {
  const auto files = embedded_files();
  const auto found = std::lower_bound(files.begin(), files.end(), path,
                                      [](const Embedded& file, std::string_view wanted) { return file.path < wanted; });
  return found != files.end() && found->path == path ? found->text : std::string_view();
}

}  // namespace heed
