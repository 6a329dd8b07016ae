#include "attention/recipe.hpp"

#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"

#include <fmt/format.h>

namespace heed::fuzz {
namespace {

std::string spelled_out(const Recipe::Choice& choice) {
  std::string text(choice.token->name);
  if (choice.token->argument == Argument::optional_half) return text + (choice.arguments.empty() ? "" : "=half");
  for (std::size_t k = 0; k < choice.arguments.size(); ++k) {
    std::string number = fmt::format("{}", choice.arguments[k]);
    std::erase(number, '+');  // 1e+34: in a recipe a plus begins the next part
    text += (k == 0 ? '=' : ',') + number;
  }
  return text;
}

/// A recipe that says the same, from its parts: the score first.
std::string spelled_out(const Recipe& recipe) {
  std::string text = spelled_out(*recipe.find(Part::score));
  for (const Recipe::Choice& choice : recipe.choices) {
    if (choice.token->part != Part::score) text += '+' + spelled_out(choice);
  }
  return text;
}

}  // namespace

void recipe(std::string_view bytes) {
  Recipe read;
  if (!accepted({Exit::usage}, [&] { read = parse_recipe(bytes); })) return;
  expect(read.heads() >= 1 && read.heads() % read.kv_heads() == 0, "key heads divide heads");
  const std::string text = spelled_out(read);
  expect(spelled_out(parse_recipe(text)) == text, "a recipe from its parts is the same recipe");
  for (std::size_t i = 1; i < read.choices.size(); ++i) {
    expect(read.choices[i - 1].token->part <= read.choices[i].token->part, "parts stand in the order they act in");
    expect(read.choices[i - 1].token != read.choices[i].token, "no part stands twice");
  }
}

}  // namespace heed::fuzz
