#include "demo/demo.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"
#include "sample/number.hpp"

namespace heed {

const std::vector<Demo>& demos() {
  static const std::vector<Demo> all{};
  return all;
}

const Demo& find_demo(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Demo& demo : demos()) {
    if (demo.name == name) return demo;
    names.push_back(demo.name);
  }
  fail(Exit::usage, "there is no demonstration called {}{}; there are {}", name, did_you_mean(name, names),
       listed(names));
}

}  // namespace heed
