#pragma once

#include "document/narrator.hpp"
#include "tutor/practice.hpp"

namespace heed {

constexpr int more_decimals = 2;  ///< that what is shown has beyond what is asked

/// The right answer to an exercise, as it is written.
std::string right_answer(const Practice& practice, const Exercise& exercise, const Words& words);

/// Helps on the way to it: how it is computed, and then with the numbers put in.
std::string first_hint(const Practice& practice, const Exercise& exercise, const Narrator& narrator);
std::string second_hint(const Practice& practice, const Exercise& exercise, const Words& words);

/// What an answer must look like.
std::string unclear(const Practice& practice, const Exercise& exercise, const Words& words);

/// The exercise in a list: "`weights[the,cat]`"; where a whole step or row is asked about, that.
std::string in_short(const Practice& practice, const Exercise& exercise);

}  // namespace heed
