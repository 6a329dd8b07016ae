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
    const std::size_t size = std::min(text.find_first_of(" )<>\"'", at), text.find("）", at)) - at;
    const std::string address = markup(text.substr(at, size));
    page += fmt::format("{}<a href=\"{}\">{}</a>", markup(text.substr(0, at)), address, address);
    text.remove_prefix(std::min(at + size, text.size()));
  }
  return page + markup(text);
}

}  // namespace heed
