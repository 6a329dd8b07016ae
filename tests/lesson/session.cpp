// A lesson read by somebody at a terminal, without the terminal.
#include "reader.hpp"

using namespace heed;
using namespace heed::test;

TEST_CASE("a lesson stops after each part and at each question, and comes to an end") {
  Reader reader;
  reader.calls({"lesson", "weighted-sum"});
  CHECK(reader.sees("The question"));
  CHECK_FALSE(reader.sees("The idea"));
  int stops = 0;
  while (reader.is_asked()) {
    reader.types("");
    ++stops;
    REQUIRE(stops < 100);
  }
  CHECK(stops == 7 + 2 + 4);  // parts but the last, predictions, practice
  CHECK(reader.sees("Sources"));
  CHECK(reader.outcome().status == Exit::done);
}

TEST_CASE("no answer is shown before the reader has answered") {
  Reader reader;
  reader.calls({"lesson", "weighted-sum"});
  for (int part = 0; part < 3; ++part) reader.types("");
  CHECK(reader.sees("how much bond is in the sum?"));
  CHECK_FALSE(reader.sees("1.10"));
  SUBCASE("a right one is praised") {
    reader.types(" 1.1 ");
    CHECK(reader.sees("Right: 1.10."));
  }
  SUBCASE("a wrong one is mended") {
    reader.types("2");
    CHECK(reader.sees("Not quite: 1.10."));
  }
  SUBCASE("none is not judged") {
    reader.types("");
    CHECK(reader.sees("Answer: 1.10."));
  }
  SUBCASE("what is no number is asked for again") {
    reader.types("much");
    CHECK(reader.sees("This is not a number."));
    CHECK_FALSE(reader.sees("1.10"));
    CHECK(reader.sees("decimals: 2"));
    reader.types("1.1");
    CHECK(reader.sees("Right: 1.10."));
  }
  CHECK(reader.sees("word will weigh most?"));
}

TEST_CASE("a choice is answered by its letter or by its words") {
  for (const char* right : {"e", "E", "山川"}) {
    Reader reader;
    reader.calls({"lesson", "weighted-sum"});
    for (int line = 0; line < 4; ++line) reader.types("");
    CHECK(reader.sees("Your answer, a letter"));
    reader.types(right);
    CHECK(reader.sees("Right: 山川."));
  }
}

TEST_CASE("next goes on where the reader stopped, and reset forgets it") {
  Reader reader;
  reader.calls({"lesson", "weighted-sum"});
  reader.types("");
  CHECK(reader.sees("The idea"));
  reader.types("q");
  CHECK_FALSE(reader.is_asked());
  CHECK(reader.sees() == "");
  reader.calls({"lesson", "next"});
  CHECK(reader.sees("The trace"));
  CHECK_FALSE(reader.sees("The idea"));
  reader.calls({"lesson", "reset"});
  reader.calls({"lesson", "next"});
  CHECK(reader.sees("The question"));
}

TEST_CASE("in a pipe a lesson is printed straight through, answers and all") {
  Reader reader;
  reader.pipes();
  reader.calls({"lesson", "weighted-sum"});
  CHECK_FALSE(reader.is_asked());
  CHECK_FALSE(reader.outcome().memory);
  for (const char* text : {"The question", "how much bond is in the sum?", "Answer: 1.10.", "Sources"}) {
    CHECK(reader.sees(text));
  }
}

TEST_CASE("a reader without a home reads all the same") {
  Surroundings around;
  around.terminal = around.input_terminal = true;
  CHECK(run({"lesson", "1"}, around).reply);
  for (const char* lesson : {"1", "next", "reset"}) {
    for (const bool terminal : {true, false}) {
      around.terminal = terminal;
      const Outcome outcome = run({"lesson", lesson}, around);
      CHECK(outcome.status == Exit::done);
      CHECK_FALSE(outcome.memory);
    }
  }
}

TEST_CASE("a home that nobody may look into is none") {
  Surroundings around;
  around.environment["XDG_STATE_HOME"] = "/" + std::string(300, 'h');
  CHECK(run({"lesson", "next"}, around).status == Exit::done);
  CHECK(run({"practice", std::string(300, 's')}, around).status == Exit::usage);
}

TEST_CASE("an unknown lesson is refused with the nearest name") {
  const Outcome outcome = run({"lesson", "weigted-sum"}, {});
  CHECK(outcome.status == Exit::usage);
  CHECK(outcome.errors.find("did you mean `weighted-sum`?") != std::string::npos);
}
