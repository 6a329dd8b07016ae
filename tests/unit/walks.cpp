// A trace walked through by somebody at a terminal, without the terminal.
#include "reader.hpp"

using namespace heed;
using namespace heed::test;

namespace {

/// Walks through the trace of a sample.
class Walker : public Reader {
 public:
  explicit Walker(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "step");
    calls(arguments);
  }
  void types(const std::string& line) {
    Reader::types(line);
    CHECK(outcome().status == Exit::done);
    CHECK(outcome().errors == "");
  }
};

}  // namespace

TEST_CASE("Enter walks from the first step to the last, and then the walk is over") {
  Walker walker({"translation"});
  CHECK(walker.sees("Step 1 of 14"));
  for (int step = 2; step <= 14; ++step) {
    walker.types("");
    CHECK(walker.sees("Step " + std::to_string(step) + " of 14"));
  }
  walker.types("");
  CHECK_FALSE(walker.is_asked());
  CHECK(walker.sees("heed why translation weights[the,的]"));
}

TEST_CASE("a walk goes back, and to a step by its number, its id or its head") {
  Walker walker({"two-heads"});
  walker.types("b");
  CHECK(walker.sees("Step 1 of"));
  walker.types("3");
  CHECK(walker.sees("Step 3 of"));
  walker.types("b");
  CHECK(walker.sees("Step 2 of"));
  walker.types(" weights@2 ");
  CHECK(walker.sees("weights@2  Weights, head 2"));
  walker.types("weights");
  CHECK(walker.sees("weights@1  Weights, head 1"));
  walker.types("q");
  CHECK_FALSE(walker.is_asked());
}

TEST_CASE("any number can be asked why on the way, and the walk stays where it is") {
  Walker walker({"translation", "--only", "scaled,weights"});
  for (const char* question : {"scaled[the,的]", "why scaled[the,的]", "why scaled[3,4]"}) {
    walker.types(question);
    CHECK(walker.sees("scores[the,的] / √4"));
    CHECK(walker.sees("1/2"));
  }
  walker.types("2");
  walker.types("why");
  CHECK(walker.sees("A = softmax(S_scaled)"));
}

TEST_CASE("a sum grows term by term until it is the number") {
  Walker walker({"translation", "--only", "weights,context"});
  walker.types("context");
  walker.types("w");
  CHECK(walker.sees("up to 我 = weights[the,我]·V[我,bond]"));
  for (int key = 0; key < 3; ++key) walker.types("");
  CHECK(walker.sees("up to 的 = 0.10 + weights[the,的]·V[的,bond]"));
  walker.types("");
  CHECK_FALSE(walker.sees("context[the,bond] = 1.10"));
  walker.types("");
  CHECK(walker.sees("context[the,bond] = 1.10"));
  SUBCASE("and b leaves it for its step") {
    walker.types("w weights[the,的]");
    walker.types("b");
    CHECK(walker.sees("Step 2 of 2"));
  }
  SUBCASE("but not where there is none") {
    walker.types("w scaled[1,1]");
    CHECK(walker.sees("No sum is behind that number"));
  }
}

TEST_CASE("a slip of the keys is answered and costs nothing") {
  Walker walker({"translation", "--only", "weights"});
  walker.types("wieghts");
  CHECK(walker.sees("did you mean weights?"));
  walker.types("weights[the,nobody]");
  CHECK(walker.sees("no column called nobody"));
  walker.types("scores");
  CHECK(walker.sees("scores is not among the 1 steps"));
  walker.types("99");
  CHECK(walker.sees("99 is not among"));
  walker.types("?");
  CHECK(walker.sees("w [CELL]"));
  CHECK(walker.is_asked());
}

TEST_CASE("in a pipe a walk is printed whole, and its record is the trace's") {
  const Outcome whole = run({"step", "translation"}, {});
  CHECK_FALSE(whole.reply);
  CHECK(whole.out.find("Step 14 of 14") != std::string::npos);
  for (const char* only : {"weights", "scores,maxima"}) {
    CHECK(run({"step", "causal", "--only", only, "--format", "json"}, {}).out ==
          run({"trace", "causal", "--only", only, "--format", "json"}, {}).out);
  }
}
