#pragma once

#include "core/error.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

class Pipeline;

/// The parts of a recipe, in the order in which they act.
enum class Part { position, score, cap, bias, mask, normalise, heads, schedule };

std::string_view part_name(Part part);

/// What may follow a token's name.
enum class Argument {
  none,
  number,            ///< =S, any finite number
  optional_number,   ///< nothing, or =S
  positive,          ///< =T, above 0
  count,             ///< =H, a whole number from 1
  optional_integer,  ///< nothing, or =OFFSET
  window,            ///< =L,R, whole numbers from −1 (unbounded)
  optional_half,     ///< nothing, or =half
};

/// A word of the grammar: one line in its part's table, and the function that adds its stage to a pipeline.
struct Token {
  std::string_view name;
  Part part;
  Argument argument;
  std::string_view placeholder;  ///< how help writes the argument: "S", "L,R"
  std::string_view source;       ///< author, year, arXiv number
  void (*build)(Pipeline& pipeline, std::span<const double> arguments);
};

/// Every token, in the order of computation. The parser, the help, the suggestions and the tests read it.
const std::vector<const Token*>& tokens();

/// "scaled=S"
std::string spelled(const Token& token);

/// How to attend: `SCORE+modifier+modifier…`, each at most once.
struct Recipe {
  struct Choice {
    const Token* token;
    std::vector<double> arguments;
  };
  std::string text;
  std::vector<Choice> choices;  ///< in the order of `tokens()`

  const Choice* find(std::string_view name) const;
  const Choice* find(Part part) const;
  std::size_t heads() const;
  std::size_t kv_heads() const;
  /// Whether rows become softmax(s/T): not where softmax1 adds its 1.
  bool is_softmax() const;
  double temperature() const;
  /// Of the tokens: "scaled", "causal".
  std::vector<std::string> names() const;
};

/// The same numbers by the plain schedule: all queries and keys at once.
Recipe without_schedule(Recipe recipe);

/// Parses a recipe. What cannot be parsed or makes no sense is an Error of the given status (usage when it
/// comes from the command line, data when it stands in the sample `where`), naming the token and the nearest.
Recipe parse_recipe(std::string_view text, Exit status = Exit::usage, std::string_view where = {});

}  // namespace heed
