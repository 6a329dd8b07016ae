// The fmt library, compiled here once: its header-only form costs every file seconds, its shared one every run its
// loading.
#include "core/formatting.hpp"

#include <fmt/format-inl.h>

#include <algorithm>
#include <cmath>

FMT_BEGIN_NAMESPACE
namespace detail {

template FMT_API auto dragonbox::to_decimal(float x) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double x) noexcept -> dragonbox::decimal_fp<double>;
template FMT_API locale_ref::locale_ref(const std::locale& locale);
template FMT_API auto locale_ref::get<std::locale>() const -> std::locale;
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API void buffer<char>::append(const char*, const char*);
template FMT_API void vformat_to(buffer<char>&, string_view, basic_format_args<FMT_BUFFER_CONTEXT(char)>, locale_ref);

}  // namespace detail
FMT_END_NAMESPACE

namespace heed {

/// fmt's own digits, put down with fewer detours: large matrices are mostly numbers between 10⁻⁴ and 10¹⁶.
char* write_shortest(char* at, double number) {
  constexpr int least_exponent = -4;
  constexpr int digits_before_exponents = 16;
  const auto decimal = fmt::detail::dragonbox::to_decimal(std::abs(number));
  const int count = fmt::detail::count_digits(decimal.significand);
  const int point = count + decimal.exponent;  // how many digits stand before it
  if (number == 0.0 || point <= least_exponent || point > digits_before_exponents) {
    return fmt::detail::write<char>(at, number);
  }
  if (std::signbit(number)) *at++ = '-';
  if (point <= 0) {
    at = std::copy_n("0.", 2, at);
    at = std::fill_n(at, -point, '0');
  }
  char* const digits = at;
  at = fmt::detail::format_decimal(digits, decimal.significand, count).end;
  if (point >= count) return std::fill_n(at, point - count, '0');
  if (point > 0) {
    std::copy_backward(digits + point, at, at + 1);
    digits[point] = '.';
    ++at;
  }
  return at;
}

/// Shifted by its decimals, a number below 10¹² is off by less than a thousandth; where it is farther than that from
/// the middle between two whole numbers, the nearer one has its digits. Elsewhere fmt decides.
void append_fixed(std::string& out, double number, int decimals) {
  constexpr double shifts[] = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  constexpr double largest = 1e12;
  constexpr double doubt = 1e-3;
  const auto places = static_cast<std::size_t>(decimals);
  const double shifted = places < std::size(shifts) ? std::abs(number) * shifts[places] : largest;
  const double below = std::floor(shifted);
  if (!(shifted < largest) || std::abs(shifted - below - 0.5) < doubt) {
    fmt::format_to(std::back_inserter(out), "{:.{}f}", number, decimals);
    return;
  }
  constexpr std::size_t longest = 32;
  char text[longest];
  char* const end = text + longest;
  char* at = end;
  auto digits = static_cast<std::uint64_t>(below) + (shifted - below > 0.5 ? 1 : 0);
  for (std::size_t place = 0; place <= places || digits != 0; ++place, digits /= 10) {
    if (place == places && places > 0) *--at = '.';
    *--at = static_cast<char>('0' + digits % 10);
  }
  if (std::signbit(number)) *--at = '-';
  out.append(at, end);
}

}  // namespace heed
