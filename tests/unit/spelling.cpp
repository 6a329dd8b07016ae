#include "core/spelling.hpp"

#include <doctest/doctest.h>

using namespace heed;

TEST_CASE("the nearest name is the one with the fewest wrong letters, at most a third of them") {
  const std::vector<std::string_view> names{"weights", "scores", "scaled", "context", "Q"};
  CHECK(nearest("weigths", names) == "weights");
  CHECK(nearest("weight", names) == "weights");
  CHECK(nearest("score", names) == "scores");
  CHECK(nearest("sclaed", names) == "scaled");
  CHECK(nearest("q", names) == "Q");
  CHECK(nearest("banana", names) == "");
  CHECK(nearest("", names) == "Q");
  CHECK(nearest(std::string(100000, 'w'), names) == "");
  const std::string longest(64, 'w');
  CHECK(nearest(longest, {longest}) == longest);
  CHECK(nearest(longest + 'w', {longest}) == "");
}

TEST_CASE("two neighbouring letters in the wrong order are one mistake") {
  CHECK(nearest("tarce", {"trace", "tar"}) == "trace");
  CHECK(nearest("tarce", {"farce", "trace"}) == "farce");  // no less than a wrong letter, which comes first here
}

TEST_CASE("a suggestion is a clause to be appended, or nothing") {
  CHECK(did_you_mean("casual", {"causal"}) == "; did you mean `causal`?");
  CHECK(did_you_mean("banana", {"causal"}) == "");
}

TEST_CASE("names are listed with something between them") {
  CHECK(listed(std::vector<std::string>{}) == "");
  CHECK(listed(std::vector<std::string>{"a"}) == "a");
  CHECK(listed(std::vector<std::string_view>{"a", "b", "c"}) == "a, b, c");
  CHECK(listed(std::vector<std::string>{"a", "", "c"}, "|") == "a||c");
}
