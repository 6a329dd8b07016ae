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
  CHECK(one.ask == "Is it *here* or **there**, as in masks (`heed lesson masks`)?");
  CHECK(one.choices == std::vector<std::string>{"`here`", "the `there` place"});
  CHECK(one.says == "See *there*.");
  CHECK(one.answer == "the there place");
  CHECK(judged(one, "the there place") == true);
  CHECK(judged(one, "b") == true);
  CHECK(judged(one, "a") == false);
  CHECK(judged(one, "here") == false);
}

TEST_CASE("a label that repeats is offered once, and is right wherever its number stands") {
  Traces traces("en");
  const Question one = asked("Who?\nlargest: order: weights[2,*]", traces);
  CHECK(one.choices == std::vector<std::string>{"the", "dog", "bites", "man"});
  CHECK(one.answer == "the");
  CHECK(judged(one, "the") == true);
}

TEST_CASE("what is none of the choices, or no number, is not judged") {
  Traces traces("en");
  for (const char* question : {"Who?\nlargest: order: weights[2,*]", "How much?\nanswer: order: weights[2,1] .2"}) {
    const Question one = asked(question, traces);
    for (const char* line : {"", " ", "z", "hills", "0.5x"}) CHECK_FALSE(judged(one, line));
  }
}

TEST_CASE("a gradient is found by the way back") {
  Traces traces("en");
  CHECK(filled("{{four-steps: d.weights[1,3] .0}} {{four-steps: jacobian[1,1] .2}}", traces) == "6 0.18");
}

}  // namespace heed
