#include "render/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace heed {
namespace {

using Cells = std::set<std::pair<std::size_t, std::size_t>>;  // row, column

/// One block where the cells fill it; otherwise a block for each.
std::string blocks(std::size_t place, const Cells& cells) {
  const auto [top, bottom] = std::pair(cells.begin()->first, cells.rbegin()->first);
  std::size_t left = cells.begin()->second;
  std::size_t right = left;
  for (const auto& [row, column] : cells) {
    left = std::min(left, column);
    right = std::max(right, column);
  }
  if ((bottom - top + 1) * (right - left + 1) == cells.size()) {
    return fmt::format("{}.{}.{}.{}.{}", place, top, left, bottom, right);
  }
  std::string all;
  for (const auto& [row, column] : cells) {
    all += fmt::format("{}{}.{}.{}.{}.{}", all.empty() ? "" : " ", place, row, column, row, column);
  }
  return all;
}

}  // namespace

void Sources::place(const Matrix& matrix) {
  if (matrix.trace) places_.emplace(std::pair(matrix.trace.get(), matrix.step), placed_);
  ++placed_;
}

std::string Sources::of(const Matrix& matrix, const Derivation& derivation) const {
  std::map<std::size_t, Cells> found;
  for (const Derivation::Term& term : derivation.terms) {
    for (const Cell& cell : term.cells) {
      const auto place = places_.find({matrix.trace.get(), cell.step});
      if (place != places_.end()) found[place->second].emplace(cell.row, cell.column);
    }
  }
  std::string all;
  for (const auto& [place, cells] : found) all += (all.empty() ? "" : " ") + blocks(place, cells);
  return all;
}

}  // namespace heed
