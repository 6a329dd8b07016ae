#pragma once

#include "core/grid.hpp"
#include "core/trace.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A sentence in each language; where one is missing, the other stands in.
struct Text {
  std::map<std::string, std::string, std::less<>> by_language;
  const std::string& in(std::string_view language) const;
};

/// One matrix for all heads, or one for each; `boolean` where true and false were written.
struct PerHead {
  std::vector<Grid> heads;
  bool boolean = false;
  const Grid& of(std::size_t head) const { return heads.size() == 1 ? heads[0] : heads[head]; }
};

/// What somebody says a step is.
struct Claim {
  static constexpr int most_decimals = 9;  ///< that count where nobody says how many

  std::string step;  ///< "weights", "weights@2", "d.W_Q"
  Grid values;
  Grid stated;           ///< 1 where a number is claimed, 0 where it was null
  int decimals = 0;      ///< it was printed to: as stated, or its longest fraction
  Grid tolerances = {};  ///< half a unit of each cell's own last digit, where exponents make them differ; else empty
};

/// The classifier behind the output.
struct Decision {
  bool with_query = false;
  std::vector<std::string> words;
};

/// A tiny attention problem, read and checked for itself; `check` (attention/dimensions.hpp) holds it against a recipe.
struct Sample {
  std::string name;  ///< how messages call it: a built-in name or a path
  Text title, about, source;
  std::optional<std::vector<std::string>> queries, keys;
  /// Every field that is a matrix, under its own name: "X", "W_Q", "past_K", "additive.W_q", "decide.W", …
  std::map<std::string, Grid, std::less<>> matrices;
  std::map<std::string, std::vector<Text>, std::less<>> features;  ///< names of columns, by matrix
  std::optional<PerHead> mask, relative_bias;
  std::optional<std::size_t> valid_keys;
  std::optional<Decision> decision;
  std::string recipe = "scaled";
  std::vector<Claim> claims;

  const Grid* find(std::string_view field) const;
  bool has(std::string_view field) const { return find(field) != nullptr; }
  /// Its title, or else its name.
  const std::string& called(std::string_view language) const;
};

/// The matrix fields in the order in which a trace shows them, and what their columns are called after.
struct MatrixField {
  std::string_view name;
  std::string_view columns;  ///< the matrix whose feature names its columns carry, or ""
  bool flat;                 ///< may be written as a flat list of numbers: one row
};
const std::vector<MatrixField>& matrix_fields();

}  // namespace heed
