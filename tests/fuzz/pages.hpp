#pragma once

#include "attention/pipeline.hpp"
#include "document/document.hpp"

#include <string>

namespace heed::fuzz {

/// Every step of a trace, told in words.
Document page(const Trace& trace, const std::string& title);

/// The document as a format writes it, within 80 columns, made by `command`. Nothing where the format cannot: SVG
/// draws exactly one matrix of weights.
std::string written(const Document& document, std::string_view format, const std::string& command);

/// Checks that a text holds UTF-8 and no character that acts unseen.
void expect_quiet(std::string_view text);

}  // namespace heed::fuzz
