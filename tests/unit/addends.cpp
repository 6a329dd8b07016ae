// Which parts of a long sum are written.
#include <doctest/doctest.h>

#include "render/addends.hpp"
#include "render/math.hpp"

namespace heed {
namespace {

Math products(std::initializer_list<double> weights) {
  Math sum = math::sum({});
  for (const double weight : weights) sum.parts.push_back(math::product({math::number(weight), math::number(2.0)}));
  return sum;
}

}  // namespace

TEST_CASE("of a long sum the largest parts are written, in their order") {
  const Math sum = products({0.0, 5.0, 0.0, -7.0, 1.0, 0.0});
  CHECK(telling_addends(sum, 3) == std::vector<std::size_t>{1, 3, 4});
  CHECK(telling_addends(sum, 6).size() == 6);
  CHECK(plain(sum, {.most_parts = 2}) == "5·2 + (-7)·2 + …");
}

TEST_CASE("parts of equal weight are kept from the front, and what has no number comes last") {
  CHECK(telling_addends(products({1.0, 1.0, 1.0}), 2) == std::vector<std::size_t>{0, 1});
  CHECK(telling_addends(math::sum({math::symbol("a"), math::number(1.0), math::symbol("b")}), 1) ==
        std::vector<std::size_t>{1});
}

}  // namespace heed
