#include "core/operations.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace heed;

namespace {

void check_misfit(const OperationPointer& operation, const std::vector<Shape>& shapes) {
  std::vector<Grid> grids;
  for (const Shape& shape : shapes) grids.emplace_back(shape.rows, shape.columns);
  const std::vector<View> in(grids.begin(), grids.end());
  CHECK_THROWS_AS(operation->shape(in), std::logic_error);
}

}  // namespace

TEST_CASE("operands that do not fit each other are a mistake in heed, found before a number is read") {
  check_misfit(product(), {{2, 3}, {3, 4}, {1, 3}});
  check_misfit(product(), {{2, 3}, {3, 4}, {2, 4}});
  check_misfit(mix(), {{2, 3}, {4, 5}});
  check_misfit(mix(), {{2, 3}, {2, 3}});
  check_misfit(join_columns(), {{2, 3}, {3, 3}});
  check_misfit(stack_rows(), {{2, 3}, {2, 4}});
  check_misfit(add(), {{2, 3}, {3, 2}});
  check_misfit(add(), {{2, 3}, {1, 3}});
  check_misfit(add_row(), {{2, 3}, {2, 3}});
  check_misfit(add_row(), {{2, 3}, {1, 2}});
  check_misfit(half_squared_distance(), {{2, 3}, {2, 4}});
  check_misfit(pair_sums(), {{2, 3}, {2, 4}});
  check_misfit(pair_scores(2), {{4, 3}, {1, 4}});
  check_misfit(pair_scores(2), {{3, 3}, {1, 3}});
  check_misfit(visibility({.queries = 2, .keys = 3}), {{3, 3}});
  check_misfit(visibility({.queries = 2, .keys = 3}), {{2, 2}});
}
