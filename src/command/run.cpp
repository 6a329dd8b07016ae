#include "command/run.hpp"

#include "command/cli.hpp"
#include "command/shell.hpp"
#include "core/spelling.hpp"
#include "render/render.hpp"
#include "render/width.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <utility>

namespace heed {
namespace {

constexpr long most_decimals = 17;
constexpr long why_decimals = 4;  ///< of an answer that is arithmetic, unless --precision says otherwise

std::string choice(const Request& request, std::string_view option, const std::vector<std::string_view>& choices) {
  const std::string chosen = request.value(option, std::string(choices.front()));
  if (std::find(choices.begin(), choices.end(), chosen) == choices.end()) {
    fail(Exit::usage, "--{} {}: it takes {}{}", option, chosen, listed(choices), did_you_mean(chosen, choices));
  }
  return chosen;
}

std::string variable(const Surroundings& around, std::string_view name) {
  const auto found = around.environment.find(name);
  return found == around.environment.end() ? std::string() : found->second;
}

/// --color, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then TERM=dumb, then whether it is a terminal.
ColorDepth color_depth(const Request& request, const Surroundings& around) {
  const std::string asked = choice(request, "color", {"auto", "always", "never"});
  if (asked == "never") return ColorDepth::none;
  const auto forced = [&](std::string_view name) {
    const std::string value = variable(around, name);
    return !value.empty() && value != "0";
  };
  if (asked == "auto") {
    if (!variable(around, "NO_COLOR").empty()) return ColorDepth::none;
    const bool force = forced("CLICOLOR_FORCE") || forced("FORCE_COLOR");
    if (!force && (variable(around, "TERM") == "dumb" || !around.terminal)) return ColorDepth::none;
  }
  const std::string depth = variable(around, "COLORTERM");
  if (depth.find("truecolor") != std::string::npos || depth.find("24bit") != std::string::npos) return ColorDepth::full;
  return variable(around, "TERM").find("256color") != std::string::npos ? ColorDepth::indexed : ColorDepth::basic;
}

std::size_t width(const Request& request, const Surroundings& around) {
  constexpr long narrowest = 20;
  constexpr long widest = 1000;
  constexpr long usual = 80;
  if (request.has("width")) return static_cast<std::size_t>(request.whole_number("width", usual, narrowest, widest));
  if (!around.terminal) return usual;
  const auto columns = parse_integer(variable(around, "COLUMNS"));
  const long known =
      columns && *columns >= narrowest && *columns <= widest ? *columns : static_cast<long>(around.columns);
  return static_cast<std::size_t>(std::clamp(known == 0 ? usual : known, narrowest, widest));
}

const Format& chosen_format(const Request& request) {
  if (request.has("format")) return find_format(request.value("format"));
  const std::string file = request.value("output");
  const std::size_t dot = file.rfind('.');
  if (dot != std::string::npos) {
    for (const Format& format : formats()) {
      if (format.extension == file.substr(dot + 1)) return format;
    }
  }
  return formats().front();
}

Limits limits(const Request& request) {
  Limits chosen;
  constexpr long most = 1L << 40;
  const auto set = [&](std::string_view option, std::size_t& limit) {
    limit = static_cast<std::size_t>(request.whole_number(option, static_cast<long>(limit), 1, most));
  };
  set("max-bytes", chosen.file_bytes);
  set("max-tokens", chosen.tokens);
  set("max-elements", chosen.elements);
  if (request.has("max-elements")) chosen.run_elements = std::max(chosen.run_elements, 4 * chosen.elements);
  return chosen;
}

Answer answer(const Request& request) {
  if (request.has("help") || request.command.empty()) {
    Request help = request;
    help.arguments.clear();
    if (!request.command.empty()) help.arguments.push_back(request.command);
    return request.has("help") ? help_command(help) : welcome(request);
  }
  return find_command(request.command)->run(request);
}

/// Where heed remembers things: $XDG_STATE_HOME/heed, which must be absolute to count, or ~/.local/state/heed.
std::string state_folder(const Surroundings& around) {
  const std::string state = variable(around, "XDG_STATE_HOME");
  if (state.starts_with('/')) return state + "/heed";
  const std::string home = variable(around, "HOME");
  return home.empty() ? home : home + "/.local/state/heed";
}

/// Runs `action`; what goes wrong becomes a line for standard error and a status.
template <typename Action>
Outcome guarded(Action action) {
  const auto failed = [](Exit status, const std::string& reason) {
    Outcome outcome;
    outcome.errors = fmt::format("heed: {}\n", visible(reason));
    outcome.status = status;
    return outcome;
  };
  try {
    return action();
  } catch (const Error& error) {
    return failed(error.status(), error.what());
  } catch (const std::bad_alloc&) {
    return failed(Exit::limit, "out of memory");
  } catch (const std::exception& error) {
    return failed(Exit::bug,
                  fmt::format("a mistake in heed itself: {}; please report it with the command", error.what()));
  }
}

Outcome written(const Answer& made, const Format& format, const Style& style) {
  Outcome outcome;
  outcome.out = format.render(made, style);
  if (!made.prompt.empty()) outcome.out += fmt::format("\n{} ", made.prompt);
  outcome.status = made.status;
  outcome.memory = made.memory;
  for (const std::string& notice : made.notices) outcome.errors += fmt::format("heed: {}\n", visible(notice));
  if (made.reply) {
    outcome.reply = [reply = made.reply, &format, style](const std::string& line) {
      return guarded([&] {
        Outcome next = written(reply(line), format, style);
        if (!next.out.empty()) next.out.insert(0, 1, '\n');
        return next;
      });
    };
  }
  return outcome;
}

std::string command_line(const std::vector<std::string>& arguments) {
  std::string line = "heed";
  for (const std::string& argument : arguments) line += " " + shell_quoted(argument);
  return line;
}

Outcome attempt(const std::vector<std::string>& arguments, const Surroundings& around) {
  Request request = parse_command_line(arguments);
  request.words = &Words::of(choice(request, "lang", languages()));
  request.limits = limits(request);
  if (around.error_terminal) request.progress = around.progress;
  constexpr long usual_decimals = 2;
  const long own_decimals = request.command == "why" ? why_decimals : usual_decimals;
  const Format& format = chosen_format(request);
  const Style style{.words = request.words,
                    .decimals = static_cast<int>(request.whole_number("precision", own_decimals, 0, most_decimals)),
                    .width = width(request, around),
                    .ascii = request.has("ascii"),
                    .color = color_depth(request, around),
                    .standalone = request.has("standalone"),
                    .command = command_line(arguments)};
  request.state = state_folder(around);
  request.interactive =
      around.terminal && around.input_terminal && &format == &formats().front() && !request.has("output");
  const Answer made = answer(request);
  const std::string file = request.value("output");
  if (file.empty() || file == "-") return written(made, format, style);
  const bool goes_on = made.file && !request.has("format") && format.name == "json";
  Outcome outcome = written(made, goes_on ? formats().front() : format, style);
  outcome.file = file;
  outcome.file_bytes = goes_on ? made.file() : std::exchange(outcome.out, {});
  if (goes_on && outcome.out == outcome.file_bytes) outcome.out.clear();
  return outcome;
}

}  // namespace

Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return guarded([&] { return attempt(arguments, surroundings); });
}

Document run_line(const std::string& line, const Request& reader) {
  std::vector<std::string> arguments = split_line(line);
  if (arguments.empty() || arguments[0] != "heed") fail(Exit::data, "a command line begins with heed");
  arguments.erase(arguments.begin());
  Request request = parse_command_line(arguments);
  request.words = reader.words;
  request.limits = reader.limits;
  Document document = answer(request).document();
  if (!request.has("precision") && request.command != "why") return document;
  const int decimals = static_cast<int>(request.whole_number("precision", why_decimals, 0, most_decimals));
  for (Block& block : document.blocks) {
    if (auto* matrix = std::get_if<Matrix>(&block)) matrix->decimals = decimals;
    if (auto* worked = std::get_if<Worked>(&block)) worked->decimals = decimals;
  }
  return document;
}

}  // namespace heed
