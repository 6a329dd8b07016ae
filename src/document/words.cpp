#include "document/words.hpp"

#include "core/embedded.hpp"
#include "core/error.hpp"
#include "core/spelling.hpp"

#include <memory>

namespace heed {

const Words& Words::of(std::string_view language) {
  static std::map<std::string, std::unique_ptr<const Words>, std::less<>> read;
  std::unique_ptr<const Words>& words = read[std::string(language)];
  if (!words) words.reset(new Words(language));
  return *words;
}

Words::Words(std::string_view language) : language_(language) {
  const std::string folder = fmt::format("lessons/{}/words/", language);
  constexpr std::size_t about_as_many = 1024;
  sentences_.reserve(about_as_many);
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(folder)) continue;
    std::string_view text = file.text;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      const std::size_t colon = line.find(": ");
      if (line.starts_with('#') || colon == std::string_view::npos) continue;
      sentences_.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
  }
}

std::string in_code(const std::vector<std::string>& names, const Words& words) {
  std::vector<std::string> marked;
  for (const std::string& name : names) marked.push_back(fmt::format("`{}`", name));
  return listed(marked, words("list_separator"));
}

std::string Words::operator()(std::string_view id, const Values& values) const {
  const auto found = sentences_.find(id);
  if (found == sentences_.end()) throw std::logic_error(fmt::format("no words for {} in {}", id, language_));
  std::string result;
  std::string_view rest = found->second;
  for (;;) {
    const std::size_t open = rest.find('{');
    result += rest.substr(0, open);
    if (open == std::string_view::npos) return result;
    const std::size_t close = rest.find('}', open);
    const auto value = values.find(std::string(rest.substr(open + 1, close - open - 1)));
    expect(close != std::string_view::npos && value != values.end(),
           "a sentence asks for a value that it is not given");
    result += value->second;
    rest.remove_prefix(close + 1);
  }
}

}  // namespace heed
