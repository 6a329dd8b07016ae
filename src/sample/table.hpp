#pragma once

#include "core/limits.hpp"
#include "sample/sample.hpp"

#include <string_view>

namespace heed {

/// A matrix as other programs write it: comma-separated numbers, a line each row (a first line that holds no number
/// is a header, an empty field claims nothing, "-inf", "inf" and "nan" are numbers), or an .npy file of NumPy
/// (versions 1 to 3, float32, float64 or integers, one or two dimensions). Errors (data) name the file, line and
/// field, or what the file holds instead.
Claim read_table(std::string_view bytes, const std::string& name, std::string step, const Limits& limits);

}  // namespace heed
