#include "sample/reader.hpp"

#include "core/spelling.hpp"
#include "sample/field.hpp"

#include <algorithm>

namespace heed {
namespace {

std::vector<Claim> claims(const Json& value, const Place& place, const Limits& limits) {
  require_object(value, place);
  std::vector<Claim> result;
  for (const auto& [step, values] : value.members()) {
    Claim claim;
    claim.step = step;
    int decimals = 0;
    std::vector<std::pair<std::size_t, std::size_t>> silent;
    claim.values = matrix(values, place.inside("." + step), limits, true, [&](const Entry& entry) {
      decimals = std::max(decimals, entry.value.decimals());
      if (!entry.value.is(Json::Kind::null)) return number(entry);
      silent.emplace_back(entry.row, entry.column);
      return 0.0;
    });
    claim.decimals = std::min(decimals, Claim::most_decimals);
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
           if (!with->is(Json::Kind::boolean)) {
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
  if (!value.is(Json::Kind::object)) {
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
  if (!root.is(Json::Kind::object)) {
    fail(Exit::data, "{}: {} where a sample, an object {{…}}, must stand", sample.name, kind(root));
  }
  const std::vector<std::string_view> known = top_level_names();
  if (const Json* format = root.find("format"); format != nullptr && format->is(Json::Kind::text)) {
    fail(Exit::data, "{}: a {}, not a sample; `heed sample` has samples", sample.name, format->text());
  }
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
