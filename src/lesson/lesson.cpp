#include "lesson/lesson.hpp"

#include "core/embedded.hpp"
#include "core/error.hpp"
#include "core/spelling.hpp"
#include "lesson/markdown.hpp"
#include "sample/number.hpp"
#include "sample/reader.hpp"

#include <algorithm>

namespace heed {
namespace {

/// Takes the lines between the two `---`, and leaves the rest in `text`.
std::map<std::string, std::string> take_front_matter(std::string_view& text, const std::string& file) {
  constexpr std::string_view fence = "---\n";
  const std::size_t end = text.starts_with(fence) ? text.find("\n---\n", fence.size() - 1) : std::string_view::npos;
  if (end == std::string_view::npos)
    fail(Exit::data, "{}: a lesson begins with title, line and minutes between ---", file);
  std::string_view front = text.substr(fence.size(), end + 1 - fence.size());
  text.remove_prefix(end + 1 + fence.size());
  std::map<std::string, std::string> fields;
  while (!front.empty()) {
    const std::string_view line = front.substr(0, front.find('\n'));
    front.remove_prefix(std::min(line.size() + 1, front.size()));
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) fail(Exit::data, "{}: no `key: value`: {}", file, line);
    fields[std::string(line.substr(0, colon))] = line.substr(colon + 2);
  }
  return fields;
}

std::vector<Lesson::Part> parts_of(std::vector<Block> blocks, const std::string& file, const Words& words) {
  std::vector<Lesson::Part> parts;
  for (Block& block : blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading == nullptr || heading->level > 2) {
      if (parts.empty()) fail(Exit::data, "{}: text before the first ## part", file);
      parts.back().blocks.push_back(std::move(block));
      continue;
    }
    const std::size_t place = parts.size();
    const bool more = place < lesson_parts().size();
    const std::string expected = more ? words(fmt::format("lesson.part.{}", lesson_parts()[place])) : "no further part";
    if (heading->level != 2 || heading->text != expected) {
      fail(Exit::data, "{}: the part “{}” stands where “{}” is due", file, heading->text, expected);
    }
    parts.push_back({std::string(lesson_parts()[place]), heading->text, {}});
  }
  if (parts.size() < lesson_parts().size()) {
    fail(Exit::data, "{}: the part “{}” is missing", file,
         words(fmt::format("lesson.part.{}", lesson_parts()[parts.size()])));
  }
  return parts;
}

/// "01-weighted-sum.md" and the text.
std::vector<std::pair<std::string, std::string>> lesson_files(const Words& words,
                                                              const std::filesystem::path& directory) {
  std::vector<std::pair<std::string, std::string>> files;
  if (directory.empty()) {
    const std::string folder = fmt::format("lessons/{}/", words.language());
    for (const Embedded& file : embedded_files()) {
      if (file.path.starts_with(folder) && file.path.ends_with(".md")) files.emplace_back(file.path, file.text);
    }
    return files;
  }
  std::error_code failure;
  std::filesystem::directory_iterator entry(directory / words.language(), failure);
  for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    const std::string path = entry->path().string();
    if (entry->path().extension() == ".md") files.emplace_back(path, read_file(path, {}));
  }
  if (failure) fail(Exit::io, "{}: {}", (directory / words.language()).string(), failure.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

const std::vector<std::string_view>& lesson_parts() {
  static const std::vector<std::string_view> parts{"question", "idea",     "trace", "predict",
                                                   "notice",   "practise", "wrong", "sources"};
  return parts;
}

Lesson parse_lesson(std::string_view text, const std::string& file, const Words& words) {
  Lesson lesson;
  const std::string stem = std::filesystem::path(file).stem().string();
  const std::size_t dash = stem.find('-');
  if (dash == std::string::npos || !parse_integer(stem.substr(0, dash))) {
    fail(Exit::data, "{}: a lesson's file is called NN-name.md", file);
  }
  lesson.number = stem.substr(0, dash);
  lesson.name = stem.substr(dash + 1);
  const auto fields = take_front_matter(text, file);
  const auto field = [&](const std::string& name) {
    const auto found = fields.find(name);
    if (found == fields.end()) fail(Exit::data, "{}: the front matter has no {}", file, name);
    return found->second;
  };
  lesson.title = field("title");
  lesson.line = field("line");
  const auto minutes = parse_integer(field("minutes"));
  if (!minutes || *minutes < 1) fail(Exit::data, "{}: minutes: {}: it takes a whole number", file, field("minutes"));
  lesson.minutes = static_cast<int>(*minutes);
  lesson.parts = parts_of(parse_markdown(text, file, words), file, words);
  return lesson;
}

Lessons::Lessons(const Words& words, const std::filesystem::path& directory) {
  for (const auto& [file, text] : lesson_files(words, directory)) lessons_.push_back(parse_lesson(text, file, words));
}

std::optional<std::size_t> Lessons::among(std::string_view name) const {
  const auto number = parse_integer(name);
  for (std::size_t i = 0; i < lessons_.size(); ++i) {
    if (lessons_[i].name == name || (number && parse_integer(lessons_[i].number) == number)) return i;
  }
  return std::nullopt;
}

std::size_t Lessons::find(std::string_view name) const {
  if (const auto place = among(name)) return *place;
  std::vector<std::string_view> names;
  for (const Lesson& lesson : lessons_) names.emplace_back(lesson.name);
  fail(Exit::usage, "there is no lesson called {}{}; there are {}", name, did_you_mean(name, names), listed(names));
}

}  // namespace heed
