#pragma once

#include "lesson/lesson.hpp"
#include "lesson/question.hpp"

#include <functional>

namespace heed {

/// Runs one line of a ```heed block, as a reader would type it.
using LineRunner = std::function<Document(const std::string& line)>;

/// A lesson being read: its directives run, its numbers computed, part by part and only when reached.
class Reading {
 public:
  /// What can be read until a question is put, or until the part ends.
  struct Stop {
    std::vector<Block> blocks;
    std::optional<Question> question;
  };

  Reading(Lesson lesson, const Words& words, LineRunner run);

  const Lesson& lesson() const { return lesson_; }
  /// Errors of a directive are those of its command, naming the lesson and the line.
  std::vector<Stop> stops(std::size_t part);
  /// One part, or the whole lesson, without stops: each answer stands below its question.
  Document part(std::size_t part);
  Document whole();

 private:
  Lesson lesson_;
  const Words& words_;
  Traces traces_;
  LineRunner run_;
};

}  // namespace heed
