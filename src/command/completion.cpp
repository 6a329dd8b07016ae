#include "command/choices.hpp"
#include "command/command.hpp"
#include "core/json_writer.hpp"
#include "core/spelling.hpp"

#include <algorithm>

namespace heed {
namespace {

/// A word that every shell takes as it stands.
std::string in_quotes(std::string_view word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string described(std::string sentence) {
  std::erase(sentence, '`');
  return sentence;
}

std::string long_names(const Command* command) {
  std::vector<std::string> names;
  for (const Option& option : options()) {
    if (command == nullptr ? option.everywhere : takes(*command, option)) {
      names.push_back(fmt::format("--{}", option.name));
    }
  }
  return listed(names, " ");
}

// --- bash: a loop over the words so far, and a table of what may follow them.

std::string bash_pattern(const Option& option) {
  return option.letter == 0 ? fmt::format("--{}", option.name) : fmt::format("-{}|--{}", option.letter, option.name);
}

std::string bash_case(std::string_view pattern, const Choices& may) {
  if (may.words.empty()) return {};
  return fmt::format("    {}) choices={}{} ;;\n", pattern, in_quotes(listed(may.words, " ")),
                     may.joint.empty() ? std::string() : fmt::format(" joint={}", may.joint));
}

std::string bash_script(const Words& words) {
  std::vector<std::string> valued;
  std::string values, arguments, own;
  for (const Option& option : options()) {
    if (option.value.empty()) continue;
    valued.push_back(bash_pattern(option));
    values += bash_case(valued.back(), choices(option.value, words));
  }
  for (const Command& command : commands()) {
    std::size_t place = 0;
    for (const std::string_view argument : arguments_of(command)) {
      const std::string where = argument.ends_with("…") ? "*" : std::to_string(place);
      arguments += bash_case(fmt::format("{}:{}", command.name, where), choices(argument, words));
      ++place;
    }
    if (!command.options.empty()) {
      own += fmt::format("    {}) choices+={} ;;\n", command.name, in_quotes(" " + long_names(&command)));
    }
  }
  return R"(_heed() {
  local word command= option= place=0 choices= joint=
  # The words before the cursor; bash has taken them apart at each =.
  local -a words=()
  local last=-1 glue=
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ $last -ge 0 && ( -n $glue || $word == '=' ) ]]; then words[last]+=$word; else words[++last]=$word; fi
    if [[ $word == '=' ]]; then glue=1; else glue=; fi
  done
  local current=${words[last]}
  for word in "${words[@]:0:last}"; do
    if [[ -n $option ]]; then
      option=
      continue
    fi
    case $word in
    )" + listed(valued, "|") +
         R"() option=$word ;;
    -?*) ;;
    *) if [[ -z $command ]]; then command=$word; else place=$((place + 1)); fi ;;
    esac
  done
  local value=$current
  if [[ -z $option && $current == --*=* ]]; then option=${current%%=*} value=${current#*=}; fi
  if [[ -n $option ]]; then
    case $option in
)" + values +
         R"(    esac
  elif [[ $current == -* ]]; then
    choices=)" +
         in_quotes(long_names(nullptr)) + "\n    case $command in\n" + own +
         "    esac\n  elif [[ -z $command ]]; then\n    choices=" +
         in_quotes(listed(choices("COMMAND", words).words, " ")) + "\n  else\n    case $command:$place in\n" +
         arguments +
         R"(    esac
  fi
  if [[ -n $joint ]]; then
    value=${value##*"$joint"}
    compopt -o nospace 2>/dev/null
  fi
  local kept=${current%"$value"}
  if [[ $COMP_WORDBREAKS == *=* ]]; then kept=${kept##*=}; fi
  local IFS=$' \t\n'
  COMPREPLY=($(compgen -P "$kept" -W "$choices" -- "$value"))
}
complete -o bashdefault -o default -F _heed heed
)";
}

// --- zsh: what _arguments asks for.

/// ":what it is:how it is completed"
std::string zsh_action(std::string_view usage, const Words& words) {
  const Choices may = choices(usage, words);
  std::string action = " ";
  if (!may.joint.empty()) {
    action = fmt::format(" _heed_several {} {}", may.joint, listed(may.words, " "));
  } else if (may.files) {
    action = may.words.empty() ? "_files" : fmt::format(" _heed_or_file {}", listed(may.words, " "));
  } else if (!may.words.empty()) {
    action = fmt::format("({})", listed(may.words, " "));
  }
  return fmt::format(":{}:{}", usage, action);
}

std::string zsh_option(const Option& option, const Words& words) {
  std::string explained;
  for (const char c : described(explanation(option, words))) {
    if (c == '[' || c == ']' || c == ':') explained += '\\';
    explained += c;
  }
  std::string tail = fmt::format("[{}]", explained);
  if (!option.value.empty()) tail += zsh_action(option.value, words);
  const std::string equals = option.value.empty() ? "" : "=";
  if (option.letter == 0) return in_quotes(fmt::format("--{}{}{}", option.name, equals, tail));
  return fmt::format("'(-{0} --{1})'{{-{0},--{1}{2}}}{3}", option.letter, option.name, equals, in_quotes(tail));
}

