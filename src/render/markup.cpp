#include "render/markup.hpp"

#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed {

std::string markup(std::string_view text) {
  std::string escaped;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string linked(std::string_view text) {
  std::string page;
  for (std::size_t at = text.find("https://"); at != std::string_view::npos; at = text.find("https://")) {
    const std::size_t end = std::min({text.find_first_of(" )<>\"'", at), text.find("）", at), text.size()});
    const std::size_t last = text.substr(0, end).find_last_not_of(".,;:");  // a sentence may go on or end behind it
    const std::string address = markup(text.substr(at, last + 1 - at));
    page += fmt::format("{}<a href=\"{}\">{}</a>", markup(text.substr(0, at)), address, address);
    text.remove_prefix(last + 1);
  }
  return page + markup(text);
}

}  // namespace heed
