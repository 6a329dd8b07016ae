#pragma once

#include <string>
#include <string_view>

namespace heed {

/// Writes all bytes to a descriptor. The reason why it could not, or "".
std::string write_all(int descriptor, std::string_view bytes);

/// Replaces a file as a whole: the old one stays until the new one is complete and on disk. Devices and pipes
/// are written to directly. The reason why it could not ("path: reason"), or "".
std::string write_file(const std::string& path, std::string_view bytes);

/// As write_file, for a file of heed's own: its folders are made when they are missing.
std::string write_memory(const std::string& path, std::string_view bytes);

}  // namespace heed
