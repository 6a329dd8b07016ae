#include "attention/recipe.hpp"
#include "command/command.hpp"
#include "core/spelling.hpp"
#include "core/json_writer.hpp"
#include "render/render.hpp"

#include <algorithm>

namespace heed {
namespace {

std::string usage(const Command& command) {
  return fmt::format("heed {}{}{}", command.name, command.arguments.empty() ? "" : " ", command.arguments);
}

std::string spelled(const Option& option) {
  return fmt::format("--{}{}{}", option.name, option.value.empty() ? "" : " ", option.value);
}

/// For programs, help is the rows of its tables.
Answer page(Document document) {
  const auto shared = std::make_shared<const Document>(std::move(document));
  return {.document = [shared] { return *shared; },
          .record =
              [shared](JsonWriter& json) {
                json.object().field("format", "heed-help").key("lines").array();
                for (const Block& block : shared->blocks) {
                  if (const auto* table = std::get_if<Table>(&block)) {
                    for (const auto& row : table->rows) {
                      json.array();
                      for (const std::string& cell : row) json.value(cell);
                      json.end();
                    }
                  }
                }
                json.end().end();
              }};
}

Table option_table(const Words& words, const Command* command) {
  Table table{{"", ""}, {}};
  for (const Option& option : options()) {
    if (command == nullptr ? option.everywhere : takes(*command, option)) {
      table.rows.push_back({fmt::format("`{}`", spelled(option)), explanation(option, words)});
    }
  }
  return table;
}

Document command_help(const Command& command, const Words& words) {
  Document document{{Heading{1, usage(command)}, Prose{words(fmt::format("command.{}", command.name))}}};
  for (const std::string_view more : {"files", "notes"}) {
    const std::string id = fmt::format("command.{}.{}", command.name, more);
    if (words.has(id)) document.blocks.push_back(Prose{words(id)});
  }
  Table own = option_table(words, &command);
  if (!own.rows.empty()) document.blocks.push_back(std::move(own));
  document.blocks.push_back(Prose{words("help.everywhere")});
  document.blocks.push_back(Next{words(fmt::format("command.{}.example", command.name)), ""});
  return document;
}

Document overview(const Words& words) {
  Table table{{"", ""}, {}};
  for (const Command& command : commands()) {
    table.rows.push_back({fmt::format("`{}`", usage(command)), words(fmt::format("command.{}", command.name))});
  }
  return {{Heading{1, words("help.title")}, Prose{words("help.about")}, Heading{2, words("help.commands")},
           std::move(table), Heading{2, words("help.options")}, option_table(words, nullptr),
           Heading{2, words("help.exits")}, Prose{words("help.exit_list")}}};
}

Document recipe_help(const Words& words) {
  Document document{{Heading{1, words("recipes.title")}, Prose{words("recipes.about")}}};
  Table table;
  std::string last_part;
  for (const Token* token : tokens()) {
    const std::string part = words(fmt::format("part.{}", part_name(token->part)));
    if (part != last_part) {
      if (!table.rows.empty()) document.blocks.push_back(std::move(table));
      document.blocks.push_back(Heading{3, part});
      table = Table{{"", ""}, {}};
      last_part = part;
    }
    table.rows.push_back({fmt::format("`{}`", heed::spelled(*token)), words(fmt::format("recipe.{}", token->name))});
    table.rows.push_back({"", std::string(token->source)});
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Next{"heed trace causal --as scaled+causal+temperature=2", words("recipes.try")});
  return document;
}

}  // namespace

std::string explanation(const Option& option, const Words& words) {
  std::vector<std::string_view> names;
  for (const Format& format : formats()) names.push_back(format.name);
  return words(fmt::format("option.{}", option.name), {{"formats", listed(names)}});
}

Answer welcome(const Request& request) {
  const Words& words = *request.words;
  return page({{Heading{1, words("welcome.title")}, Prose{words("welcome.about")},
                Next{"heed trace translation", words("welcome.trace")},
                Next{words("welcome.why.example"), words("welcome.why")}, Next{"heed help", words("welcome.help")}}});
}

Answer recipes_command(const Request& request) {
  return page(recipe_help(*request.words));
}

Answer help_command(const Request& request) {
  const Words& words = *request.words;
  if (request.arguments.empty()) return page(overview(words));
  const std::string& about = request.arguments[0];
  const Command* command = find_command(about);
  if (command == nullptr) {
    std::vector<std::string_view> names;
    for (const Command& known : commands()) names.push_back(known.name);
    fail(Exit::usage, "there is no command {}{}; there are {}", about, did_you_mean(about, names), listed(names));
  }
  if (command->run == recipes_command) return page(recipe_help(words));
  return page(command_help(*command, words));
}

}  // namespace heed
