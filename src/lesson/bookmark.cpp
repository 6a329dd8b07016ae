#include "lesson/bookmark.hpp"

#include "core/error.hpp"
#include "sample/number.hpp"
#include "sample/reader.hpp"

namespace heed {

Bookmark read_bookmark(const std::string& file, const Lessons& lessons) {
  if (file.empty() || !is_there(file)) return {};
  std::string text = read_file(file, {});
  while (text.ends_with('\n')) text.pop_back();
  const std::size_t blank = text.find(' ');
  const long part = blank == std::string::npos ? 0 : parse_integer(text.substr(blank + 1)).value_or(0);
  for (std::size_t i = 0; i < lessons.all().size(); ++i) {
    const Lesson& lesson = lessons.all()[i];
    if (lesson.name != text.substr(0, blank)) continue;
    const bool inside = part >= 0 && static_cast<std::size_t>(part) < lesson.parts.size();
    return {i, inside ? static_cast<std::size_t>(part) : 0};
  }
  return {};
}

std::string written(const Bookmark& bookmark, const Lessons& lessons) {
  return fmt::format("{} {}\n", lessons.all()[bookmark.lesson].name, bookmark.part);
}

Bookmark following(const Bookmark& bookmark, const Lessons& lessons) {
  return {(bookmark.lesson + 1) % lessons.all().size(), 0};
}

}  // namespace heed
