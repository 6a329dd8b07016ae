#include "fuzz/target.hpp"

#include "core/error.hpp"
#include "core/json_writer.hpp"
#include "core/number.hpp"
#include "sample/number.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

namespace heed::fuzz {
namespace {

/// [-] digits [. digits] [e [+-] digits], with a digit on at least one side of the point.
bool plainly_written(std::string_view text) {
  const auto take = [&](std::string_view set) {
    const bool has = !text.empty() && set.find(text.front()) != std::string_view::npos;
    if (has) text.remove_prefix(1);
    return has;
  };
  const auto digits = [&] {
    bool any = false;
    while (take("0123456789")) any = true;
    return any;
  };
  take("-");
  bool any = digits();
  if (take(".")) any = digits() || any;
  if (!any) return false;
  if (take("eE")) {
    take("+-");
    if (!digits()) return false;
  }
  return text.empty();
}

void check_written(double value) {
  for (int decimals = 0; decimals <= 17; ++decimals) {
    const std::string text = written(value, decimals);
    expect(!text.empty() && text.size() <= 24, "a number has at most 24 characters");
    expect(text != "-nan" && text != "-0", "there is no -nan and no -0");
  }
  if (std::isfinite(value)) expect(parse_number(written(value, 17)) == value, "17 decimals read back");
  JsonWriter json;
  json.array().value(value).end();
  const auto read = nlohmann::json::parse(json.finish())[0];
  expect(read.is_string() != std::isfinite(value), "JSON has text for what is not finite");
  if (std::isfinite(value)) {
    const double back = read.get<double>();
    expect(std::memcmp(&back, &value, sizeof value) == 0, "JSON reads back to the same bits");
  }
}

}  // namespace

void number(std::string_view bytes) {
  const std::string text(bytes);
  const auto value = parse_number(text);
  const double other = plainly_written(text) ? std::strtod(text.c_str(), nullptr) : HUGE_VAL;
  if (value) {
    expect(plainly_written(text), "a number is plainly written");
    expect(*value == other, "a number is what strtod reads");
    check_written(*value);
  } else {
    // Below the smallest double, strtod says 0 and heed that it is no number.
    expect(!std::isfinite(other) || std::abs(other) < 2.3e-308, "what is plainly written and finite is a number");
  }
  const auto whole = parse_integer(text);
  if (whole) expect(std::strtol(text.c_str(), nullptr, 10) == *whole, "a whole number is what strtol reads");
  if (bytes.size() == sizeof(double)) {
    double bits = 0.0;
    std::memcpy(&bits, bytes.data(), sizeof bits);
    check_written(bits);
  }
}

}  // namespace heed::fuzz
