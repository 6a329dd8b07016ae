#include "core/embedded.hpp"
#include "core/error.hpp"
#include "core/spelling.hpp"
#include "sample/reader.hpp"

#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace heed {
namespace {

constexpr std::string_view prefix = "samples/";
constexpr std::string_view suffix = ".json";

class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (descriptor_ > STDIN_FILENO) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

std::string read_file(const std::string& path, const Limits& limits) {
  const std::string name = path == "-" ? "standard input" : path;
  const File file(path);
  const auto check = [&](bool holds) {
    if (!holds) fail(Exit::io, "{}: {}", name, std::strerror(errno));
  };
  const auto too_large = [&] {
    fail(Exit::limit, "{}: larger than {} bytes; allow more with --max-bytes", name, limits.file_bytes);
  };
  check(file.descriptor() >= 0);
  struct stat status {};
  check(fstat(file.descriptor(), &status) == 0);
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > limits.file_bytes) too_large();
  std::string contents;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = read(file.descriptor(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    check(count >= 0);
    if (count == 0) return contents;
    contents.append(buffer, static_cast<std::size_t>(count));
    if (contents.size() > limits.file_bytes) too_large();
  }
}

std::vector<std::string_view> sample_names() {
  std::vector<std::string_view> names;
  for (const Embedded& file : embedded_files()) {
    if (file.path.starts_with(prefix) && file.path.ends_with(suffix)) {
      names.push_back(file.path.substr(prefix.size(), file.path.size() - prefix.size() - suffix.size()));
    }
  }
  return names;
}

std::string_view sample_text(std::string_view name) {
  return embedded_text(fmt::format("{}{}{}", prefix, name, suffix));
}

bool is_there(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

NamedText open_reference(const std::string& reference, const Limits& limits) {
  const std::string_view built_in = sample_text(reference);
  if (!built_in.empty()) return {reference, std::string(built_in)};
  const bool looks_like_a_path = reference.find_first_of("/.") != std::string::npos;
  if (reference != "-" && !looks_like_a_path && !is_there(reference)) {
    const auto names = sample_names();
    fail(Exit::usage, "there is no sample or file called {}{}; there are {}", reference, did_you_mean(reference, names),
         listed(names));
  }
  return {reference == "-" ? "standard input" : reference, read_file(reference, limits)};
}

Sample load_sample(const std::string& reference, const Limits& limits) {
  NamedText source = open_reference(reference, limits);
  return read_sample(source.text, std::move(source.name), limits);
}

}  // namespace heed
