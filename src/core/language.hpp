#pragma once

#include <string_view>
#include <vector>

namespace heed {

/// The languages that heed speaks, as `--lang` and the texts of samples name them; the first is the usual one.
const std::vector<std::string_view>& languages();

}  // namespace heed
