#pragma once

#include "core/error.hpp"

#include <doctest/doctest.h>

#include <string>

namespace heed::test {

/// "STATUS: message" of the Error that `body` throws; "" when it throws none.
template <typename Body>
std::string refusal(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return fmt::format("{}: {}", static_cast<int>(error.status()), error.what());
  }
  return {};
}

/// Checks that `body` is refused with that status and a message that contains `words`.
template <typename Body>
void check_refused(Exit status, std::string_view words, Body body) {
  const std::string message = refusal(body);
  CHECK_MESSAGE(message.starts_with(fmt::format("{}: ", static_cast<int>(status))), message);
  CHECK_MESSAGE(message.find(words) != std::string::npos, message);
}

}  // namespace heed::test
