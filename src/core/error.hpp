#pragma once

#include <fmt/core.h>

#include <stdexcept>
#include <string>

namespace heed {

/// Exit statuses of the program, as its users rely on them.
enum class Exit {
  done = 0,
  no = 1,     ///< the answer is "no": an audit found a difference, an answer was wrong
  usage = 2,  ///< the command line cannot be understood
  data = 3,   ///< a file does not say what it must
  io = 4,     ///< reading or writing failed
  limit = 5,  ///< larger than heed agrees to hold
  bug = 70,   ///< heed contradicts itself
};

/// What a user can mend: one line that says what, where, and what to do.
class Error : public std::runtime_error {
 public:
  Error(Exit status, const std::string& message) : std::runtime_error(message), status_(status) {}
  Exit status() const { return status_; }

 private:
  Exit status_;
};

template <typename... Args>
[[noreturn]] void fail(Exit status, fmt::format_string<Args...> format, Args&&... args) {
  throw Error(status, fmt::format(format, std::forward<Args>(args)...));
}

/// A condition that only a mistake in heed can break.
inline void expect(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

}  // namespace heed
