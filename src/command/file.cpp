#include "command/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace heed {
namespace {

std::string reason() {
  return std::strerror(errno);
}

std::string write_and_close(int descriptor, std::string_view bytes, bool durable) {
  std::string failure = write_all(descriptor, bytes);
  if (failure.empty() && durable && fsync(descriptor) != 0) failure = reason();
  if (close(descriptor) != 0 && failure.empty()) failure = reason();
  return failure;
}

/// Where a path leads, links followed; the path itself when nothing is there yet.
std::string target(const std::string& path) {
  char resolved[PATH_MAX];
  return realpath(path.c_str(), resolved) != nullptr ? std::string(resolved) : path;
}

}  // namespace

std::string write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return reason();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::string write_file(const std::string& path, std::string_view bytes) {
  const auto about = [&](const std::string& failure) { return failure.empty() ? failure : path + ": " + failure; };
  struct stat status {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return about("is a directory");
  if (exists && !S_ISREG(status.st_mode)) {
    const int device = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return about(device < 0 ? reason() : write_and_close(device, bytes, false));
  }
  const std::string file = target(path);
  std::string temporary = file + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return about(reason());
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, exists ? status.st_mode & 07777 : 0666 & ~mask);
  std::string failure = write_and_close(descriptor, bytes, true);
  if (failure.empty() && rename(temporary.c_str(), file.c_str()) != 0) failure = reason();
  if (!failure.empty()) unlink(temporary.c_str());
  return about(failure);
}

std::string write_memory(const std::string& path, std::string_view bytes) {
  std::error_code failure;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::filesystem::create_directories(folder, failure);
  return failure ? folder.string() + ": " + failure.message() : write_file(path, bytes);
}

}  // namespace heed
