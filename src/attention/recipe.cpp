#include "attention/recipe.hpp"

#include "attention/parts.hpp"
#include "core/spelling.hpp"
#include "core/splitting.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <limits>

namespace heed {
namespace {

/// Reads one token of a recipe, and complains in one voice.
class Reader {
 public:
  Reader(std::string_view recipe, Exit status, std::string_view where)
      : recipe_(recipe), status_(status), where_(where.empty() ? std::string() : fmt::format("{}: ", where)) {}

  template <typename... Args>
  [[noreturn]] void complain(fmt::format_string<Args...> format, Args&&... args) const {
    fail(status_, "{}recipe {}: {}", where_, recipe_, fmt::format(format, std::forward<Args>(args)...));
  }

  Recipe::Choice read(std::string_view word) const {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const auto found =
        std::find_if(tokens().begin(), tokens().end(), [&](const Token* token) { return token->name == name; });
    if (found == tokens().end()) {
      std::vector<std::string_view> names;
      for (const Token* token : tokens()) names.push_back(token->name);
      if (name.empty()) complain("a part between + and + is empty");
      complain("unknown part {}{}; `heed recipes` lists them", name, did_you_mean(name, names));
    }
    const Token& token = **found;
    if (equals == std::string_view::npos) return {&token, without_argument(token)};
    return {&token, arguments(token, word.substr(equals + 1))};
  }

 private:
  std::vector<double> without_argument(const Token& token) const {
    switch (token.argument) {
      case Argument::number:
      case Argument::positive:
      case Argument::count:
      case Argument::window:
        complain("{} needs a value: {}", token.name, spelled(token));
      default:
        return {};
    }
  }

  std::vector<double> arguments(const Token& token, std::string_view text) const {
    const auto wrong = [&](std::string_view what) {
      complain("{}={}: {} must be {}", token.name, text, token.placeholder, what);
    };
    switch (token.argument) {
      case Argument::none:
        complain("{} takes no value; leave out ={}", token.name, text);
      case Argument::number:
      case Argument::optional_number: {
        const auto value = parse_number(text);
        if (!value) wrong("a number");
        return {*value};
      }
      case Argument::positive: {
        const auto value = parse_number(text);
        if (!value || *value <= 0.0) wrong("a number above 0");
        return {*value};
      }
      case Argument::count:
        return {integer(text, 1, wrong, "a whole number from 1 to 65536")};
      case Argument::optional_integer:
        return {integer(text, -largest, wrong, "a whole number")};
      case Argument::window: {
        const auto ends = split(text, ",");
        const char* what = "two whole numbers from -1 (unbounded), as in window=2,0";
        if (ends.size() != 2) wrong(what);
        return {integer(ends[0], -1, wrong, what), integer(ends[1], -1, wrong, what)};
      }
      case Argument::optional_half:
        if (text != "half") wrong("half, or left out for neighbouring pairs");
        return {0.5};
    }
    return {};
  }

  template <typename Wrong>
  double integer(std::string_view text, long least, Wrong wrong, const char* what) const {
    const auto value = parse_integer(text);
    if (!value || *value < least || *value > largest) wrong(what);
    return static_cast<double>(*value);
  }

