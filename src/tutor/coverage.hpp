#pragma once

#include "tutor/mistakes.hpp"

namespace heed {

/// Whether a sample's numbers would show a mistake.
struct Coverage {
  const Mistake* mistake;
  enum class Sight {
    seen,         ///< the output changes by more than a printed digit
    only_inside,  ///< earlier steps change, the output does not
    unseen,       ///< nothing changes
    impossible,   ///< the sample leaves no room for it
  } sight;
  std::string step;     ///< the first that changes; "" when none does
  double change = 0.0;  ///< the largest in the output
};

/// Makes every mistake in turn, and compares what is printed to so many decimals.
std::vector<Coverage> coverage(const Sample& sample, const Recipe& recipe, int decimals, const Limits& limits);

std::string_view sight_name(Coverage::Sight sight);

}  // namespace heed
