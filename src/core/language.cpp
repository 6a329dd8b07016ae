#include "core/language.hpp"

namespace heed {

const std::vector<std::string_view>& languages() {
  static const std::vector<std::string_view> all{"en", "zh"};
  return all;
}

}  // namespace heed
