#include "command/command.hpp"

#include <algorithm>

namespace heed {

std::string Request::value(std::string_view option, std::string otherwise) const {
  const auto found = options.find(option);
  return found == options.end() ? std::move(otherwise) : found->second;
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all{
      {"trace", "SAMPLE", 1, 1, {"as", "detail", "with-mistake"}, trace_command},
      {"why", "SAMPLE CELL", 2, 2, {"as", "to-inputs", "with-mistake"}, why_command},
      {"mistakes", "[ID]", 0, 1, {}, mistakes_command},
      {"sample", "[NAME]", 0, 1, {}, sample_command},
      {"recipes", "", 0, 0, {}, recipes_command},
      {"help", "[COMMAND]", 0, 1, {}, help_command},
  };
  return all;
}

const Command* find_command(std::string_view name) {
  const auto found =
      std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return c.name == name; });
  return found == commands().end() ? nullptr : &*found;
}

const std::vector<Option>& options() {
  static const std::vector<Option> all{
      {"as", "RECIPE", false},        {"detail", "all|main", false},
      {"to-inputs", "", false},       {"with-mistake", "ID[,ID]", false},
      {"only", "STEP[,STEP…]", true}, {"format", "FORMAT", true},
      {"output", "FILE", true},       {"lang", "en|zh", true},
      {"precision", "N", true},       {"color", "auto|always|never", true},
      {"width", "N", true},           {"ascii", "", true},
      {"max-bytes", "N", true},       {"max-tokens", "N", true},
      {"max-elements", "N", true},    {"help", "", true},
  };
  return all;
}

}  // namespace heed
