#include "sample/sample.hpp"

namespace heed {

const std::string& Text::in(std::string_view language) const {
  static const std::string none;
  const auto found = by_language.find(language);
  if (found != by_language.end()) return found->second;
  return by_language.empty() ? none : by_language.begin()->second;
}

const std::string& Sample::called(std::string_view language) const {
  const std::string& own = title.in(language);
  return own.empty() ? name : own;
}

const Grid* Sample::find(std::string_view field) const {
  const auto found = matrices.find(field);
  return found == matrices.end() ? nullptr : &found->second;
}

const std::vector<MatrixField>& matrix_fields() {
  static const std::vector<MatrixField> fields{
      {"X", "X", false},
      {"X_query", "X_query", false},
      {"X_memory", "X_memory", false},
      {"W_Q", "K", false},
      {"W_K", "K", false},
      {"W_V", "V", false},
      {"W_O", "output", false},
      {"b_Q", "K", true},
      {"b_K", "K", true},
      {"b_V", "V", true},
      {"b_O", "output", true},
      {"Q", "K", false},
      {"K", "K", false},
      {"V", "V", false},
      {"past_K", "K", false},
      {"past_V", "V", false},
      {"W_score", "K", false},
      {"additive.W_q", "", false},
      {"additive.W_k", "", false},
      {"additive.v", "", true},
      {"decide.W", "", false},
      {"decide.b", "", true},
      {"target", "", false},
      {"upstream", "", false},
  };
  return fields;
}

}  // namespace heed
