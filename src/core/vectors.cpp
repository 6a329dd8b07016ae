#include "core/vectors.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

// The compiler makes the loops below twice, for old and for new vector units; the processor chooses when heed starts.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define HEED_VECTORS __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define HEED_VECTORS
#endif

namespace heed {
namespace {

constexpr std::size_t lanes = 8;

/// 1/k! for k = 0 … 13: beyond it, the series of exp on ±ln 2/2 does not reach the last bit.
constexpr auto series = [] {
  std::array<double, 14> terms{};
  double factorial = 1.0;
  for (std::size_t k = 0; k < terms.size(); ++k) {
    factorial *= k == 0 ? 1.0 : static_cast<double>(k);
    terms[k] = 1.0 / factorial;
  }
  return terms;
}();

/// exp(x) for x ≤ 0 as 2ⁿ·exp(r), |r| ≤ ln 2/2.
inline double exponential(double x) {
  constexpr double log2_e = 0x1.71547652b82fep+0;
  constexpr double ln2_high = 0x1.62e42fee00000p-1;  // so few bits that n·ln2_high is exact
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  constexpr double to_whole = 0x1.8p+52;  // added and taken away again, it rounds; its last bits then hold n
  constexpr double least = -708.0;
  const double inside = x < least ? least : x;
  const double shifted = inside * log2_e + to_whole;
  const double n = shifted - to_whole;
  const double r = inside - n * ln2_high - n * ln2_low;
  double sum = series.back();
  for (std::size_t k = series.size() - 1; k-- > 0;) sum = sum * r + series[k];
  const double power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
  return x < least ? 0.0 : sum * power;
}

}  // namespace

HEED_VECTORS double greatest(std::span<const double> x) {
  const double* const from = x.data();
  const std::size_t whole = x.size() / lanes * lanes;
  double most[lanes];
  double strange[lanes];  // NaN as soon as one was seen
  for (std::size_t k = 0; k < lanes; ++k) {
    most[k] = -std::numeric_limits<double>::infinity();
    strange[k] = 0.0;
  }
  for (std::size_t j = 0; j < whole; j += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) {
      const double s = from[j + k];
      most[k] = s > most[k] ? s : most[k];
      strange[k] = s == s ? strange[k] : s;
    }
  }
  for (std::size_t j = whole; j < x.size(); ++j) {
    most[0] = from[j] > most[0] ? from[j] : most[0];
    strange[0] = from[j] == from[j] ? strange[0] : from[j];
  }
  for (std::size_t k = 1; k < lanes; ++k) {
    most[0] = most[k] > most[0] ? most[k] : most[0];
    strange[0] = strange[k] == strange[k] ? strange[0] : strange[k];
  }
  return strange[0] == strange[0] ? most[0] : strange[0];
}

HEED_VECTORS double exponentials(std::span<double> x, double divisor, double most) {
  double* const at = x.data();
  const std::size_t whole = x.size() / lanes * lanes;
  double sums[lanes] = {};
  for (std::size_t j = 0; j < whole; j += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) {
      const double e = exponential(at[j + k] / divisor - most);
      at[j + k] = e;
      sums[k] += e;
    }
  }
  for (std::size_t j = whole; j < x.size(); ++j) {
    at[j] = exponential(at[j] / divisor - most);
    sums[0] += at[j];
  }
  double sum = 0.0;
  for (const double part : sums) sum += part;
  return sum;
}

HEED_VECTORS void divide(std::span<const double> x, double by, std::span<double> result) {
  for (std::size_t j = 0; j < result.size(); ++j) result[j] = x[j] / by;
}

HEED_VECTORS void hide(std::span<const double> x, std::span<const double> visible, std::span<double> result) {
  constexpr double hidden = -std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < result.size(); ++j) result[j] = visible[j] == 0.0 ? hidden : x[j];
}

}  // namespace heed
