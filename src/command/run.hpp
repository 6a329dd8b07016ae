#pragma once

#include "core/error.hpp"
#include "document/answer.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace heed {

/// What the process around heed is like, as far as output depends on it.
struct Surroundings {
  bool input_terminal = false;  ///< standard input is one
  bool terminal = false;        ///< standard output is one
  bool error_terminal = false;  ///< standard error is one
  std::size_t columns = 0;      ///< of the terminal; 0: not known
  std::map<std::string, std::string, std::less<>> environment;
  std::function<void(std::size_t, std::size_t, std::string_view)> progress;  ///< shows how far a long command is
};

/// What is to happen: bytes for standard output, for a file, lines for standard error, a status.
struct Outcome {
  std::string out;
  std::string errors;
  std::string file;  ///< a file to be written, when not empty
  std::string file_bytes;
  Exit status = Exit::done;
  std::optional<Memory> memory;
  std::function<Outcome(const std::string& line)> reply;  ///< what follows the reader's next line; empty: the end
};

/// Runs a command line (without the program's name) from beginning to end, without touching the process.
/// Nothing is in `out` unless the whole result could be made.
Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings);

struct Request;

/// What a line answers that stands in a lesson, "heed trace translation --only weights": in the words and within
/// the limits of the request that reads the lesson. Errors are the command's own.
Document run_line(const std::string& line, const Request& reader);

}  // namespace heed
