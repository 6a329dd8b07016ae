// What causal attention over n tokens costs, counted pair by pair: all at once, and with each remedy. Width 16, four
// heads. "anew" says one token after another and computes everything again each time; "cache" does so with the keys
// and values kept; "shared" is that cache with one key head, which all heads read; "window" sees the last 32 keys;
// "online" takes the softmax in blocks of 16 keys and keeps no row of weights.
#include "demo/cost.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

using namespace cost_sizes;

struct Count {
  double multiplications = 0.0;
  double additions = 0.0;
  double kept = 0.0;

  void product(double rows, double inner, double columns) {
    multiplications += rows * inner * columns;
    additions += rows * (inner - 1.0) * columns;
  }
};

/// Query, key and value of so many tokens.
void project(Count& count, double tokens, double key_width) {
  count.product(tokens, width, width);
  count.product(tokens, width, 2.0 * key_width);
}

/// One query's scores, scaling, softmax and mix over so many keys, in all heads.
void attend(Count& count, double keys) {
  count.product(heads, head_width, keys);
  count.multiplications += heads * keys;    // 1/√d_k
  count.additions += heads * (keys - 1.0);  // the sums of softmax
  count.multiplications += heads * keys;    // one division a weight
  count.product(heads, keys, head_width);
}

double seen_by(std::size_t query, std::size_t most) {
  return static_cast<double>(std::min(query + 1, most));
}

Count at_once(std::size_t n, double key_width, std::size_t most) {
  Count count;
  const auto tokens = static_cast<double>(n);
  project(count, tokens, key_width);
  count.kept = tokens * (width + 2.0 * key_width);
  for (std::size_t i = 0; i < n; ++i) {
    attend(count, seen_by(i, most));
    count.kept += heads * seen_by(i, most);
  }
  return count;
}

Count plain(std::size_t n) {
  return at_once(n, width, n);
}

Count windowed(std::size_t n) {
  return at_once(n, width, window);
}

/// Kept are the keys and values; one query, one row of weights a head.
Count with_cache(std::size_t n, double key_width) {
  Count count = at_once(n, key_width, n);
  const auto tokens = static_cast<double>(n);
  count.kept = tokens * 2.0 * key_width + width + heads * tokens;
  return count;
}

Count cached(std::size_t n) {
  return with_cache(n, width);
}

Count shared(std::size_t n) {
  return with_cache(n, head_width);
}

Count online(std::size_t n) {
  Count count = plain(n);
  const auto tokens = static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    // A new maximum rescales the running sum and the values gathered so far.
    const double blocks = std::ceil(seen_by(i, n) / block_size);
    count.multiplications += heads * (blocks - 1.0) * (head_width + 1.0);
  }
  count.kept = tokens * 3.0 * width + heads * (block_size + 2.0 + head_width);
  return count;
}

Count anew(std::size_t n) {
  Count count;
  Count attention;  // of the first t tokens
  for (std::size_t t = 1; t <= n; ++t) {
    attend(attention, seen_by(t - 1, n));
    Count once = attention;
    project(once, static_cast<double>(t), width);
    count.multiplications += once.multiplications;
    count.additions += once.additions;
  }
  count.kept = plain(n).kept;
  return count;
}

/// The slope of log y over log n by least squares, over the upper half of the sizes, where the largest term rules.
double exponent(const std::vector<std::size_t>& sizes, const Grid& counts, std::size_t column) {
  double x_sum = 0.0, y_sum = 0.0, xx_sum = 0.0, xy_sum = 0.0;
  const std::size_t first = (sizes.size() - 1) / 2;
  for (std::size_t i = first; i < sizes.size(); ++i) {
    const double x = std::log(static_cast<double>(sizes[i]));
    const double y = std::log(counts(i, column));
    x_sum += x;
    y_sum += y;
    xx_sum += x * x;
    xy_sum += x * y;
  }
  const auto count = static_cast<double>(sizes.size() - first);
  return (count * xy_sum - x_sum * y_sum) / (count * xx_sum - x_sum * x_sum);
}

}  // namespace

Trace cost(const DemoOptions& options) {
  const std::vector<std::size_t> lengths = growing(options, 4, 2, 1024);
  constexpr Count (*schemes[])(std::size_t) = {plain, cached, shared, windowed, online, anew};
  Grid multiplications(lengths.size(), std::size(schemes));
  Grid additions = multiplications;
  Grid kept = multiplications;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    for (std::size_t k = 0; k < std::size(schemes); ++k) {
      const Count count = schemes[k](lengths[i]);
      multiplications(i, k) = count.multiplications;
      additions(i, k) = count.additions;
      kept(i, k) = count.kept;
    }
  }
  Grid exponents(3, std::size(schemes));
  for (std::size_t k = 0; k < std::size(schemes); ++k) {
    exponents(0, k) = exponent(lengths, multiplications, k);
    exponents(1, k) = exponent(lengths, additions, k);
    exponents(2, k) = exponent(lengths, kept, k);
  }
  const Labels names = columns(options, {"plain", "cache", "shared", "window", "online", "anew"});
  Tape tape(options.limits);
  const std::size_t output = tape.input(found("multiplications"), std::move(multiplications), sizes(lengths), names);
  tape.input(found("additions"), std::move(additions), sizes(lengths), names);
  tape.input(found("kept"), std::move(kept), sizes(lengths), names);
  if (lengths.size() > 1) {  // one alone has no slope
    tape.input(found("exponent"), std::move(exponents), columns(options, {"multiplications", "additions", "kept"}),
               names);
  }
  return std::move(tape).finish(output);
}

}  // namespace heed
