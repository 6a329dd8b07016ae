#include "command/file.hpp"
#include "command/run.hpp"
#include "render/width.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <new>

namespace {

/// Where memory ends, nothing can be built any more, not even an exception's message.
[[noreturn]] void give_up() {
  constexpr std::string_view line = "heed: out of memory\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
  _exit(static_cast<int>(heed::Exit::limit));
}

/// Set before main, for what is built before main.
[[maybe_unused]] const std::new_handler handler = std::set_new_handler(give_up);

/// A bar on standard error, drawn over itself and wiped at the end.
void show_progress(std::size_t done, std::size_t all, std::string_view state) {
  constexpr std::size_t width = 40;
  static std::size_t drawn = width + 1;
  const std::size_t filled = all == 0 ? width : done * width / all;
  if (filled == drawn && done != all) return;
  drawn = filled;
  std::string line =
      "\r[" + std::string(filled, '#') + std::string(width - filled, ' ') + "] " + std::string(state) + "\x1b[K";
  if (done == all) line = "\r\x1b[K";
  heed::write_all(STDERR_FILENO, line);
}

heed::Surroundings surroundings() {
  heed::Surroundings around;
  around.input_terminal = isatty(STDIN_FILENO) == 1;
  around.terminal = isatty(STDOUT_FILENO) == 1;
  around.error_terminal = isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (around.terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) around.columns = size.ws_col;
  for (const char* name :
       {"NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM", "COLORTERM", "COLUMNS", "HOME", "XDG_STATE_HOME"}) {
    if (const char* value = std::getenv(name)) around.environment[name] = value;
  }
  around.progress = show_progress;
  return around;
}

/// Bytes to where they belong, then errors, then what is to be remembered; what fails ends up in the status.
void deliver(heed::Outcome& outcome, bool out_closed) {
  std::string failure;
  if (!outcome.file.empty()) {
    failure = heed::write_file(outcome.file, outcome.file_bytes);
  }
  if (failure.empty() && !outcome.out.empty()) {
    failure = out_closed ? "standard output is closed" : heed::write_all(STDOUT_FILENO, outcome.out);
    if (!failure.empty() && !out_closed) failure = "standard output: " + failure;
  }
  if (failure.empty() && outcome.memory) failure = heed::write_memory(outcome.memory->path, outcome.memory->text);
  if (!failure.empty()) {
    outcome.errors += "heed: " + heed::visible(failure) + "\n";
    outcome.status = heed::Exit::io;
    outcome.reply = nullptr;
  }
  heed::write_all(STDERR_FILENO, outcome.errors);
}

}  // namespace

int main(int argc, char** argv) {
  // A reader who has seen enough (`| head`) ends heed quietly, even where the parent ignores the signal.
  signal(SIGPIPE, SIG_DFL);
  // A file opened later must not take the place of a closed standard stream.
  const bool out_closed = fcntl(STDOUT_FILENO, F_GETFD) == -1;
  int descriptor = open("/dev/null", O_RDWR);
  while (descriptor >= 0 && descriptor <= STDERR_FILENO) descriptor = open("/dev/null", O_RDWR);
  close(descriptor);

  heed::Outcome outcome = heed::run({argv + 1, argv + argc}, surroundings());
  deliver(outcome, out_closed);
  std::string line;
  while (outcome.reply) {
    if (!std::getline(std::cin, line)) {
      heed::write_all(STDOUT_FILENO, "\n");
      break;
    }
    outcome = outcome.reply(line);
    deliver(outcome, out_closed);
  }
  return static_cast<int>(outcome.status);
}
