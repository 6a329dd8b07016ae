#pragma once

#include <span>
#include <string_view>

/// What is fed with arbitrary bytes. A target returns when heed did as it should, be it a refusal; anything that must
/// not be, a broken promise or an exception that no caller expects, leaves it as an exception.
namespace heed::fuzz {

void arguments(std::string_view bytes);  ///< the whole program, in this process: a line is an argument, or an answer
void cell(std::string_view bytes);       ///< what is named is found again
void label(std::string_view bytes);      ///< adds no mark to any format
void lesson(std::string_view bytes);     ///< Markdown that is read can be written in every format
void note(std::string_view bytes);       ///< Markdown with matrices becomes a sample that is written and read back
void number(std::string_view bytes);     ///< is what strtod reads, written as people write; what is written reads back
void recipe(std::string_view bytes);     ///< read again from its parts is the same
void sample(std::string_view bytes);     ///< written and read again is the same
void table(std::string_view bytes);      ///< CSV and .npy: written as CSV and read again is the same
void trace(std::string_view bytes);      ///< a sample goes through its recipe, and into every format

struct Target {
  std::string_view name;
  void (*feed)(std::string_view bytes);
};

std::span<const Target> targets();

}  // namespace heed::fuzz
