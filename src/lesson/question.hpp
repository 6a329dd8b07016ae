#pragma once

#include "document/document.hpp"
#include "document/words.hpp"
#include "lesson/reference.hpp"

namespace heed {

/// A question as a lesson writes it; its answer is computed, or one of the choices written down.
struct Item {
  enum class Kind { number, largest, smallest, choice } kind = Kind::choice;
  std::string ask;
  Reference reference;               ///< of the number, or of the row or column with its `*`
  std::vector<std::string> choices;  ///< written ones
  std::size_t right = 0;             ///< among them
  std::string says;
};

/// The items of a ```predict or ```practise block, an empty line between them. Error (data) naming `where`.
std::vector<Item> parse_items(std::string_view text, std::string_view where, const Words& words);

/// The question with its answer, numbers filled in. A choice computed from a trace offers the labels of its row, each
/// once.
Question question(const Item& item, Traces& traces);

/// Whether a reader's line is right: the number, within half a unit of its last decimal, or the choice by its letter or
/// its words. Nothing when it is no number, or none of the choices.
std::optional<bool> judged(const Question& question, std::string_view line);

}  // namespace heed
