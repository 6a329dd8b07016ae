// What the questions of a lesson are made of.
#include <doctest/doctest.h>

#include "lesson/question.hpp"
#include "sample/reader.hpp"

namespace heed {
namespace {

Question asked(std::string_view text, Traces& traces) {
  const std::vector<Item> items = parse_items(text, "a test", Words::of("en"));
  REQUIRE(items.size() == 1);
  return question(items.front(), traces);
}

}  // namespace

TEST_CASE("a question is Markdown like the prose around it") {
  Traces traces("en");
  const Question one = asked(
      "Is it *here* or **there**, as in [masks](13-masks.md)?\n- [ ] `here`\n- [x] the `there` place\nsays: See "
      "*there*.",
      traces);
  CHECK(one.ask == "Is it here or **there**, as in masks (`heed lesson masks`)?");
  CHECK(one.choices == std::vector<std::string>{"`here`", "the `there` place"});
  CHECK(one.says == "See there.");
  CHECK(one.answer == "the there place");
  CHECK(answers(one, "the there place"));
  CHECK(answers(one, "b"));
  CHECK_FALSE(answers(one, "a"));
}

TEST_CASE("a label that repeats is offered once, and is right wherever its number stands") {
  Traces traces("en");
  const Question one = asked("Who?\nlargest: order: weights[2,*]", traces);
  CHECK(one.choices == std::vector<std::string>{"the", "dog", "bites", "man"});
  CHECK(one.answer == "the");
  CHECK(answers(one, "the"));
}

TEST_CASE("a gradient is found by the way back") {
  Traces traces("en");
  CHECK(filled("{{four-steps: d.weights[1,3] .0}} {{four-steps: jacobian[1,1] .2}}", traces) == "6 0.18");
}

}  // namespace heed
