#pragma once

#include "document/document.hpp"
#include "document/words.hpp"

#include <filesystem>

namespace heed {

/// A lesson as its author wrote it: Markdown with directives, in eight parts.
struct Lesson {
  struct Part {
    std::string id;             ///< "predict"
    std::string title;          ///< in the lesson's language
    std::vector<Block> blocks;  ///< directives are listings in the languages heed, predict, practise
  };
  std::string name;    ///< "weighted-sum"
  std::string number;  ///< "01"
  std::string title;
  std::string line;  ///< what it is about, for a list
  int minutes = 0;
  std::vector<Part> parts;
};

/// The parts that every lesson has, in order; their titles are the words `lesson.part.ID`.
const std::vector<std::string_view>& lesson_parts();

/// Reads a lesson from its text. Error (data) naming the file, and the part or line that is missing.
Lesson parse_lesson(std::string_view text, const std::string& file, const Words& words);

/// The lessons of one language in teaching order: the built-in ones, or those under `directory`/LANGUAGE.
class Lessons {
 public:
  explicit Lessons(const Words& words, const std::filesystem::path& directory = {});
  const std::vector<Lesson>& all() const { return lessons_; }
  /// By name or number; its place in the order, or nothing.
  std::optional<std::size_t> among(std::string_view name) const;
  /// The same. Error (usage) with the nearest name.
  std::size_t find(std::string_view name) const;

 private:
  std::vector<Lesson> lessons_;
};

}  // namespace heed
