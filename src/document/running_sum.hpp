#pragma once

#include "document/document.hpp"
#include "document/words.hpp"

namespace heed {

/// The sum in a cell's arithmetic, one term after another. The cell comes with its sum added up; behind it, as its
/// reasons, stand the terms: "up to sat = 0.24 + 0.09·1 = 0.33". Nothing where the arithmetic is no sum of two or more.
std::optional<Worked> running_sum(const Trace& trace, const Derivation& derivation, const Words& words);

}  // namespace heed
