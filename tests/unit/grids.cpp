#include "core/grid.hpp"

#include "core/rows.hpp"
#include "core/vectors.hpp"
#include "property/comparison.hpp"

#include <atomic>
#include <limits>
#include <stdexcept>

using namespace heed;
using namespace heed::test;

TEST_CASE("a grid is copied with its numbers, and moved without touching them") {
  for (const std::size_t side : {2u, 1000u}) {
    Grid grid(side, side, 0.5);
    const double* const numbers = grid.values().data();
    const Grid copy = grid;
    grid(1, 1) = 2.0;
    CHECK(copy(1, 1) == 0.5);
    CHECK(copy != grid);
    const Grid moved = std::move(grid);
    CHECK(moved.values().data() == numbers);
    CHECK(moved(1, 1) == 2.0);
  }
  CHECK(Grid() == Grid(0, 0));
  CHECK(Grid(2, 3) != Grid(3, 2));
}

TEST_CASE("the memory of a large grid is used again") {
  const double* first = nullptr;
  {
    const Grid grid(1200, 1000);
    first = grid.values().data();
  }
  const Grid again = Grid::unwritten(1200, 1000);
  CHECK(again.values().data() == first);
  const Grid another = Grid::unwritten(1200, 1000);
  CHECK(another.values().data() != first);
}

TEST_CASE("rows are worked on each once, and what fails on another core fails here") {
  for (const std::size_t rows : {1u, 7u, 5000u}) {
    std::vector<std::atomic<int>> seen(rows);
    over_rows(rows, 1000, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) ++seen[i];
    });
    CHECK(std::all_of(seen.begin(), seen.end(), [](const auto& times) { return times == 1; }));
    const auto fail_at_the_end = [&](std::size_t, std::size_t last) {
      if (last == rows) throw std::runtime_error("the last row");
    };
    CHECK_THROWS_AS(over_rows(rows, 1000, fail_at_the_end), std::runtime_error);
  }
}

TEST_CASE("whole rows give what their cells give, whatever their length") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Generator random(seed());
  for (const std::size_t length : {1u, 7u, 8u, 9u, 64u, 100u}) {
    Grid row = random.grid(1, length);
    row(0, length / 2) = -800.0;
    const double most = greatest(row.values());
    CHECK(most == *std::max_element(row.values().begin(), row.values().end()));
    Grid powers = row;
    const double sum = exponentials(powers.values(), 2.0, most / 2.0);
    double expected = 0.0;
    for (std::size_t j = 0; j < length; ++j) {
      const double power = std::exp(row(0, j) / 2.0 - most / 2.0);
      CHECK(std::abs(powers(0, j) - power) <= 4e-16 * power);
      expected += power;
    }
    CHECK(apart(sum, expected) <= rounding);
    Grid visible(1, length, 1.0);
    visible(0, 0) = 0.0;
    Grid result(1, length);
    hide(row.values(), visible.values(), result.values());
    CHECK(result(0, 0) == -infinity);
    CHECK(std::equal(result.values().begin() + 1, result.values().end(), row.values().begin() + 1));
    divide(row.values(), 3.0, result.values());
    CHECK(result(0, length - 1) == row(0, length - 1) / 3.0);
    row(0, length - 1) = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(greatest(row.values())));
  }
  CHECK(greatest({}) == -infinity);
}
