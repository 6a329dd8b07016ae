// Somebody practises at a terminal, without the terminal.
#include "reader.hpp"
#include "sample/reader.hpp"
#include "tutor/marking.hpp"

#include <fmt/format.h>

using namespace heed;
using namespace heed::test;

namespace {

/// The question that stands last on the page.
std::string question(const Reader& learner) {
  const std::size_t mark = learner.sees().rfind("? What");
  return mark == std::string::npos ? std::string()
                                   : learner.sees().substr(mark, learner.sees().find('\n', mark) - mark);
}

}  // namespace

TEST_CASE("in a conversation what was missed comes back, in this session and in the next") {
  Reader learner;
  learner.calls({"practice", "four-steps", "--questions", "4"});
  const std::string first = question(learner);
  CHECK_FALSE(first.empty());
  learner.types("");
  CHECK(learner.sees("It is "));
  int stops = 0;
  bool back = false;
  while (learner.is_asked()) {
    learner.types("");
    back = back || learner.sees("Once more: " + first.substr(2));
    REQUIRE(++stops < 20);
  }
  CHECK(stops == 4 + 4 - 1);
  CHECK(back);
  CHECK(learner.sees("0 of 4 right"));
  CHECK(learner.outcome().status == Exit::done);
  learner.calls({"practice", "four-steps", "--questions", "4"});
  CHECK(question(learner) == first);
}

TEST_CASE("an incorrect answer is told by the status, giving up is not") {
  for (const bool errs : {true, false}) {
    Reader learner;
    learner.calls({"practice", "four-steps", "--questions", "1"});
    if (errs) learner.types("98765");
    while (learner.is_asked()) learner.types("");
    CHECK(learner.outcome().status == (errs ? Exit::no : Exit::done));
  }
}

TEST_CASE("a hint comes in three stages, and a wrong answer may be mended once") {
  Reader learner;
  learner.calls({"practice", "four-steps", "--questions", "1", "--seed", "3"});
  CHECK(learner.sees("V[mat,3]"));
  learner.types("?");
  CHECK(learner.sees("V = X·W_V"));
  learner.types("1");
  CHECK(learner.sees("w-transposed"));
  CHECK(learner.sees("Try once more"));
  learner.types("?");
  CHECK(learner.sees("2·1"));
  learner.types("?");
  CHECK(learner.sees("It is 2."));
  learner.types("2");
  CHECK(learner.sees("Right: 2."));
  CHECK_FALSE(learner.is_asked());
}

TEST_CASE("whoever answers everything is told so, and nothing comes back") {
  for (const char* language : {"en", "zh"}) {
    for (const std::string_view name : sample_names()) {
      CAPTURE(name);
      const Sample sample = load_sample(std::string(name));
      const Practice asked =
          practice(sample, parse_recipe(sample.recipe), {.words = true, .again = {}, .weak = {}, .language = language});
      Reader learner;
      learner.calls({"practice", std::string(name), "--lang", language, "--seed", "1"});
      for (const Exercise& exercise : asked.exercises) {
        const Step& step = asked.step(exercise);
        std::string answer = fmt::format("{:.2f}", asked.value(exercise));
        if (exercise.kind == Exercise::Kind::shape) answer = shape(*step.values);
        if (exercise.kind == Exercise::Kind::largest) answer = label(step.columns, largest(asked, exercise));
        if (exercise.kind == Exercise::Kind::hidden) {
          answer.clear();
          for (const std::size_t j : hidden(asked, exercise)) answer += std::to_string(j + 1) + ",";
        }
        REQUIRE(learner.is_asked());
        learner.types(answer);
      }
      CHECK_FALSE(learner.is_asked());
      CHECK(learner.outcome().memory->text == "sessions 1\n");
    }
  }
}

TEST_CASE("q ends at once, and a learner without a home learns all the same") {
  Reader learner;
  learner.loses_home();
  learner.calls({"practice"});
  CHECK(learner.is_asked());
  CHECK_FALSE(learner.outcome().memory);
  learner.types("q");
  CHECK_FALSE(learner.is_asked());
}
