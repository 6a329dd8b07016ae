#pragma once

#include "core/limits.hpp"
#include "sample/sample.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A matrix that stands in a note.
struct Noted {
  Claim claim;                    ///< under the step's address
  std::vector<std::string> rows;  ///< what its rows are called, or nothing
};

/// A Markdown note, as far as an audit reads it.
struct Note {
  std::string name;  ///< how messages call it
  std::vector<Noted> matrices;
  std::string recipe;   ///< of a line "recipe: scaled+causal", or ""
  std::string made_by;  ///< the command line that a note by heed ends with, or ""

  const Noted* find(std::string_view address) const;
  /// "Q, K, weights"
  std::string found() const;
};

/// Reads the matrices of a note: pipe tables, `$$` blocks with \begin{pmatrix} and its like, and fenced blocks with
/// `Q = [[1, 0], [2, 1]]`. Each is named by what stands before its "=", by the line above it, or by its heading.
/// Error (data) in one line for a note without matrices, a matrix under no step's name, two of one name, two recipes.
Note read_note(std::string_view text, std::string name, const Limits& limits = {});

/// Whether a file is a note, and not a sample in JSON: by the end of its name, otherwise by how it begins.
bool is_note(std::string_view name, std::string_view text);

/// The sample that a note tells: what nothing else is computed from is given, the rest is claimed. Error (data) when
/// inputs are missing, saying what was found.
Sample sample_of(const Note& note);

/// Everything in the note, claimed.
std::vector<Claim> claims_of(const Note& note);

}  // namespace heed
