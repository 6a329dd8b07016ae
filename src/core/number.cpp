#include "core/number.hpp"

#include "core/formatting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

constexpr double wide = 1e6;
constexpr double widest_whole = 1e12;
constexpr int exact_decimals = 16;
constexpr std::size_t most_characters = 24;

bool is_whole(double x) {
  return std::abs(x) < widest_whole && x == std::floor(x);
}

}  // namespace

NumberFormat number_format(std::span<const double> values, int decimals) {
  using Notation = NumberFormat::Notation;
  double largest = 0.0;
  bool whole = true;
  for (const double x : values) {
    if (!std::isfinite(x)) continue;
    largest = std::max(largest, std::abs(x));
    whole = whole && is_whole(x);
  }
  if (whole) return {Notation::whole, 0};
  if (decimals >= exact_decimals) return {Notation::shortest, decimals};
  const bool vanishes = largest < 0.5 * std::pow(10.0, -decimals);
  return {largest >= wide || vanishes ? Notation::scientific : Notation::fixed, decimals};
}

std::string written(double value, NumberFormat format) {
  using Notation = NumberFormat::Notation;
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  std::string text;
  switch (format.notation) {
    case Notation::whole:
      append_fixed(text, value, 0);
      break;
    case Notation::fixed:
      append_fixed(text, value, format.decimals);
      if (text.size() <= most_characters) break;
      [[fallthrough]];
    case Notation::scientific:
      text = fmt::format("{:.{}e}", value, format.decimals);
      break;
    case Notation::shortest:
      text.resize(widest_number);
      text.erase(text.begin() + (write_shortest(text.data(), value) - text.data()), text.end());
      break;
  }
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  if (zero && text.front() == '-') text.erase(0, 1);
  return text;
}

std::string written(double value, int decimals) {
  return written(value, number_format({&value, 1}, decimals));
}

}  // namespace heed
