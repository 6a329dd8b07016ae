#include "core/number.hpp"

#include "core/formatting.hpp"
#include "core/json_writer.hpp"
#include "core/random.hpp"
#include "sample/number.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <cmath>
#include <limits>

using namespace heed;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double hard_numbers[] = {1e300,     5e-324,  -0.0, undefined, -undefined, infinity,
                                   -infinity, 0.00005, 1e16, -1.5,      1.0 / 3};

}  // namespace

TEST_CASE("no number is longer than 24 characters, and there is no -nan, -0 or -0.00") {
  for (const double x : hard_numbers) {
    for (int decimals = 0; decimals <= 17; ++decimals) {
      CHECK(written(x, NumberFormat{NumberFormat::Notation::fixed, decimals}).size() <= 24);
      const std::string text = written(x, decimals);
      CAPTURE(text);
      CHECK_FALSE(text.empty());
      CHECK(text.size() <= 24);
      CHECK(text != "-nan");
      CHECK((text.front() != '-' || text.find_first_of("123456789") != std::string::npos || text == "-∞"));
    }
  }
}

TEST_CASE("a program reads the fewest digits that read back to the same double") {
  Random random(20170612);
  std::vector<double> numbers{1e15, 1e16, 123456789012345680.0, 0.0001, 0.00012, 0.00001, 100.0, 0.1, 5e-324, 1.0};
  for (int k = 0; k < 20000; ++k) {
    numbers.push_back(random.uniform() * std::exp2(static_cast<double>(random.whole(-60, 60))));
  }
  for (const double size : numbers) {
    for (const double x : {size, -size}) {
      char text[widest_number];
      CHECK(std::string(text, write_shortest(text, x)) == fmt::format("{}", x));
    }
  }
}

TEST_CASE(
    "so many decimals are rounded as the number is, not as its neighbours are, to even where it lies in the middle") {
  Random random(20170612);
  std::vector<double> numbers{0.0,   0.5,    1.5,         2.5, 0.125, 0.375, 0.005, 1.005,
                              9.995, 0.9995, 999999.9999, 1e9, 1e12,  1e300, 5e-324};
  for (int k = 0; k < 20000; ++k) {
    numbers.push_back(random.uniform() * std::exp2(static_cast<double>(random.whole(-30, 50))));
    numbers.push_back(static_cast<double>(random.whole(0, 1000000)) / 2000.0);
  }
  for (const double size : numbers) {
    for (const double x : {size, -size}) {
      for (const int decimals : {0, 1, 2, 3, 9, 12}) {
        std::string text;
        append_fixed(text, x, decimals);
        CHECK(text == fmt::format("{:.{}f}", x, decimals));
      }
    }
  }
}

TEST_CASE("a number written with 17 decimals reads back to the same double") {
  for (const double x : hard_numbers) {
    if (!std::isfinite(x)) continue;
    CAPTURE(x);
    CHECK(parse_number(written(x, 17)) == x);
  }
}

TEST_CASE("a matrix is written in one style: whole, fixed, or scientific where fixed hides every digit") {
  const auto style = [](std::vector<double> values, int decimals) { return number_format(values, decimals).notation; };
  using Notation = NumberFormat::Notation;
  CHECK(style({1, -2, infinity, undefined}, 2) == Notation::whole);
  CHECK(style({1, 0.5}, 2) == Notation::fixed);
  CHECK(style({0.001, 0.5}, 2) == Notation::fixed);
  CHECK(style({0.001, -0.002}, 2) == Notation::scientific);
  CHECK(style({1e6, 0.5}, 2) == Notation::scientific);
  CHECK(style({999999.5, 0.5}, 2) == Notation::fixed);
  CHECK(style({0.005, 0.0}, 2) == Notation::fixed);
  CHECK(written(-0.001, NumberFormat{Notation::fixed, 2}) == "0.00");
  CHECK(written(-0.005, NumberFormat{Notation::fixed, 1}) == "0.0");
  CHECK(written(0.125, 2) == "0.12");
  CHECK(written(-infinity, 2) == "-∞");
}

TEST_CASE("JSON holds numbers that read back, and the others as text") {
  JsonWriter json;
  json.array();
  for (const double x : {0.1, -0.0, 5e-324, infinity, -infinity, undefined, -undefined}) json.value(x);
  CHECK(json.end().finish() == "[0.1,\n-0.0,\n5e-324,\n\"inf\",\n\"-inf\",\n\"nan\",\n\"nan\"]\n");
}

TEST_CASE("a number is the whole text, finite and plainly written") {
  for (const char* text : {"1", "-2.5", "3e-4", "010", "0.1", "1e308"}) CHECK_MESSAGE(parse_number(text), text);
  for (const char* text :
       {"", " 1", "1 ", "+1", "0x10", "1_000", "1,5", "1e999", "nan", "inf", "-inf", "1e", "-", "١"}) {
    CHECK_MESSAGE(!parse_number(text), text);
  }
  CHECK(parse_integer("-12") == -12);
  for (const char* text : {"", "1.0", "1e2", "+1", "99999999999999999999"}) CHECK_MESSAGE(!parse_integer(text), text);
}
