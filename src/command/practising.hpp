#pragma once

#include "attention/recipe.hpp"
#include "document/answer.hpp"
#include "document/narrator.hpp"
#include "tutor/repetition.hpp"

namespace heed {

/// A sample with its exercises.
struct Sheet {
  Sample sample;
  Recipe recipe;
  std::uint64_t seed = 1;
  Practice practice;

  Narrator narrator(const Words& words) const;
  std::string title(const Words& words) const;
};

/// What the learner's exercises are told from, and where what was missed is kept ("" for nowhere).
struct Desk {
  std::shared_ptr<const Sheet> sheet;
  const Words* words;
  Repetition repetition;
  std::string file;
};

/// A conversation: asks one exercise after the other, each below the matrices it is computed from. A wrong answer is
/// named where a known mistake explains it, and may be tried again once; `?` gives a hint, three times over (formula,
/// numbers, value); an empty line shows the answer; q ends. What was not answered alone at the first try comes back
/// once before the end, and in the next session.
Answer begin_practice(Desk desk);

}  // namespace heed
