#pragma once

#include "core/language.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace heed {

/// The sentences of one language, by id: `lessons/<language>/words/*.txt`, a line each, `id: sentence`.
/// `{name}` in a sentence stands for a value.
class Words {
 public:
  using Values = std::map<std::string, std::string>;

  /// The words of one of `languages()`.
  static const Words& of(std::string_view language);

  const std::string& language() const { return language_; }
  bool has(std::string_view id) const { return sentences_.contains(id); }

  /// The sentence of that id; a missing one is a mistake in heed (std::logic_error).
  std::string operator()(std::string_view id, const Values& values = {}) const;

  const std::unordered_map<std::string_view, std::string_view>& all() const { return sentences_; }

 private:
  explicit Words(std::string_view language);
  std::string language_;
  std::unordered_map<std::string_view, std::string_view> sentences_;
};

/// "`Q`, `K`": names as code, between them what stands between words of a list.
std::string in_code(const std::vector<std::string>& names, const Words& words);

}  // namespace heed
