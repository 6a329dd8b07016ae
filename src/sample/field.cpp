#include "sample/field.hpp"

#include "core/language.hpp"
#include "core/spelling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {

using Kind = Json::Kind;

std::string_view kind(const Json& value) {
  switch (value.kind()) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::text:
      return "text";
    case Kind::list:
      return "a list";
    case Kind::object:
      break;
  }
  return "an object";
}

double number(const Entry& entry) {
  const Json& value = entry.value;
  if (value.is(Kind::number)) return value.number();
  const Place place = entry.place();
  if (value.is(Kind::text)) {
    const std::string& text = value.text();
    if (text == "-inf") return -std::numeric_limits<double>::infinity();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
    place.complain("\"{}\" is text; write a number without quotes, or \"-inf\", \"inf\", \"nan\"", text);
  }
  place.complain("{} where a number must stand", kind(value));
}

long integer(const Json& value, const Place& place) {
  if (!value.is(Kind::number) || !value.whole()) place.complain("{} where a whole number must stand", kind(value));
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  if (std::abs(value.number()) > most) place.complain("{} is too large", value.number());
  return static_cast<long>(value.number());
}

const std::string& text(const Json& value, const Place& place) {
  if (!value.is(Kind::text)) place.complain("{} where text must stand", kind(value));
  return value.text();
}

Text translated(const Json& value, const Place& place) {
  if (value.is(Kind::text)) return {{{"en", value.text()}}};
  if (!value.is(Kind::object) || value.members().empty())
    place.complain("{} where text or {{\"en\": …, \"zh\": …}} must stand", kind(value));
  const std::vector<std::string_view>& known = languages();
  Text result;
  for (const auto& [language, words] : value.members()) {
    if (std::find(known.begin(), known.end(), language) == known.end()) {
      place.complain("unknown language {}; there are {}", language, listed(known, " and "));
    }
    result.by_language[language] = text(words, place.inside("." + language));
  }
  return result;
}

const std::vector<Json>& list(const Json& value, const Place& place) {
  if (!value.is(Kind::list)) place.complain("{} where a list must stand", kind(value));
  if (value.entries().empty()) place.complain("an empty list; give at least one entry or leave {} out", place.field());
  return value.entries();
}

std::vector<std::string> labels(const Json& value, const Place& place, const Limits& limits) {
  std::vector<std::string> result;
  for (const Json& entry : list(value, place)) {
    result.push_back(text(entry, place));
    if (result.back().size() > limits.label_bytes) {
      fail(Exit::limit, "{}: a label of more than {} bytes", place.field(), limits.label_bytes);
    }
  }
  return result;
}

Grid matrix(const Json& value, const Place& place, const Limits& limits, bool flat, const ReadEntry& read) {
  const std::vector<Json>& all = list(value, place);
  const bool one_row = flat && !all.front().is(Kind::list);
  const std::size_t rows = one_row ? 1 : all.size();
  const auto row_place = [&](std::size_t i) { return one_row ? place : place.inside(fmt::format(" row {}", i + 1)); };
  const auto row = [&](std::size_t i) -> const std::vector<Json>& {
    return one_row ? all : list(all[i], row_place(i));
  };
  const std::size_t columns = row(0).size();
  if (rows > limits.elements / columns) {
    fail(Exit::limit, "{}: {} is {}, more than {} numbers; allow more with --max-elements", place.field(),
         place.field(), shape(rows, columns), limits.elements);
  }
  Grid grid(rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::vector<Json>& entries = row(i);
    if (entries.size() != columns) {
      row_place(i).complain("{} numbers where row 1 has {}; rows of a matrix are equally long", entries.size(),
                            columns);
    }
    for (std::size_t j = 0; j < columns; ++j) {
      grid(i, j) = read({entries[j], place, i, j});
    }
  }
  return grid;
}

PerHead per_head(const Json& value, const Place& place, const Limits& limits, bool may_be_boolean) {
  const std::vector<Json>& all = list(value, place);
  const Json& first_row = list(all.front(), place.inside(" row 1")).front();
  const bool listed = first_row.is(Kind::list);
  const Json& first = listed ? list(first_row, place.inside(" row 1")).front() : first_row;
  PerHead result;
  result.boolean = may_be_boolean && first.is(Kind::boolean);
  const auto read = [&](const Json& one, const Place& at) {
    return matrix(one, at, limits, false, [&](const Entry& entry) {
      if (entry.value.is(Kind::boolean) != result.boolean) {
        entry.place().complain("{} among {}; a mask is all true and false, or all numbers", kind(entry.value),
                               result.boolean ? "true and false" : "numbers");
      }
      return result.boolean ? (entry.value.truth() ? 1.0 : 0.0) : number(entry);
    });
  };
  if (!listed) {
    result.heads.push_back(read(value, place));
  } else {
    for (std::size_t h = 0; h < all.size(); ++h) {
      result.heads.push_back(read(all[h], place.inside(fmt::format("@{}", h + 1))));
    }
  }
  return result;
}

void refuse_unknown(const Json& object, const std::vector<std::string_view>& known, const Place& place) {
  for (const auto& [key, value] : object.members()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      place.complain("unknown field {}{}; there are {}", key, did_you_mean(key, known), listed(known));
    }
  }
}

void require_object(const Json& value, const Place& place) {
  if (!value.is(Kind::object)) place.complain("{} where an object must stand", kind(value));
}

int decimals(const Json& value, const Place& place) {
  const long places = integer(value, place);
  if (places < 0 || places > 17) place.complain("{} decimals; between 0 and 17 make sense", places);
  return static_cast<int>(places);
}

}  // namespace heed
