#include "command/command.hpp"

#include "command/shell.hpp"
#include "core/spelling.hpp"
#include "core/splitting.hpp"
#include "sample/number.hpp"

#include <algorithm>

namespace heed {

std::string Request::value(std::string_view option, std::string otherwise) const {
  const auto found = options.find(option);
  return found == options.end() ? std::move(otherwise) : found->second;
}

long Request::whole_number(std::string_view option, long otherwise, long least, long most) const {
  if (!has(option)) return otherwise;
  const std::string text = value(option);
  const auto number = parse_integer(text);
  if (!number || *number < least || *number > most) {
    fail(Exit::usage, "--{} {}: it takes a whole number from {} to {}", option, text, least, most);
  }
  return *number;
}

std::vector<std::string> Request::list(std::string_view option, std::string otherwise) const {
  const std::string text = value(option, std::move(otherwise));
  const std::vector<std::string_view> entries = split(text, ",");
  return {entries.begin(), entries.end()};
}

std::string Request::repeated(std::initializer_list<std::string_view> names) const {
  std::string line;
  for (const std::string_view name : names) {
    if (!has(name)) continue;
    line += fmt::format(" --{}", name);
    if (const std::string given = value(name); !given.empty()) line += " " + shell_quoted(given);
  }
  return line;
}

bool Request::asks_for(std::string_view part) const {
  const std::vector<std::string> names = list("only");
  return !has("only") || std::find(names.begin(), names.end(), part) != names.end();
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all{
      {"lesson", "[LESSON|next|reset]", 0, 1, {"lessons"}, lesson_command},
      {"trace", "SAMPLE", 1, 1, {"as", "detail", "with-mistake"}, trace_command},
      {"step", "SAMPLE", 1, 1, {"as", "detail", "with-mistake"}, step_command},
      {"why", "SAMPLE CELL", 2, 2, {"as", "to-inputs", "with-mistake"}, why_command},
      {"compare", "SAMPLE RECIPE RECIPE…", 2, 7, {"detail", "with-mistake"}, compare_command},
      {"grad", "SAMPLE", 1, 1, {"as", "detail"}, grad_command},
      {"audit", "FILE", 1, 1, {"as", "claim", "coverage"}, audit_command},
      {"practice",
       "[LESSON|SAMPLE]",
       0,
       1,
       {"as", "random", "questions", "seed", "print", "answers-key", "answers"},
       practice_command},
      {"mistakes", "[ID]", 0, 1, {}, mistakes_command},
      {"learn", "SAMPLE", 1, 1, {"as", "steps", "rate", "seed", "train", "towards"}, learn_command},
      {"cost", "", 0, 0, {"n", "seed"}, cost_command},
      {"demo", "[DEMO]", 0, 1, {"seed", "n", "causal", "why", "to-inputs"}, demo_command},
      {"sample", "[NAME]", 0, 1, {}, sample_command},
      {"recipes", "", 0, 0, {}, recipes_command},
      {"completion", "bash|zsh|fish", 1, 1, {}, completion_command},
      {"help", "[COMMAND]", 0, 1, {}, help_command},
  };
  return all;
}

bool takes(const Command& command, const Option& option) {
  return std::find(command.options.begin(), command.options.end(), option.name) != command.options.end();
}

const Command* find_command(std::string_view name) {
  const auto found =
      std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return c.name == name; });
  return found == commands().end() ? nullptr : &*found;
}

const std::vector<Option>& options() {
  static const std::string every_language = listed(languages(), "|");
  static const std::vector<Option> all{
      {"as", "RECIPE", false},
      {"detail", "all|main", false},
      {"to-inputs", "", false},
      {"steps", "N", false},
      {"rate", "R", false},
      {"seed", "N", false},
      {"train", "W_Q,W_K,…", false},
      {"towards", "weights|output", false},
      {"with-mistake", "ID[,ID]", false},
      {"claim", "STEP=FILE,NOTE.md,…", false},
      {"coverage", "", false},
      {"random", "", false},
      {"questions", "N", false},
      {"print", "", false},
      {"answers-key", "", false},
      {"answers", "FILE", false},
      {"lessons", "DIR", false},
      {"n", "N", false},
      {"causal", "", false},
      {"why", "CELL", false},
      {"only", "STEP[,STEP…]", true},
      {"format", "FORMAT", true},
      {"output", "FILE", true, 'o'},
      {"lang", every_language, true},
      {"precision", "N", true},
      {"color", "auto|always|never", true},
      {"width", "N", true},
      {"ascii", "", true},
      {"max-bytes", "N", true},
      {"max-tokens", "N", true},
      {"max-elements", "N", true},
      {"standalone", "", true},
      {"help", "", true, 'h'},
  };
  return all;
}

}  // namespace heed
