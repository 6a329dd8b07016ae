#pragma once

#include "core/limits.hpp"
#include "document/answer.hpp"
#include "render/style.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A command line, understood: the command, its arguments, its options.
struct Request {
  std::string command;
  std::vector<std::string> arguments;
  std::map<std::string, std::string, std::less<>> options;  ///< by name without dashes; flags have the value ""
  const Words* words = nullptr;
  Limits limits;
  /// Told how far a long command has come, where somebody watches: done, all, and a word on the state.
  std::function<void(std::size_t, std::size_t, std::string_view)> progress;
  bool interactive = false;  ///< a person reads, and can answer
  std::string state;         ///< the folder of what heed remembers between two runs, or ""

  bool has(std::string_view option) const { return options.contains(option); }
  /// The value of an option, or `otherwise`.
  std::string value(std::string_view option, std::string otherwise = {}) const;
  /// The value as a strictly written whole number. Error (usage) when it is not one from `least` to `most`.
  long whole_number(std::string_view option, long otherwise, long least, long most) const;
  /// Whether a part of the page that is no step is to be seen: unless --only leaves it out.
  bool asks_for(std::string_view part) const;
  /// The value as a list with commas.
  std::vector<std::string> list(std::string_view option, std::string otherwise = {}) const;
  /// Those of the options that were given, as a command line has them: " --steps 5 --random".
  std::string repeated(std::initializer_list<std::string_view> names) const;
};

/// A command: one file, one line in the table. Dispatch, help, suggestions and completion read it.
struct Command {
  std::string_view name;
  std::string_view arguments;             ///< as help writes them: "SAMPLE CELL"
  std::size_t least, most;                ///< how many arguments
  std::vector<std::string_view> options;  ///< besides those that all commands take
  Answer (*run)(const Request& request);
};

const std::vector<Command>& commands();
const Command* find_command(std::string_view name);

/// An option: its name without dashes, and what its value is called in help ("" for a flag).
struct Option {
  std::string_view name;
  std::string_view value;
  bool everywhere;  ///< taken by every command
  char letter = 0;  ///< its short form, where it has one
};

const std::vector<Option>& options();
/// Whether the option is one of the command's own.
bool takes(const Command& command, const Option& option);
/// What help says of it.
std::string explanation(const Option& option, const Words& words);

Answer welcome(const Request& request);
Answer help_command(const Request& request);
Answer completion_command(const Request& request);
Answer lesson_command(const Request& request);
Answer demo_command(const Request& request);
Answer cost_command(const Request& request);
Answer recipes_command(const Request& request);
Answer audit_command(const Request& request);
Answer practice_command(const Request& request);
Answer mistakes_command(const Request& request);
Answer sample_command(const Request& request);
Answer trace_command(const Request& request);
Answer step_command(const Request& request);
Answer why_command(const Request& request);
Answer compare_command(const Request& request);
Answer grad_command(const Request& request);
Answer learn_command(const Request& request);

}  // namespace heed