  static constexpr long largest = 65536;
  std::string_view recipe_;
  Exit status_;
  std::string where_;
};

void refuse_nonsense(const Recipe& recipe, const Reader& reader) {
  const auto name = [&](Part part, const Token* besides) -> const Token* {
    for (const Recipe::Choice& choice : recipe.choices) {
      if (choice.token->part == part && choice.token != besides) return choice.token;
    }
    return nullptr;
  };
  for (const Part part : {Part::score, Part::normalise}) {
    const Token* first = name(part, nullptr);
    const Token* second = first == nullptr ? nullptr : name(part, first);
    const bool pair =
        second != nullptr && part == Part::normalise && recipe.find("softmax") && recipe.find("temperature");
    const auto chosen = std::count_if(recipe.choices.begin(), recipe.choices.end(),
                                      [&](const Recipe::Choice& choice) { return choice.token->part == part; });
    if (second != nullptr && !(pair && chosen == 2)) {
      reader.complain("{} and {} exclude each other: a recipe has one {}", first->name, second->name,
                      part == Part::score ? "score" : "way to normalise");
    }
  }
  const auto* kv_heads = recipe.find("kv-heads");
  if (kv_heads != nullptr && recipe.find("heads") == nullptr) {
    reader.complain("kv-heads needs heads: say how many query heads share them, as in heads=4+kv-heads=2");
  }
  if (recipe.heads() % recipe.kv_heads() != 0) {
    reader.complain("{} query heads cannot share {} key heads evenly; kv-heads must divide heads", recipe.heads(),
                    recipe.kv_heads());
  }
  if (recipe.find("online") != nullptr && !recipe.is_softmax()) {
    reader.complain("online takes softmax in blocks; it cannot be joined with another way to normalise");
  }
}

}  // namespace

std::string_view part_name(Part part) {
  constexpr std::string_view names[] = {"position", "score", "cap", "bias", "mask", "normalise", "heads", "schedule"};
  return names[static_cast<std::size_t>(part)];
}

const std::vector<const Token*>& tokens() {
  static const std::vector<const Token*> all = [] {
    std::vector<const Token*> gathered;
    for (const std::span<const Token> part : {position_tokens(), score_tokens(), bias_tokens(), mask_tokens(),
                                              normaliser_tokens(), head_tokens(), schedule_tokens()}) {
      for (const Token& token : part) gathered.push_back(&token);
    }
    return gathered;
  }();
  return all;
}

std::string spelled(const Token& token) {
  switch (token.argument) {
    case Argument::none:
      return std::string(token.name);
    case Argument::optional_number:
    case Argument::optional_integer:
    case Argument::optional_half:
      return fmt::format("{}[={}]", token.name, token.placeholder);
    default:
      return fmt::format("{}={}", token.name, token.placeholder);
  }
}

const Recipe::Choice* Recipe::find(std::string_view name) const {
  for (const Choice& choice : choices) {
    if (choice.token->name == name) return &choice;
  }
  return nullptr;
}

const Recipe::Choice* Recipe::find(Part part) const {
  for (const Choice& choice : choices) {
    if (choice.token->part == part) return &choice;
  }
  return nullptr;
}

std::size_t Recipe::heads() const {
  const Choice* choice = find("heads");
  return choice == nullptr ? 1 : static_cast<std::size_t>(choice->arguments[0]);
}

std::size_t Recipe::kv_heads() const {
  const Choice* choice = find("kv-heads");
  return choice == nullptr ? heads() : static_cast<std::size_t>(choice->arguments[0]);
}

bool Recipe::is_softmax() const {
  const Choice* normaliser = find(Part::normalise);
  if (normaliser == nullptr) return find("linear") == nullptr;
  return normaliser->token->name == "softmax" || normaliser->token->name == "temperature";
}

double Recipe::temperature() const {
  const Choice* choice = find("temperature");
  return choice == nullptr ? 1.0 : choice->arguments[0];
}

std::vector<std::string> Recipe::names() const {
  std::vector<std::string> all;
  for (const Choice& choice : choices) all.emplace_back(choice.token->name);
  return all;
}

Recipe without_schedule(Recipe recipe) {
  std::erase_if(recipe.choices, [](const Recipe::Choice& choice) { return choice.token->part == Part::schedule; });
  return recipe;
}

Recipe parse_recipe(std::string_view text, Exit status, std::string_view where) {
  const Reader reader(text, status, where);
  if (text.empty()) {
    fail(status, "{}{}the recipe is empty; it begins with a score, as in scaled", where, where.empty() ? "" : ": ");
  }
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) {
    reader.complain("a recipe holds no blanks; join its parts by + alone, as in scaled+causal");
  }
  Recipe recipe{std::string(text), {}};
  for (const std::string_view word : split(text, "+")) {
    Recipe::Choice choice = reader.read(word);
    if (recipe.choices.empty() && choice.token->part != Part::score) {
      reader.complain("begins with {}; a recipe begins with a score, as in scaled+{}", word, word);
    }
    if (recipe.find(choice.token->name) != nullptr) reader.complain("{} is given twice", choice.token->name);
    recipe.choices.push_back(std::move(choice));
  }
  const auto order = [](const Recipe::Choice& choice) {
    return std::find(tokens().begin(), tokens().end(), choice.token) - tokens().begin();
  };
  std::stable_sort(recipe.choices.begin(), recipe.choices.end(),
                   [&](const auto& a, const auto& b) { return order(a) < order(b); });
  refuse_nonsense(recipe, reader);
  return recipe;
}

}  // namespace heed
