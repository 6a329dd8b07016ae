#pragma once

#include <string>
#include <string_view>

namespace heed {

/// Text as HTML and XML print it, between tags and in quoted attributes: made safe by `visible`, then escaped.
std::string markup(std::string_view text);

/// The same with its web addresses as links.
std::string linked(std::string_view text);

}  // namespace heed
