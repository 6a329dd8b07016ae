// What every lesson must have, in both languages.
#include <doctest/doctest.h>

#include "command/command.hpp"
#include "command/shell.hpp"
#include "command/run.hpp"
#include "core/embedded.hpp"
#include "lesson/reading.hpp"

#include <regex>

namespace heed {
namespace {

const Lessons& lessons(std::string_view language) {
  static const Lessons english(Words::of("en"));
  static const Lessons chinese(Words::of("zh"));
  return language == "zh" ? chinese : english;
}

/// Calls `check` on each lesson of each language, under a name that a failure shows.
template <typename Check>
void for_each_lesson(Check check) {
  for (const std::string_view language : languages()) {
    REQUIRE_FALSE(lessons(language).all().empty());
    for (const Lesson& lesson : lessons(language).all()) {
      const std::string name = fmt::format("{}/{}-{}", language, lesson.number, lesson.name);
      CAPTURE(name);
      check(lesson, language);
    }
  }
}

std::vector<Item> items(const Lesson& lesson, std::string_view kind) {
  std::vector<Item> all;
  for (const Lesson::Part& part : lesson.parts) {
    for (const Block& block : part.blocks) {
      const auto* listing = std::get_if<Listing>(&block);
      if (listing == nullptr || listing->language != kind) continue;
      CHECK(part.id == kind);
      for (Item& item : parse_items(listing->text, lesson.name, Words::of("en"))) all.push_back(std::move(item));
    }
  }
  return all;
}

/// Every text of a part that a reader reads as prose, in order, references still in it.
std::vector<std::string> prose(const Lesson::Part& part) {
  std::vector<std::string> all;
  for (const Block& block : part.blocks) {
    if (const auto* text = std::get_if<Prose>(&block)) all.push_back(text->text);
    if (const auto* heading = std::get_if<Heading>(&block)) all.push_back(heading->text);
    if (const auto* points = std::get_if<Points>(&block)) {
      all.insert(all.end(), points->items.begin(), points->items.end());
    }
    if (const auto* table = std::get_if<Table>(&block)) {
      all.insert(all.end(), table->headers.begin(), table->headers.end());
      for (const auto& row : table->rows) all.insert(all.end(), row.begin(), row.end());
    }
    if (const auto* listing = std::get_if<Listing>(&block);
        listing != nullptr && (listing->language == "predict" || listing->language == "practise")) {
      for (const Item& item : parse_items(listing->text, part.id, Words::of("en"))) {
        all.push_back(item.ask);
        all.insert(all.end(), item.choices.begin(), item.choices.end());
        all.push_back(item.says);
      }
    }
  }
  return all;
}

/// What is left of a text without code, references, links, years and arXiv numbers.
std::string without_computed_and_cited(const std::string& text) {
  static const std::regex aside(R"(\{\{.*?\}\}|`[^`]*`|https?://[^\s)]+|\d{4}\.\d{4,5}|(19|20)\d\d)");
  return std::regex_replace(text, aside, "");
}

/// A cell by number, so that both languages can be held against each other.
std::string position(const Reference& reference, Traces& traces) {
  if (reference.cell.find('*') == std::string::npos) return traces.position(reference);
  CellAddress address = parse_cell(reference.cell);
  const bool along_row = address.column.text == "*";
  (along_row ? address.column : address.row).text = "1";
  const Cell cell = resolve(address, traces.of(reference));
  return fmt::format("{}@{}[{}]{}", address.step, address.head, along_row ? cell.row : cell.column, along_row);
}

std::string signature(const Reference& reference, Traces& traces) {
  return fmt::format("{}: {} .{}", reference.source, position(reference, traces), reference.decimals);
}

/// A command line with the cell of `heed why` by number.
std::string signature(const std::string& line, Traces& traces) {
  const std::vector<std::string> words = split_line(line);
  if (words.size() < 4 || words[1] != "why") return line;
  std::string source = words[2];
  const auto as = std::find(words.begin(), words.end(), "--as");
  if (as != words.end()) source += " " + *(as + 1);
  const auto wrong = std::find(words.begin(), words.end(), "--with-mistake");
  if (wrong != words.end()) source += " --with-mistake " + *(wrong + 1);
  return "heed why " + signature(Reference{source, words[3]}, traces);
}

/// All that a lesson computes or asks, in order.
std::vector<std::string> directives(const Lesson& lesson, std::string_view language) {
  Traces traces{std::string(language)};
  std::vector<std::string> all;
  for (const Lesson::Part& part : lesson.parts) {
    for (const std::string& text : prose(part)) {
      for (const Reference& reference : references(text)) all.push_back(signature(reference, traces));
    }
    for (const Block& block : part.blocks) {
      const auto* listing = std::get_if<Listing>(&block);
      if (listing != nullptr && listing->language == "heed") {
        std::istringstream lines(listing->text);
        for (std::string line; std::getline(lines, line);) all.push_back(signature(line, traces));
      } else if (listing != nullptr && (listing->language == "predict" || listing->language == "practise")) {
        for (const Item& item : parse_items(listing->text, lesson.name, Words::of("en"))) {
          all.push_back(item.kind == Item::Kind::choice
                            ? fmt::format("choice {} of {}", item.right, item.choices.size())
                            : signature(item.reference, traces));
        }
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every directive of every lesson runs") {
  for_each_lesson([](const Lesson& lesson, std::string_view language) {
    Request reader;
    reader.words = &Words::of(language);
    Reading reading(lesson, *reader.words, [&](const std::string& line) { return run_line(line, reader); });
    CHECK_NOTHROW(reading.whole());
  });
}

TEST_CASE("no result is typed as a digit") {
  for_each_lesson([](const Lesson& lesson, std::string_view) {
    for (const Lesson::Part& part : lesson.parts) {
      if (part.id == "sources") continue;
      for (const std::string& text : prose(part)) {
        CAPTURE(text);
        CHECK(without_computed_and_cited(text).find_first_of("0123456789") == std::string::npos);
      }
    }
  });
}

TEST_CASE("every lesson asks the reader to predict, and three times or more to practise") {
  for_each_lesson([](const Lesson& lesson, std::string_view) {
    CHECK_FALSE(items(lesson, "predict").empty());
    CHECK(items(lesson, "practise").size() >= 3);
  });
}

TEST_CASE("every lesson names its sources") {
  for_each_lesson([](const Lesson& lesson, std::string_view) {
    const auto& blocks = lesson.parts.back().blocks;
    CHECK(std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
      const auto* points = std::get_if<Points>(&block);
      return points != nullptr && !points->items.empty();
    }));
  });
}

TEST_CASE("links between lessons lead somewhere") {
  static const std::regex link(R"(\]\(([^)]*\.md)\))");
  for (const Embedded& file : embedded_files()) {
    if (!file.path.ends_with(".md")) continue;
    const std::string text(file.text);
    const std::string folder(file.path.substr(0, file.path.rfind('/') + 1));
    for (std::sregex_iterator found(text.begin(), text.end(), link), end; found != end; ++found) {
      const std::string target = (*found)[1];
      CAPTURE(file.path);
      CAPTURE(target);
      CHECK_FALSE(embedded_text(folder + target).empty());
    }
  }
}

TEST_CASE("both languages have the same lessons, with the same directives in the same order") {
  REQUIRE(lessons("en").all().size() == lessons("zh").all().size());
  for (std::size_t i = 0; i < lessons("en").all().size(); ++i) {
    const Lesson& english = lessons("en").all()[i];
    const Lesson& chinese = lessons("zh").all()[i];
    CHECK(english.number == chinese.number);
    CHECK(english.name == chinese.name);
    CAPTURE(english.name);
    const std::vector<std::string> left = directives(english, "en");
    const std::vector<std::string> right = directives(chinese, "zh");
    CHECK(left.size() == right.size());
    for (std::size_t k = 0; k < std::min(left.size(), right.size()); ++k) CHECK(left[k] == right[k]);
  }
}

}  // namespace heed
