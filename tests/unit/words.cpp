#include "document/words.hpp"

#include "attention/pipeline.hpp"
#include "attention/steps.hpp"
#include "command/command.hpp"
#include "command/run.hpp"
#include "lesson/lesson.hpp"
#include "property/generator.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace heed;

namespace {

/// The `{name}`s in a sentence.
std::set<std::string> placeholders(std::string_view sentence) {
  std::set<std::string> names;
  for (std::size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1)) {
    names.emplace(sentence.substr(open, sentence.find('}', open) - open + 1));
  }
  return names;
}

/// What English readers get in ASCII: the help, the lessons, the backward pass of a sample.
std::vector<std::string> english_pages() {
  std::vector<std::vector<std::string>> lines{{"help"}, {"recipes"}, {"mistakes"}, {"grad", "four-steps"}};
  for (const Command& command : commands()) lines.push_back({"help", std::string(command.name)});
  const Lessons lessons(Words::of("en"));
  for (const Lesson& lesson : lessons.all()) lines.push_back({"lesson", lesson.name});
  std::vector<std::string> pages;
  for (std::vector<std::string>& line : lines) {
    line.push_back("--ascii");
    pages.push_back(run(line, {}).out);
  }
  return pages;
}

/// Checks that every language has words under that id.
void check_words(const std::string& id) {
  for (const std::string_view language : languages()) {
    CHECK_MESSAGE(Words::of(language).has(id), fmt::format("lessons/{}/words: {}", language, id));
  }
}

}  // namespace

TEST_CASE("all languages have the same sentences, with the same values in them") {
  const Words& english = Words::of("en");
  CHECK(english.all().size() > 100);
  for (const std::string_view language : languages()) {
    const Words& other = Words::of(language);
    CHECK(other.all().size() == english.all().size());
    for (const auto& entry : english.all()) {
      const std::string_view id = entry.first;
      const std::string_view sentence = entry.second;
      CAPTURE(id);
      REQUIRE(other.has(id));
      CHECK_FALSE(sentence.empty());
      CHECK_FALSE(other.all().at(id).empty());
      CHECK(placeholders(other.all().at(id)) == placeholders(sentence));
    }
  }
}

TEST_CASE("the Chinese words are Chinese") {
  for (const auto& entry : Words::of("zh").all()) {
    const std::string_view id = entry.first;
    const std::string_view sentence = entry.second;
    const bool chinese = std::any_of(sentence.begin(), sentence.end(), [](char c) { return (c & 0x80) != 0; });
    const bool names_a_part = std::any_of(tokens().begin(), tokens().end(),
                                          [&, &text = sentence](const Token* token) { return token->name == text; });
    const bool for_programs = id.ends_with(".example") || id == "page.language";
    const bool may_be_alike = for_programs || sentence.find('{') != std::string_view::npos || names_a_part;
    CHECK_MESSAGE((chinese || may_be_alike), id);
  }
}

TEST_CASE("every command, option and part of a recipe has its words") {
  for (const Command& command : commands()) {
    check_words(fmt::format("command.{}", command.name));
    check_words(fmt::format("command.{}.example", command.name));
    for (const std::string_view option : command.options) check_words(fmt::format("option.{}", option));
  }
  for (const Option& option : options()) check_words(fmt::format("option.{}", option.name));
  for (const Token* token : tokens()) {
    check_words(fmt::format("recipe.{}", token->name));
    check_words(fmt::format("part.{}", part_name(token->part)));
  }
}

TEST_CASE("help explains every command in every language") {
  for (const std::string_view language : languages()) {
    for (const Command& command : commands()) {
      const Outcome page = run({"help", std::string(command.name), "--lang", std::string(language)}, {});
      CHECK_MESSAGE(page.status == Exit::done, page.errors);
    }
  }
}

TEST_CASE("every step has a title and a note, and every stage a name") {
  for (const StepKind& kind : step_kinds()) {
    check_words(fmt::format("step.{}.title", kind.id));
    check_words(fmt::format("step.{}.note", kind.id));
    check_words(fmt::format("stage.{}", stage_name(kind.stage)));
  }
}

TEST_CASE("every notice of a trace has its sentence, and every step is of a known kind") {
  for (std::size_t i = 0; i < 1000; ++i) {
    const test::Case drawn = test::random_case(test::seed() + i);
    const Traced traced = trace(drawn.sample, drawn.recipe, {.detail = true});
    for (const Notice& notice : traced.notices) check_words("notice." + notice.id);
    for (const Step& step : traced.trace.steps) {
      const auto known = [&](const StepKind& kind) { return kind.id == unnumbered(step.name.id); };
      CHECK_MESSAGE(std::ranges::any_of(step_kinds(), known), step.name.id);
    }
  }
}

TEST_CASE("every title, account and source of a built-in sample is told in every language") {
  for (const std::string_view name : sample_names()) {
    CAPTURE(name);
    const Sample sample = load_sample(std::string(name));
    for (const Text* text : {&sample.title, &sample.about, &sample.source}) {
      for (const std::string_view language : languages()) CHECK(text->by_language.contains(language));
    }
  }
}

TEST_CASE("a sentence that is not there, or lacks a value, is a mistake in heed") {
  CHECK_THROWS_AS(Words::of("en")("no.such.sentence"), std::logic_error);
  CHECK_THROWS_AS(Words::of("en")("source"), std::logic_error);
}

TEST_CASE("in ASCII, nothing is beyond it but labels") {
  // A label of a demonstration is "a − b"; those of the note's sentence are Chinese.
  const auto is_of_a_label = [](unsigned char lead) { return lead >= 0xe3; };
  for (const std::string& page : english_pages()) {
    std::string rest = page;
    for (std::size_t at = rest.find("−"); at != std::string::npos; at = rest.find("−")) rest.erase(at, 3);
    for (std::size_t i = 0; i < rest.size(); ++i) {
      const auto byte = static_cast<unsigned char>(rest[i]);
      if (byte < 0x80) continue;
      CHECK_MESSAGE(is_of_a_label(byte), rest.substr(i - std::min<std::size_t>(i, 40), 80));
      while (i + 1 < rest.size() && (static_cast<unsigned char>(rest[i + 1]) & 0xc0) == 0x80) ++i;
    }
  }
}
