#include "command/cli.hpp"

#include "core/spelling.hpp"
#include "sample/reader.hpp"

#include <CLI/CLI.hpp>

namespace heed {
namespace {

/// One command's arguments and options, where CLI11 puts them.
struct Slots {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> values;
  std::map<std::string, bool> flags;
};

/// Whether some argument may be the option: --name, --name=VALUE, or its letter in -abc.
bool may_be_given(const Option& option, const std::vector<std::string>& arguments) {
  const std::string name = fmt::format("--{}", option.name);
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    if (argument.starts_with("--")) return argument.starts_with(name);
    return option.letter != 0 && argument.starts_with('-') && argument.find(option.letter) != std::string::npos;
  });
}

/// Most of a short run would go into describing options that are not given.
void add_options(CLI::App& app, Slots& slots, const Command* command, const std::vector<std::string>& arguments) {
  for (const Option& option : options()) {
    const bool taken = option.everywhere || (command != nullptr && takes(*command, option));
    if (!taken || !may_be_given(option, arguments)) continue;
    const std::string name(option.name);
    const std::string spelled = option.letter == 0 ? "--" + name : fmt::format("-{},--{}", option.letter, name);
    if (option.value.empty()) {
      app.add_flag(spelled, slots.flags[name]);
    } else {
      CLI::Option* added = app.add_option(spelled, slots.values[name]);
      // A list may be given in parts.
      const bool list = option.value.find("…") != std::string_view::npos;
      list ? added->join(',') : added->take_last();
    }
  }
}

[[noreturn]] void refuse(const std::string& argument, const Command* command) {
  if (argument.starts_with("-") && argument != "-") {
    std::vector<std::string> known;
    for (const Option& option : options()) {
      const bool taken = command == nullptr || option.everywhere || takes(*command, option);
      if (taken) known.push_back(fmt::format("--{}", option.name));
    }
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string word = argument.substr(0, argument.find('='));
    fail(Exit::usage, "{}there is no option {}{}; `heed help{}` lists them",
         command == nullptr ? "" : fmt::format("{}: ", command->name), word, did_you_mean(word, names),
         command == nullptr ? "" : fmt::format(" {}", command->name));
  }
  if (command != nullptr) {
    fail(Exit::usage, "{}: one argument too many: {}; it takes {}{}", command->name, argument,
         command->arguments.empty() ? "none" : command->arguments,
         command->arguments.ends_with("…") ? fmt::format(" ({} at most)", command->most) : "");
  }
  if (!sample_text(argument).empty()) {
    fail(Exit::usage, "there is no command {}, but a sample; did you mean `heed trace {}`?", argument, argument);
  }
  std::vector<std::string_view> names;
  for (const Command& known : commands()) names.push_back(known.name);
  fail(Exit::usage, "there is no command {}{}; there are {}", argument, did_you_mean(argument, names), listed(names));
}

}  // namespace

Request parse_command_line(const std::vector<std::string>& arguments) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.require_subcommand(0, 1);
  Slots global;
  add_options(app, global, nullptr, arguments);
  std::map<std::string_view, Slots> slots;
  for (const Command& command : commands()) {
    if (std::find(arguments.begin(), arguments.end(), command.name) == arguments.end()) continue;
    CLI::App* subcommand = app.add_subcommand(std::string(command.name));
    subcommand->set_help_flag();
    subcommand->allow_extras();
    Slots& own = slots[command.name];
    subcommand->add_option("arguments", own.arguments)->expected(-1);
    add_options(*subcommand, own, &command, arguments);
  }
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    std::replace(message.begin(), message.end(), '\n', ' ');
    fail(Exit::usage, "{}; `heed help` says how to call it", message);
  }
  Request request;
  const auto chosen = app.get_subcommands();
  const Command* command = chosen.empty() ? nullptr : find_command(chosen[0]->get_name());
  for (const std::string& extra : app.remaining(true)) refuse(extra, command);
  const auto take = [&](const Slots& from, const CLI::App& owner) {
    for (const auto& [name, value] : from.values) {
      if (owner.count("--" + name) > 0) request.options[name] = value;
    }
    for (const auto& [name, set] : from.flags) {
      if (set) request.options[name] = {};
    }
  };
  take(global, app);
  if (command != nullptr) {
    const Slots& own = slots[command->name];
    request.command = command->name;
    request.arguments = own.arguments;
    if (request.arguments.size() > command->most) refuse(request.arguments[command->most], command);
    take(own, *chosen[0]);
    if (request.arguments.size() < command->least && !request.has("help")) {
      fail(Exit::usage, "{}: it takes {}; `heed help {}` says more", command->name, command->arguments, command->name);
    }
  }
  return request;
}

}  // namespace heed
