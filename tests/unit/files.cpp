#include "command/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace heed;

namespace {

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "heed-tests-XXXXXX") {
    std::string pattern = path_.string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* name) const { return (path_ / name).string(); }
  auto count() const {
    return std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator());
  }

 private:
  std::filesystem::path path_;
};

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a file is replaced as a whole, and nothing else is left in its folder") {
  const Folder folder;
  const std::string path = folder / "page.txt";
  CHECK(write_file(path, "old") == "");
  CHECK(write_file(path, std::string(1 << 20, 'x')) == "");
  CHECK(contents(path) == std::string(1 << 20, 'x'));
  CHECK(folder.count() == 1);
}

TEST_CASE("a link stays a link, and the permissions of a file stay") {
  const Folder folder;
  const std::string path = folder / "page.txt";
  CHECK(write_file(path, "old") == "");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::create_symlink("page.txt", folder / "link");
  CHECK(write_file(folder / "link", "new") == "");
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(contents(path) == "new");
  CHECK(std::filesystem::status(path).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("what cannot be written is said with its path and the reason") {
  const Folder folder;
  CHECK(write_file(folder / "", "x").find("is a directory") != std::string::npos);
  CHECK(write_file(folder / "none/page.txt", "x").find("page.txt: No such file or directory") != std::string::npos);
  CHECK(write_file("/dev/full", "x") == "/dev/full: No space left on device");
  CHECK(write_file("/dev/null", "x") == "");
  CHECK(folder.count() == 0);
}
