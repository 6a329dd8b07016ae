// What libFuzzer calls. The first argument is the target's name: heed_fuzz cell -max_total_time=30 FOLDER
#include "fuzz/target.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

const heed::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const auto all = heed::fuzz::targets();
  const std::string_view name = *argc > 1 ? (*argv)[1] : "";
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& target) { return target.name == name; });
  if (found == all.end()) {
    for (const auto& target : all) std::printf("%s\n", target.name.data());
    std::exit(name.empty() ? 0 : 2);
  }
  chosen = &*found;
  (*argv)[1] = (*argv)[0];
  ++*argv;
  --*argc;
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  chosen->feed({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
