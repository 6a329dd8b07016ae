#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace heed::fuzz {

/// Whether `body` came to its end. A refusal of one of the given statuses does not; any other is passed on.
template <typename Body>
bool accepted(std::initializer_list<Exit> statuses, Body body) {
  try {
    body();
    return true;
  } catch (const Error& error) {
    if (std::find(statuses.begin(), statuses.end(), error.status()) == statuses.end()) throw;
    return false;
  }
}

/// What a fuzzer may make heed hold: little, so that it is quick.
inline Limits little() {
  return {.file_bytes = 1 << 16, .json_depth = 8, .tokens = 12, .elements = 64, .run_elements = 512, .label_bytes = 64};
}

}  // namespace heed::fuzz
