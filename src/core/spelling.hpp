#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// The name nearest to `word` (optimal string alignment, at most a third of its letters wrong), or "".
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& names);

/// "; did you mean `weights`?" or, when nothing is near, "".
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names);

/// "a, b, c".
template <typename Names>
std::string listed(const Names& names, std::string_view between = ", ") {
  std::string list;
  for (const auto& name : names) {
    if (&name != &*names.begin()) list += between;
    list += name;
  }
  return list;
}

}  // namespace heed
