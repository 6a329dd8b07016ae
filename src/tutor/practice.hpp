#pragma once

#include "tutor/mistakes.hpp"

#include "core/cell.hpp"

namespace heed {

/// What somebody who makes a known mistake gets instead of the right number.
struct Slip {
  const Mistake* mistake;
  double value;
};

/// Something to be found out by hand.
struct Exercise {
  enum class Kind {
    shape,    ///< of the cell's step
    hidden,   ///< which keys the cell's row may not see
    largest,  ///< the column where the cell's row is largest
    number,   ///< of the cell
  } kind = Kind::number;
  Cell cell;
  int decimals = 2;
  std::vector<Slip> slips;  ///< of a number; of two that give the same, the one that spoils less comes first; none
                            ///< where the sample is too large to make every mistake

  bool operator==(const Exercise& other) const { return kind == other.kind && cell == other.cell; }
};

/// "shape", "hidden", "largest", "number"
std::string_view kind_name(Exercise::Kind kind);
std::optional<Exercise::Kind> kind_of(std::string_view name);

/// An exercise by name, as it is remembered from one day to another.
struct Recall {
  Exercise::Kind kind;
  std::string cell;  ///< "weights[1,4]"
  bool operator==(const Recall&) const = default;
};

/// Exercises on a sample, in the order of the four steps, and the trace that answers them.
struct Practice {
  std::shared_ptr<const Trace> trace;
  std::vector<Exercise> exercises;

  const Step& step(const Exercise& exercise) const { return trace->steps[exercise.cell.step]; }
  double value(const Exercise& exercise) const;
  std::span<const double> row(const Exercise& exercise) const;
  Recall recall(const Exercise& exercise) const;
};

/// What is to be asked.
struct PracticeOptions {
  std::size_t questions = 8;
  std::uint64_t seed = 1;
  int decimals = 2;
  bool words = false;             ///< also what is answered in words: shapes, hidden keys, the largest weight
  std::vector<Recall> again;      ///< what comes before all else
  std::vector<std::string> weak;  ///< steps that come before others
  std::string language = "en";
  Limits limits;
};

/// Chooses the exercises: by chance, but cells rather where many mistakes would show, every stage in turn, none twice.
/// The same options choose the same. Fewer than asked for where the sample has no more; numbers that are only carried
/// over, infinite or very large are not asked. Error (data) when there is nothing at all to ask.
Practice practice(const Sample& sample, const Recipe& recipe, const PracticeOptions& options);

/// The columns of an exercise's step by name, in one line.
std::string keys(const Practice& practice, const Exercise& exercise, const Words& words);

/// What is asked, as a sentence.
std::string asked(const Practice& practice, const Exercise& exercise, const Words& words);

}  // namespace heed
