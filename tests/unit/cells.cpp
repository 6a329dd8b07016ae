#include "core/cell.hpp"

#include "unit/refusal.hpp"
#include "sample/reader.hpp"
#include "attention/pipeline.hpp"

using namespace heed;
using namespace heed::test;

namespace {

constexpr const char* sample = R"({"recipe": "scaled+heads=2",
  "queries": ["cat", "a,b", "say \"]\"", "cat", "7", "in@out"], "X": [[1,2],[3,4],[5,6],[7,8],[9,10],[11,12]]})";

const Trace& traced() {
  static const Trace trace = [] {
    const Sample read = read_sample(sample, "labels");
    return heed::trace(read, parse_recipe(read.recipe)).trace;
  }();
  return trace;
}

/// The address written with numbers only.
std::string found(std::string_view address) {
  return numbered(traced(), resolve(parse_cell(address), traced()));
}

}  // namespace

TEST_CASE("rows and columns are labels, or numbers counted from 1") {
  CHECK(found("X[cat,1]") == "X[1,1]");
  CHECK(found("X[2,2]") == "X[2,2]");
  CHECK(found("weights@2[cat,cat]") == "weights@2[1,1]");
}

TEST_CASE("a label that repeats means its first occurrence, the later one has its number") {
  CHECK(found("X[cat,1]") == "X[1,1]");
  CHECK(found("X[4,1]") == "X[4,1]");
  CHECK(named(traced(), {0, 3, 0}) == "X[4,1]");
}

TEST_CASE("a bare whole number is a position, a quoted one a label") {
  CHECK(found("X[5,1]") == "X[5,1]");
  CHECK(found("X[\"7\",1]") == "X[5,1]");
  CHECK(refusal([] { found("X[7,1]"); }) == "2: X has no row 7; there are 6, counted from 1");
}

TEST_CASE("a label that holds a comma, bracket, at sign or quote is written in quotes") {
  CHECK(found("X[\"a,b\",2]") == "X[2,2]");
  CHECK(found(R"(X["say \"]\"",1])") == "X[3,1]");
  CHECK(found("X[\"in@out\",1]") == "X[6,1]");
  CHECK(found("weights@1[\"a,b\",\"in@out\"]") == "weights@1[2,6]");
}

TEST_CASE("blanks around a name are the typist's, unless a label has them itself") {
  CHECK(found("X[cat, 2]") == "X[1,2]");
  CHECK(found("X[ \"a,b\" , 2 ]") == "X[2,2]");
  const Sample read = read_sample(R"({"queries": ["b", " b"], "X": [[1],[2]]})", "blanks");
  const Trace trace = heed::trace(read, parse_recipe("dot")).trace;
  CHECK(resolve(parse_cell("X[ b,1]"), trace).row == 1);
  CHECK(resolve(parse_cell("X[b ,1]"), trace).row == 0);
}

TEST_CASE("every cell reads back from the name that heed gives it") {
  for (std::size_t s = 0; s < traced().steps.size(); ++s) {
    for (std::size_t i = 0; i < traced().steps[s].values->rows(); ++i) {
      for (std::size_t j = 0; j < traced().steps[s].values->columns(); ++j) {
        const Cell cell{s, i, j};
        CAPTURE(named(traced(), cell));
        CHECK(resolve(parse_cell(named(traced(), cell)), traced()) == cell);
        CHECK(resolve(parse_cell(numbered(traced(), cell)), traced()) == cell);
      }
    }
  }
}

TEST_CASE("what is not a cell is refused with the right form") {
  for (const char* text :
       {"", "weights", "weights[1]", "weights[1,2", "weights[1,2]x", "[1,2]", "weights[,2]", "weights[1,]",
        "weights@[1,2]", "weights@0[1,2]", "weights@x[1,2]", "weights@99999[1,2]", "X[\"1,2]", "X[\"a\"b,2]"}) {
    CAPTURE(text);
    CHECK(refusal([&] { parse_cell(text); }).starts_with("2: "));
    CHECK(refusal([&] { parse_cell(text); }).find("is not a cell; write STEP[ROW,COLUMN]") != std::string::npos);
  }
}

TEST_CASE("a cell ends where its text ends, whatever stands behind it in memory") {
  const std::string_view text = R"(X["a\"b",2])";
  CHECK(parse_cell(text.substr(0, text.size())).row.text == "a\"b");
  const std::string message = refusal([&] { parse_cell(text.substr(0, std::string_view(R"(X["a\)").size())); });
  CHECK_MESSAGE(message.starts_with(R"(2: X["a\ )"), message);
}

TEST_CASE("a wrong step, head, row or column is refused with what there is") {
  const auto refused = [](std::string_view address, std::string_view words) {
    CAPTURE(address);
    const std::string message = refusal([&] { found(address); });
    CHECK(message.starts_with("2: "));
    CHECK_MESSAGE(message.find(words) != std::string::npos, message);
  };
  refused("weigths@1[1,1]", "did you mean `weights`?");
  refused("weights[1,1]", "there are 2 heads; say which, as in weights@1");
  refused("weights@3[1,1]", "there are only 2 heads");
  refused("X@2[1,1]", "X is not of one head");
  refused("X[0,1]", "X has no row 0; there are 6, counted from 1");
  refused("X[99999999999999999999,1]", "X has no row");
  refused("X[1,3]", "X has no column 3; there are 2");
  refused("X[cta,1]", "did you mean `cat`?");
  refused("X[1,left]", "the columns of X have no names; count them from 1 to 2");
}