std::string zsh_script(const Words& words) {
  std::string everywhere, names, arguments;
  for (const Option& option : options()) {
    if (option.everywhere) everywhere += fmt::format("    {}\n", zsh_option(option, words));
  }
  for (const Command& command : commands()) {
    names += fmt::format("    {}\n", in_quotes(fmt::format("{}:{}", command.name,
                                                           described(words(fmt::format("command.{}", command.name))))));
    arguments += fmt::format("    {}) _arguments \"$everywhere[@]\"", command.name);
    for (const Option& option : options()) {
      if (takes(command, option)) arguments += fmt::format(" \\\n      {}", zsh_option(option, words));
    }
    std::size_t place = 0;
    for (const std::string_view argument : arguments_of(command)) {
      const std::string where = argument.ends_with("…") ? "*" : std::to_string(++place);
      arguments += fmt::format(
          " \\\n      {}",
          in_quotes(fmt::format("{}{}{}", where, argument.starts_with('[') ? ":" : "", zsh_action(argument, words))));
    }
    arguments += " ;;\n";
  }
  return R"(_heed_several() {
  local joint=$1
  shift
  compset -P "*$joint"
  compadd -S '' -- "$@"
}
_heed_or_file() {
  compadd -- "$@"
  _files
}
_heed() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a everywhere commands
  everywhere=(
)" + everywhere +
         R"(  )
  commands=(
)" + names +
         R"(  )
  _arguments -C "$everywhere[@]" '1:COMMAND:->command' '*::argument:->argument'
  case $state in
  command) _describe -t commands COMMAND commands ;;
  argument)
    case $words[1] in
)" + arguments +
         R"(    esac ;;
  esac
}
if [[ $funcstack[1] == _heed ]]; then _heed "$@"; else compdef _heed heed; fi
)";
}

// --- fish: a line for each word that may be typed.

std::string fish_choices(const Choices& may) {
  if (may.words.empty()) return {};
  if (may.joint.empty()) return " -a " + in_quotes(listed(may.words, " "));
  return " -a " +
         in_quotes(fmt::format("(__fish_complete_list {} 'string split , {}')", may.joint, listed(may.words, ",")));
}

std::string fish_script(const Words& words) {
  std::string script = "complete -c heed -f\n";
  for (const Command& command : commands()) {
    script += fmt::format("complete -c heed -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          in_quotes(described(words(fmt::format("command.{}", command.name)))));
  }
  for (const Command& command : commands()) {
    for (const std::string_view argument : arguments_of(command)) {
      const Choices may = choices(argument, words);
      if (may.words.empty() && !may.files) continue;
      const std::string line = fmt::format("complete -c heed -n '__fish_seen_subcommand_from {}'{}{}\n", command.name,
                                           may.files ? " -F" : "", fish_choices(may));
      if (!script.ends_with(line)) script += line;
    }
  }
  for (const Option& option : options()) {
    std::vector<std::string> takers;
    for (const Command& command : commands()) {
      if (takes(command, option)) takers.emplace_back(command.name);
    }
    if (!option.everywhere && takers.empty()) continue;
    script += "complete -c heed";
    if (!option.everywhere) script += fmt::format(" -n '__fish_seen_subcommand_from {}'", listed(takers, " "));
    if (option.letter != 0) script += fmt::format(" -s {}", option.letter);
    script += fmt::format(" -l {}", option.name);
    if (!option.value.empty()) {
      const Choices may = choices(option.value, words);
      script += (may.files ? " -r -F" : " -x") + fish_choices(may);
    }
    script += fmt::format(" -d {}\n", in_quotes(described(explanation(option, words))));
  }
  return script;
}

struct Shell {
  std::string_view name;
  std::string_view first_line;
  std::string (*script)(const Words& words);
};

constexpr Shell shells[] = {
    {"bash", "", bash_script},
    {"zsh", "#compdef heed\n", zsh_script},
    {"fish", "", fish_script},
};

}  // namespace

Answer completion_command(const Request& request) {
  const std::string& name = request.arguments[0];
  const auto shell =
      std::find_if(std::begin(shells), std::end(shells), [&](const Shell& known) { return known.name == name; });
  if (shell == std::end(shells)) {
    std::vector<std::string_view> names;
    for (const Shell& known : shells) names.push_back(known.name);
    fail(Exit::usage, "there is no completion for {}{}; there is one for {}", name, did_you_mean(name, names),
         listed(names));
  }
  const Words& words = *request.words;
  const std::string text =
      fmt::format("{}# {}\n{}", shell->first_line, words(fmt::format("completion.{}", name)), shell->script(words));
  return {.document =
              [name, text] {
                return Document{{Listing{name, text}}};
              },
          .record =
              [name, text](JsonWriter& json) {
                json.object().field("format", "heed-completion").field("shell", name).field("text", text).end();
              }};
}

}  // namespace heed
