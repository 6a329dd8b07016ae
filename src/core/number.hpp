#pragma once

#include "core/grid.hpp"

#include <string>

namespace heed {

/// How the numbers of one matrix are written, so that they can be compared at a glance.
struct NumberFormat {
  enum class Notation { whole, fixed, scientific, shortest } notation = Notation::shortest;
  int decimals = 2;
};

/// Whole numbers without decimals; otherwise so many decimals; scientific where that would hide every digit, or
/// run wide. From 16 decimals on: as short as reads back to the same double.
NumberFormat number_format(std::span<const double> values, int decimals);

/// The number, at most 24 characters: no "-0.00", no "-nan"; infinities are "∞" and "-∞".
std::string written(double value, NumberFormat format);

/// A number by itself: whole without decimals, otherwise with so many.
std::string written(double value, int decimals);

}  // namespace heed
