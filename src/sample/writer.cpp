#include "sample/writer.hpp"

#include "core/json_writer.hpp"

namespace heed {
namespace {

void write(JsonWriter& json, const Text& text) {
  json.object();
  for (const auto& [language, words] : text.by_language) json.field(language, words);
  json.end();
}

void write(JsonWriter& json, const std::vector<std::string>& labels) {
  json.array();
  for (const std::string& label : labels) json.value(label);
  json.end();
}

void write(JsonWriter& json, const Grid& grid, bool boolean = false) {
  boolean ? json.truths(grid) : json.value(grid);
}

void write(JsonWriter& json, const PerHead& matrices) {
  if (matrices.heads.size() == 1) return write(json, matrices.heads[0], matrices.boolean);
  json.array();
  for (const Grid& grid : matrices.heads) write(json, grid, matrices.boolean);
  json.end();
}

/// A part of a field that is an object: "W_q" of "additive.W_q".
void write_members(JsonWriter& json, const Sample& sample, std::string_view object) {
  for (const MatrixField& field : matrix_fields()) {
    const std::size_t dot = field.name.find('.');
    if (dot == std::string_view::npos || field.name.substr(0, dot) != object || !sample.has(field.name)) continue;
    write(json.key(field.name.substr(dot + 1)), *sample.find(field.name));
  }
}

}  // namespace

std::string write_sample(const Sample& sample) {
  JsonWriter json;
  json.object();
  for (const auto& [name, text] :
       {std::pair{"title", &sample.title}, {"about", &sample.about}, {"source", &sample.source}}) {
    if (!text->by_language.empty()) write(json.key(name), *text);
  }
  json.field("recipe", sample.recipe);
  if (sample.queries) write(json.key("queries"), *sample.queries);
  if (sample.keys) write(json.key("keys"), *sample.keys);
  if (!sample.features.empty()) {
    json.key("features").object();
    for (const auto& [matrix, names] : sample.features) {
      json.key(matrix).array();
      for (const Text& name : names) write(json, name);
      json.end();
    }
    json.end();
  }
  for (const MatrixField& field : matrix_fields()) {
    if (field.name.find('.') == std::string_view::npos && sample.has(field.name))
      write(json.key(field.name), *sample.find(field.name));
  }
  if (sample.mask) write(json.key("mask"), *sample.mask);
  if (sample.relative_bias) write(json.key("relative_bias"), *sample.relative_bias);
  if (sample.valid_keys) json.field("valid_keys", *sample.valid_keys);
  if (sample.has("additive.W_q") || sample.has("additive.W_k") || sample.has("additive.v")) {
    json.key("additive").object();
    write_members(json, sample, "additive");
    json.end();
  }
  if (sample.decision) {
    json.key("decide").object();
    write_members(json, sample, "decide");
    if (!sample.decision->words.empty()) write(json.key("words"), sample.decision->words);
    json.field("with_query", sample.decision->with_query).end();
  }
  json.end();
  return json.finish();
}

}  // namespace heed
