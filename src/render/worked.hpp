#pragma once

#include "document/document.hpp"

#include <string>
#include <vector>

namespace heed {

/// A number's arithmetic, as LaTeX and Markdown write it.
struct WrittenWork {
  std::string names;               ///< the cell, and what it is made of, by name
  std::vector<std::string> lines;  ///< the same in numbers, as lines of LaTeX; none where the number is only taken over
};

WrittenWork written_work(const Worked& worked, int decimals);

/// "scores[1,2] = 1·0 + 2·1 = 2" in one line.
std::string written_briefly(const Worked& worked, int decimals);

}  // namespace heed
