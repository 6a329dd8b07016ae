#pragma once

#include "lesson/lesson.hpp"

namespace heed {

/// Where a reader stopped: a lesson, and the part of it that comes next, both counted from 0.
struct Bookmark {
  std::size_t lesson = 0;
  std::size_t part = 0;
  bool operator==(const Bookmark&) const = default;
};

/// The bookmark kept in a file, "weighted-sum 3"; the beginning when there is none or it names no lesson.
Bookmark read_bookmark(const std::string& file, const Lessons& lessons);
std::string written(const Bookmark& bookmark, const Lessons& lessons);

/// The beginning of the next lesson; after the last one, of the first.
Bookmark following(const Bookmark& bookmark, const Lessons& lessons);

}  // namespace heed
