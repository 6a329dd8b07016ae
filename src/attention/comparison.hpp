#pragma once

#include "core/trace.hpp"

#include <memory>

namespace heed {

/// Where two traces of the same sample part, at one step that both have.
struct Parting {
  std::string step;
  int head = 0;
  std::size_t first = 0;  ///< which of the compared traces
  std::size_t second = 0;
  double largest = 0.0;  ///< absolute difference; infinite where one hides what the other shows
  std::size_t row = 0, column = 0;
};

/// What one recipe costs, and how it spreads its attention.
struct Summary {
  std::size_t parameters = 0;        ///< learned numbers that it reads
  std::size_t multiplications = 0;   ///< inside its products of matrices, streamed ones too
  std::size_t kept = 0;              ///< numbers that its steps hold, inputs aside
  std::vector<double> entropy;       ///< −Σ w ln w of each query, the mean over its heads
  std::vector<double> largest;       ///< largest weight of each query, the mean over its heads
  std::optional<double> difference;  ///< of its output to the first recipe's; nothing when the shapes differ
};

using ComparedTraces = std::vector<std::shared_ptr<const Trace>>;

/// The partings of each pair of traces, pair by pair, each in the order of the first trace. Differences of
/// rounding (below 1e-12 of the number's size) are none.
std::vector<Parting> partings(const ComparedTraces& traces);

/// One summary for each trace.
std::vector<Summary> summaries(const ComparedTraces& traces);

}  // namespace heed
