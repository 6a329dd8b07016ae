#pragma once

#include "document/document.hpp"
#include "document/words.hpp"

namespace heed {

/// Tells a trace in words: titles, notes, readings and one worked cell a step.
class Narrator {
 public:
  /// `tokens` are the names of the recipe's parts; a step's words may differ by them.
  Narrator(std::shared_ptr<const Trace> trace, const Words& words, std::vector<std::string> tokens);

  std::string title(const Step& step) const;
  std::string note(const Step& step) const;

  /// The step as a block; `worked` adds the arithmetic of its best-chosen cell.
  Matrix matrix(std::size_t step, bool worked) const;

  /// A derivation as a block.
  Worked worked(const Derivation& derivation) const;

  /// The cell that shows best what the trace is about: where one query's largest weight is neither certain nor faint.
  std::optional<Cell> telling_cell() const;

  /// The cell of a step that its arithmetic is shown of; nothing for an input.
  std::optional<Cell> example(std::size_t step) const;

  /// Whether the rows of a step are shares of attention.
  static bool shares(const Step& step);

 private:
  std::string about(std::string_view what, const Step& step) const;
  std::vector<std::string> readings(const Step& step) const;

  std::shared_ptr<const Trace> trace_;
  const Words& words_;
  std::vector<std::string> tokens_;
  std::size_t query_ = 0;  ///< the row, and
  std::size_t key_ = 0;    ///< the key, that worked cells follow through the steps
};

/// "Right: 0.50. Half of it …": what the reader's answer deserves (the words `verdict`), and why it is so.
std::string explained(const Question& question, std::string_view verdict, const Words& words);

}  // namespace heed
