#include "command/choices.hpp"

#include "attention/recipe.hpp"
#include "attention/steps.hpp"
#include "core/splitting.hpp"
#include "demo/demo.hpp"
#include "lesson/lesson.hpp"
#include "render/render.hpp"
#include "sample/reader.hpp"
#include "tutor/mistakes.hpp"

#include <algorithm>

namespace heed {
namespace {

using Vocabulary = std::vector<std::string>;

template <typename Table>
Vocabulary names_in(const Table& table) {
  Vocabulary names;
  for (const auto& entry : table) names.emplace_back(entry.name);
  return names;
}

/// A token is offered with a `=` where something has to follow.
Vocabulary recipe_tokens(const Words&) {
  Vocabulary names;
  for (const Token* token : tokens()) {
    const Argument argument = token->argument;
    const bool bare = argument == Argument::none || argument == Argument::optional_number ||
                      argument == Argument::optional_integer || argument == Argument::optional_half;
    if (bare) names.emplace_back(token->name);
    if (argument != Argument::none) names.push_back(fmt::format("{}=", token->name));
  }
  return names;
}

Vocabulary step_ids(const Words&) {
  Vocabulary names;
  for (const StepKind& kind : step_kinds()) names.emplace_back(kind.id);
  return names;
}

Vocabulary mistakes_known(const Words&) {
  Vocabulary names;
  for (const Mistake& mistake : mistakes()) names.emplace_back(mistake.id);
  return names;
}

Vocabulary samples_built_in(const Words&) {
  const std::vector<std::string_view> names = sample_names();
  return {names.begin(), names.end()};
}

/// A placeholder in the tables of commands and options, and what may stand for it.
struct Placeholder {
  std::string_view name;
  std::string_view joint;
  bool files;
  Vocabulary (*words)(const Words& words);
};

constexpr Placeholder placeholders[] = {
    {"COMMAND", "", false, [](const Words&) { return names_in(commands()); }},
    {"DEMO", "", false, [](const Words&) { return names_in(demos()); }},
    {"DIR", "", true, [](const Words&) { return Vocabulary{}; }},
    {"FILE", "", true, [](const Words&) { return Vocabulary{}; }},
    {"FORMAT", "", false, [](const Words&) { return names_in(formats()); }},
    {"ID", ",", false, mistakes_known},
    {"LESSON", "", false, [](const Words& words) { return names_in(Lessons(words).all()); }},
    {"NAME", "", false, samples_built_in},
    {"RECIPE", "+", false, recipe_tokens},
    {"SAMPLE", "", true, samples_built_in},
    {"STEP", ",", false, step_ids},
};

}  // namespace

std::vector<std::string_view> arguments_of(const Command& command) {
  return command.arguments.empty() ? std::vector<std::string_view>() : split(command.arguments, " ");
}

Choices choices(std::string_view usage, const Words& words) {
  Choices all;
  const std::vector<std::string_view> alternatives = split(usage.substr(usage.starts_with('[') ? 1 : 0), "|");
  for (const std::string_view alternative : alternatives) {
    const std::string_view name = alternative.substr(0, alternative.find_first_of("[],=…"));
    const auto known = std::find_if(std::begin(placeholders), std::end(placeholders),
                                    [&](const Placeholder& placeholder) { return placeholder.name == name; });
    if (known != std::end(placeholders)) {
      const Vocabulary more = known->words(words);
      all.words.insert(all.words.end(), more.begin(), more.end());
      all.joint = known->joint;
      all.files = all.files || known->files;
    } else if (alternatives.size() > 1) {
      all.words.emplace_back(name);
    }
  }
  return all;
}

}  // namespace heed
