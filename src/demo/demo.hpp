#pragma once

#include "core/limits.hpp"
#include "core/random.hpp"
#include "core/tape.hpp"
#include "document/words.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace heed {

/// What a demonstration may be told: the seed of its draws, the largest size, a variant.
struct DemoOptions {
  const Words* words = nullptr;
  std::uint64_t seed = 1;
  std::optional<std::size_t> n;
  bool causal = false;
  Limits limits;
};

/// An experiment that is more than one trace of a sample, computed with the same operations. What it finds is a trace
/// too: matrices with names, whose computed cells can be asked why.
struct Demo {
  std::string_view name;
  std::vector<std::string_view> options;  ///< that it can be told
  std::vector<std::string_view> shown;    ///< the steps it prints; none: all but the fine ones
  Trace (*run)(const DemoOptions& options);
};

const std::vector<Demo>& demos();

/// Error (usage) with the nearest name.
const Demo& find_demo(std::string_view name);

/// What a demonstration finds. A lesson asks for the same in its commands and in its sentences; it is computed once.
const Trace& findings_of(const Demo& demo, const DemoOptions& options);

// One file each in this folder; what is computed is said there.
Trace bottleneck(const DemoOptions& options);
Trace decay(const DemoOptions& options);
Trace variance(const DemoOptions& options);
Trace distractors(const DemoOptions& options);
Trace two_rows(const DemoOptions& options);
Trace too_much(const DemoOptions& options);
Trace complexity(const DemoOptions& options);
Trace transformer_block(const DemoOptions& options);

// --- what they share

/// The name of a matrix that is found, not computed step by step.
StepName found(std::string_view id);
/// A name whose symbol is a letter of its own, with a subscript behind its underscore.
StepName found(std::string_view id, std::string symbol);
/// The words `demo.ID` of each column.
Labels columns(const DemoOptions& options, std::initializer_list<std::string_view> ids);
/// Sizes as names of rows.
Labels sizes(const std::vector<std::size_t>& sizes);
/// first, first·factor, … up to the last, or up to options.n. Error (usage) when n is below the first.
std::vector<std::size_t> growing(const DemoOptions& options, std::size_t first, std::size_t factor, std::size_t last);
/// A matrix of random.normal().
Grid drawn(Random& random, std::size_t rows, std::size_t columns);
/// The value of one operation.
Grid apply(const OperationPointer& operation, std::initializer_list<View> operands);

}  // namespace heed
