#pragma once

#include "tutor/practice.hpp"

#include <set>

namespace heed {

/// What an answer is worth.
struct Mark {
  bool correct = false;
  Mistakes named;       ///< those that give this very answer, the likeliest first
  bool turned = false;  ///< a shape with rows for columns
};

/// Marks a number at the precision asked: it may be off by half a unit of its last decimal.
Mark mark(const Practice& practice, const Exercise& exercise, double answer);

/// The columns that the exercise's row may not see, and the one where it is largest.
std::set<std::size_t> hidden(const Practice& practice, const Exercise& exercise);
std::size_t largest(const Practice& practice, const Exercise& exercise);

/// Marks a line that a reader typed: a number, a shape ("3×4", "3 4"), a key, or a list of keys, by label or number.
/// Nothing when it is no answer of that kind.
std::optional<Mark> mark(const Practice& practice, const Exercise& exercise, std::string_view line);

}  // namespace heed
