#pragma once

#include "attention/pipeline.hpp"
#include "document/document.hpp"
#include "document/words.hpp"

namespace heed {

/// A sample about to be run through a recipe.
struct Problem {
  const Sample& sample;
  const Recipe& recipe;
  const Dimensions d;
};

/// A mistake that people make with attention: the right pipeline with one thing changed.
struct Mistake {
  std::string_view id;
  std::string_view part;   ///< of the pipeline that it spoils; one part is spoilt in one way at a time
  std::string_view needs;  ///< what a sample or recipe must have for it to be possible
  bool (*possible)(const Problem& problem);
  void (*edit)(Pipeline& pipeline, const Problem& problem);
};

using Mistakes = std::vector<const Mistake*>;

/// All of them, in the order in which they are tried and applied.
std::span<const Mistake> mistakes();

/// Those of a list "ID[,ID]". Error (usage) with the nearest name, or when two of them exclude each other.
Mistakes parse_mistakes(std::string_view list);

/// "no-scale,k-as-v"
std::string mistake_ids(const Mistakes& made);

/// Whether the two can be made at once.
bool compatible(const Mistake& a, const Mistake& b);

/// Whether so many traces more of that size can be had in about a second.
bool affordable(const Trace& trace, std::size_t times);

/// The pipeline of somebody who makes these mistakes. Error (usage) when one of them is not possible here. A schedule
/// (online, cached) is left out: it changes no number, and hides the stages that a mistake spoils.
Pipeline mistaken_pipeline(const Problem& problem, const Mistakes& made);

/// A warning at the head of a page: what is wrong on purpose, what would be right, and how to see it.
Block mistake_warning(const Mistakes& made, const Words& words);

}  // namespace heed
