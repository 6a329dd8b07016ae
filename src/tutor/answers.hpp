#pragma once

#include "core/limits.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace heed {

/// Somebody's answers to numbered questions.
struct Answers {
  std::uint64_t seed = 0;
  std::map<std::size_t, double> by_question;
};

/// Reads `{ "seed": S, "answers": { "1": 0.5 } }`; null answers nothing. Strict: errors (data) name the file and the
/// field.
Answers read_answers(std::string_view json, const std::string& name, const Limits& limits);

}  // namespace heed
