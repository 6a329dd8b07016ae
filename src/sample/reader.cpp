#include "sample/reader.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"
#include "sample/json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heed {
namespace {

using Kind = Json::Kind;

/// Where in the file a complaint belongs, and the means to make it.
class Place {
 public:
  Place(const std::string& file, std::string field) : file_(file), field_(std::move(field)) {}
  const std::string& field() const { return field_; }
  Place inside(std::string_view part) const { return {file_, fmt::format("{}{}", field_, part)}; }

  template <typename... Args>
  [[noreturn]] void complain(fmt::format_string<Args...> format, Args&&... args) const {
    fail(Exit::data, "{}: {}: {}", file_, field_, fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  const std::string& file_;
  std::string field_;
};

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

template <typename Where>
double number(const Json& value, const Where& where) {
  if (value.is(Kind::number)) return value.number();
  const Place place = where();
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
  Text result;
  for (const auto& [language, words] : value.members()) {
    if (language != "en" && language != "zh") place.complain("unknown language {}; there are en and zh", language);
    result.by_language[language] = text(words, place.inside("." + language));
  }
  return result;
}

/// The entries of a list that has some.
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

/// A matrix of whatever `read(entry, place, row, column)` makes of one entry, `place` being asked for only
/// when there is a complaint. `flat` allows a plain list for a single row.
template <typename Read>
Grid matrix(const Json& value, const Place& place, const Limits& limits, bool flat, Read read) {
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
      grid(i, j) = read(
          entries[j], [&] { return place.inside(fmt::format("[{},{}]", i + 1, j + 1)); }, i, j);
    }
  }
  return grid;
}

Grid matrix(const Json& value, const Place& place, const Limits& limits, bool flat = false) {
  return matrix(value, place, limits, flat,
                [](const Json& entry, const auto& at, std::size_t, std::size_t) { return number(entry, at); });
}

/// A mask of booleans, or numbers: one for all heads, or a list with one for each.
PerHead per_head(const Json& value, const Place& place, const Limits& limits, bool may_be_boolean) {
  const std::vector<Json>& all = list(value, place);
  const Json& first_row = list(all.front(), place.inside(" row 1")).front();
  const bool listed = first_row.is(Kind::list);
  const Json& first = listed ? list(first_row, place.inside(" row 1")).front() : first_row;
  PerHead result;
  result.boolean = may_be_boolean && first.is(Kind::boolean);
  const auto read = [&](const Json& one, const Place& at) {
    return matrix(one, at, limits, false, [&](const Json& entry, const auto& cell, std::size_t, std::size_t) {
      if (entry.is(Kind::boolean) != result.boolean) {
        cell().complain("{} among {}; a mask is all true and false, or all numbers", kind(entry),
                        result.boolean ? "true and false" : "numbers");
      }
      return result.boolean ? (entry.truth() ? 1.0 : 0.0) : number(entry, cell);
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

std::vector<Claim> claims(const Json& value, const Place& place, const Limits& limits) {
  constexpr int most_decimals = 9;
  require_object(value, place);
  std::vector<Claim> result;
  for (const auto& [step, values] : value.members()) {
    Claim claim;
    claim.step = step;
    int decimals = 0;
    std::vector<std::pair<std::size_t, std::size_t>> silent;
    claim.values = matrix(values, place.inside("." + step), limits, true,
                          [&](const Json& entry, const auto& cell, std::size_t i, std::size_t j) {
                            decimals = std::max(decimals, entry.decimals());
                            if (!entry.is(Kind::null)) return number(entry, cell);
                            silent.emplace_back(i, j);
                            return 0.0;
                          });
    claim.decimals = std::min(decimals, most_decimals);
    claim.stated = Grid(claim.values.rows(), claim.values.columns(), 1.0);
    for (const auto& [i, j] : silent) claim.stated(i, j) = 0.0;
    result.push_back(std::move(claim));
  }
  return result;
}

/// The fields that are not matrices, each with the way it is read.
struct Field {
  std::string_view name;
  void (*read)(Sample& sample, const Json& value, const Place& place, const Limits& limits);
};

const std::vector<Field>& fields() {
  static const std::vector<Field> all{
      {"title", [](Sample& s, const Json& v, const Place& p, const Limits&) { s.title = translated(v, p); }},
      {"about", [](Sample& s, const Json& v, const Place& p, const Limits&) { s.about = translated(v, p); }},
      {"source", [](Sample& s, const Json& v, const Place& p, const Limits&) { s.source = translated(v, p); }},
      {"queries", [](Sample& s, const Json& v, const Place& p, const Limits& l) { s.queries = labels(v, p, l); }},
      {"keys", [](Sample& s, const Json& v, const Place& p, const Limits& l) { s.keys = labels(v, p, l); }},
      {"mask", [](Sample& s, const Json& v, const Place& p, const Limits& l) { s.mask = per_head(v, p, l, true); }},
      {"relative_bias",
       [](Sample& s, const Json& v, const Place& p, const Limits& l) { s.relative_bias = per_head(v, p, l, false); }},
      {"valid_keys",
       [](Sample& s, const Json& v, const Place& p, const Limits&) {
         const long keys = integer(v, p);
         if (keys < 0) p.complain("{} keys; 0 or more", keys);
         s.valid_keys = static_cast<std::size_t>(keys);
       }},
      {"recipe", [](Sample& s, const Json& v, const Place& p, const Limits&) { s.recipe = text(v, p); }},
      {"features",
       [](Sample& s, const Json& v, const Place& p, const Limits& l) {
         require_object(v, p);
         refuse_unknown(v, {"X", "X_query", "X_memory", "K", "V", "output"}, p);
         for (const auto& [matrix, names] : v.members()) {
           const Place at = p.inside("." + matrix);
           for (const Json& name : list(names, at)) {
             s.features[matrix].push_back(translated(name, at));
             for (const auto& [language, words] : s.features[matrix].back().by_language) {
               if (words.size() > l.label_bytes)
                 fail(Exit::limit, "{}: a label of more than {} bytes", at.field(), l.label_bytes);
             }
           }
         }
       }},
      {"additive",
       [](Sample& s, const Json& v, const Place& p, const Limits& l) {
         require_object(v, p);
         refuse_unknown(v, {"W_q", "W_k", "v"}, p);
         for (const auto& [name, values] : v.members()) {
           s.matrices["additive." + name] = matrix(values, p.inside("." + name), l, name == "v");
         }
       }},
      {"decide",
       [](Sample& s, const Json& v, const Place& p, const Limits& l) {
         require_object(v, p);
         refuse_unknown(v, {"W", "b", "words", "with_query"}, p);
         const Json* weights = v.find("W");
         if (weights == nullptr) p.complain("W is missing: the matrix from the output to the words");
         s.decision.emplace();
         s.matrices["decide.W"] = matrix(*weights, p.inside(".W"), l);
         if (const Json* b = v.find("b")) s.matrices["decide.b"] = matrix(*b, p.inside(".b"), l, true);
         if (const Json* words = v.find("words")) s.decision->words = labels(*words, p.inside(".words"), l);
         if (const Json* with = v.find("with_query")) {
           if (!with->is(Kind::boolean)) {
             p.inside(".with_query").complain("{} where true or false must stand", kind(*with));
           }
           s.decision->with_query = with->truth();
         }
       }},
      {"claims", [](Sample& s, const Json& v, const Place& p, const Limits& l) { s.claims = claims(v, p, l); }},
      // Read after the claims that it is about.
      {"decimals", [](Sample&, const Json&, const Place&, const Limits&) {}},
  };
  return all;
}

void read_decimals(Sample& sample, const Json& value, const Place& place) {
  if (!value.is(Kind::object)) {
    for (Claim& claim : sample.claims) claim.decimals = decimals(value, place);
    decimals(value, place);
    return;
  }
  std::vector<std::string_view> claimed;
  for (const Claim& claim : sample.claims) claimed.push_back(claim.step);
  for (const auto& [step, places] : value.members()) {
    const int count = decimals(places, place.inside("." + step));
    bool known = false;
    for (Claim& claim : sample.claims) {
      // "weights" stands for every head's, unless one has its own.
      const bool every_head = claim.step.starts_with(step + "@") && value.find(claim.step) == nullptr;
      if (claim.step == step || every_head) claim.decimals = count;
      known = known || claim.step == step || claim.step.starts_with(step + "@");
    }
    if (!known) place.complain("no claim is called {}{}", step, did_you_mean(step, claimed));
  }
}

std::vector<std::string_view> top_level_names() {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) names.push_back(field.name);
  for (const MatrixField& field : matrix_fields()) {
    if (field.name.find('.') == std::string_view::npos) names.push_back(field.name);
  }
  return names;
}

}  // namespace

Sample read_sample(std::string_view json, std::string name, const Limits& limits) {
  const Json root = parse_json(json, name, limits);
  Sample sample;
  sample.name = std::move(name);
  if (!root.is(Kind::object)) {
    fail(Exit::data, "{}: {} where a sample, an object {{…}}, must stand", sample.name, kind(root));
  }
  const std::vector<std::string_view> known = top_level_names();
  for (const auto& [key, value] : root.members()) {
    const auto& name_of_field = key;
    const Place place(sample.name, key);
    const auto field = std::find_if(fields().begin(), fields().end(),
                                    [&](const Field& candidate) { return candidate.name == name_of_field; });
    if (field != fields().end()) {
      field->read(sample, value, place, limits);
      continue;
    }
    const auto grid = std::find_if(matrix_fields().begin(), matrix_fields().end(),
                                   [&](const MatrixField& candidate) { return candidate.name == name_of_field; });
    if (grid == matrix_fields().end() || key.find('.') != std::string::npos) {
      fail(Exit::data, "{}: unknown field {}{}", sample.name, key, did_you_mean(key, known));
    }
    sample.matrices[key] = matrix(value, place, limits, grid->flat);
  }
  if (const Json* places = root.find("decimals")) read_decimals(sample, *places, Place(sample.name, "decimals"));
  return sample;
}

}  // namespace heed
