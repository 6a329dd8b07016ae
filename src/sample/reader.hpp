#pragma once

#include "core/limits.hpp"
#include "sample/sample.hpp"

namespace heed {

/// Reads a sample from JSON (comments allowed). Strict: unknown or doubled fields, ragged rows, numbers as
/// text, anything that is not UTF-8 -> Error (data) with file, field or line and column. Shapes that depend
/// on the recipe are checked later (attention/dimensions.hpp).
Sample read_sample(std::string_view json, std::string name, const Limits& limits = {});

/// A text, and how messages call it.
struct NamedText {
  std::string name;
  std::string text;
};

/// The built-in sample of that name, the file at that path, or (for "-") standard input, unread.
/// Errors: as `load_sample`.
NamedText open_reference(const std::string& reference, const Limits& limits = {});

/// The same, read as a sample.
/// Errors: usage when there is no such name, io when a file cannot be read, limit when it is too large.
Sample load_sample(const std::string& reference, const Limits& limits = {});

/// Whether something is called that; not, where nobody may look.
bool is_there(const std::string& path);

/// Whole contents of a file or, for "-", of standard input. Errors: io, limit.
std::string read_file(const std::string& path, const Limits& limits);

/// Names of the built-in samples, in the order of their files.
std::vector<std::string_view> sample_names();
std::string_view sample_text(std::string_view name);

}  // namespace heed
