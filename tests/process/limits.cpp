// What is larger than heed agrees to hold: refused before room is made for it, and taken at the limit.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  while (times-- > 0) result += text;
  return result;
}

/// A folder of its own for the files of a test.
class Folder {
 public:
  Folder() { std::filesystem::create_directory(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string holds(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  /// As many zeros, which take no room on the disk.
  std::string sparse(const std::string& name, std::uintmax_t bytes) const {
    const std::string file = holds(name, "");
    std::filesystem::resize_file(file, bytes);
    return file;
  }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / ("heed-limits-" + std::to_string(getpid()));
};

struct Ended {
  int status;
  double milliseconds;  ///< of work
  double megabytes;     ///< of memory, at most
};

double slowest = 0.0;  ///< refusal, in milliseconds of work: told, for a test must not depend on the machine

Ended run(const std::vector<std::string>& arguments) {
  std::vector<char*> words{const_cast<char*>(HEED_PROGRAM)};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  const pid_t child = vfork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    for (int stream = 0; stream < 3; ++stream) dup2(nowhere, stream);
    execv(HEED_PROGRAM, words.data());
    _exit(127);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  const auto milliseconds = [](const timeval& time) {
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          milliseconds(used.ru_utime) + milliseconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024.0};
}

/// Checks the status, and of a refusal that it came before more than `megabytes` were taken.
void check(int status, const std::vector<std::string>& arguments, [[maybe_unused]] double megabytes = 64.0) {
  const Ended ended = run(arguments);
  CAPTURE(arguments);
  CHECK(ended.status == status);
#ifndef HEED_SANITIZE
  if (status <= 1) return;
  CHECK(ended.megabytes < megabytes);
  constexpr double usual = 64.0;  // what may take more than this is an endless input, read up to its limit
  if (megabytes <= usual) slowest = std::max(slowest, ended.milliseconds);
#endif
}

std::string npy(std::string_view shape, std::string_view numbers) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::string(shape) + "), }\n";
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size());
  bytes += '\0';
  return bytes + header + std::string(numbers);
}

const std::string one = R"({"X": [[1]]})";

}  // namespace

TEST_CASE("a file is taken at --max-bytes and refused one byte past it, unread") {
  const Folder folder;
  const std::string file = folder.holds("sample.json", one);
  check(0, {"trace", file, "--max-bytes", std::to_string(one.size())});
  check(5, {"trace", file, "--max-bytes", std::to_string(one.size() - 1)});
  check(5, {"trace", folder.sparse("large.json", (64u << 20) + 1)});
  check(5, {"trace", folder.sparse("larger.json", 1u << 30)});
  check(5, {"audit", file, "--claim", "weights=" + folder.sparse("large.csv", (64u << 20) + 1)});
  // What has no size is read up to the limit.
  check(5, {"trace", "/dev/zero"}, 256);
}

TEST_CASE("a sample is taken at each limit of its shape and refused one past it") {
  const Folder folder;
  const auto deep = [&](std::size_t n) {
    return folder.holds("deep.json", "{\"title\": " + repeated("[", n - 1) + repeated("]", n - 1) + "}");
  };
  check(3, {"trace", deep(64)});  // a title is no list
  check(5, {"trace", deep(65)});
  check(5, {"trace", deep(1000000)});
  const auto rows = [&](std::size_t n) {
    return folder.holds("rows.json", "{\"X\": [[1]" + repeated(",[1]", n - 1) + "]}");
  };
  check(0, {"trace", rows(9), "--max-tokens", "9"});
  check(5, {"trace", rows(10), "--max-tokens", "9"});
  check(0, {"trace", rows(9), "--max-elements", "81"});
  check(5, {"trace", rows(10), "--max-elements", "81"});
  check(0, {"sample", "causal"});
  check(5, {"trace", rows(4097)});
  check(5, {"trace", rows(2049)});  // its weights have more than 2²² numbers
  check(5, {"trace", folder.holds("wide.json", "{\"X\": [[1" + repeated(",1", 4096) + "]]}")});
  const auto label = [&](std::size_t n) {
    return folder.holds("label.json", "{\"X\": [[1]], \"queries\": [\"" + repeated("a", n) + "\"]}");
  };
  check(0, {"trace", label(1u << 16), "--only", "weights"});
  check(5, {"trace", label((1u << 16) + 1)});
}

TEST_CASE("a table is taken at each limit and refused one past it, whatever its header says") {
  const Folder folder;
  const std::string sample = folder.holds("sample.json", one);
  const auto audit = [&](const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"audit", sample, "--claim", "weights=" + file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  };
  check(0, audit(folder.holds("one.csv", "1\n"), {"--max-tokens", "1", "--max-elements", "1"}));
  check(3, audit(folder.holds("two.csv", "1\n1\n")));  // the weights are 1×1
  check(5, audit(folder.holds("two.csv", "1\n1\n"), {"--max-tokens", "1"}));
  check(3, audit(folder.holds("rows.csv", repeated("1\n", 4096))));
  check(5, audit(folder.holds("rows.csv", repeated("1\n", 4097))));
  check(5, audit(folder.holds("wide.csv", repeated("1,", 1u << 22) + "1\n")));
  check(3, audit(folder.holds("blank.csv", std::string(1u << 22, '\n'))));
  check(0, audit(folder.holds("one.npy", npy("1,1", std::string("\0\0\0\0\0\0\xf0\x3f", 8)))));
  const std::string numbers(80, '\0');
  for (const char* shape : {"4294967296,4294967296", "4097,1", "1,4194305", "2305843009213693953,1", "65536,65536"}) {
    check(5, audit(folder.holds("huge.npy", npy(shape, numbers))));
  }
  for (const char* shape : {"-1,3", "99999999999999999999999", "4194305,4194305,211106198978564", "0,4", "2,2", ""}) {
    check(3, audit(folder.holds("wrong.npy", npy(shape, numbers))));
  }
  check(3, audit(folder.holds("header.npy", std::string("\x93NUMPY\x02\x00\xff\xff\xff\xff{}", 14))));
}

TEST_CASE("a command line that asks for too much is refused before anything is made") {
  check(5, {"trace", "causal", "--max-elements", "1"});
  check(2, {"trace", "causal", "--max-tokens", "0"});
  check(2, {"trace", "causal", "--max-tokens", "99999999999999999999"});
  check(2, {"cost", "--n", "4097"});
  check(2, {"trace", "causal", "--as", "scaled+heads=65537"});
  check(3, {"trace", "causal", "--as", "scaled+heads=65536"});
  check(2, {"learn", "weighted-sum", "--steps", "1000001"});
  check(2, {"trace", "causal", "--width", "1001"});
  check(2, {"trace", "causal", "--precision", "18"});
  check(2, {std::string(1u << 16, 'a')});
  check(2, {"why", "causal", "weights[" + std::string(1u << 16, '9') + ",1]"});
  MESSAGE("the slowest refusal took ", slowest, " ms of work");
}
