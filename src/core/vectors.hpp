#pragma once

#include <span>

/// Whole rows at once, for rows beyond the size whose arithmetic is followed to the last bit.
namespace heed {

/// The largest number; NaN when there is one, −∞ when there is none at all.
double greatest(std::span<const double> x);

/// Puts exp(x/divisor − most) in the place of each x, and returns their sum. Each x/divisor is at most `most`; the
/// exponentials are within two units in the last place (below 1e-307: 0), the same bits on every processor.
double exponentials(std::span<double> x, double divisor, double most);

/// Each number divided, into `result`, which may be `x` itself.
void divide(std::span<const double> x, double by, std::span<double> result);

/// Each number where it is visible, −∞ where `visible` is 0; into `result`.
void hide(std::span<const double> x, std::span<const double> visible, std::span<double> result);

}  // namespace heed
