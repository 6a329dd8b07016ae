// What the fuzz targets start from, and what once broke them, without a fuzzer.
#include "fuzz/target.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace heed::fuzz {

TEST_CASE("every target has seeds, and stands all that it was ever fed") {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  for (const Target& target : targets()) {
    CHECK_MESSAGE(std::filesystem::is_directory(here / "corpus" / target.name), target.name);
    for (const char* folder : {"corpus", "regressions"}) {
      if (!std::filesystem::is_directory(here / folder / target.name)) continue;
      for (const auto& entry : std::filesystem::directory_iterator(here / folder / target.name)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        CAPTURE(entry.path().string());
        CHECK_NOTHROW(target.feed(bytes));
      }
    }
  }
}

}  // namespace heed::fuzz
