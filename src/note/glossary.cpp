#include "note/glossary.hpp"

#include "attention/steps.hpp"
#include "core/splitting.hpp"
#include "document/words.hpp"
#include "sample/number.hpp"
#include "sample/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace heed {
namespace {

constexpr std::size_t longest_name = 200;  ///< in bytes; what is longer is no name

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// A name without what only dresses it: marks, fonts, blanks, the case of letters.
std::string bare(std::string_view name) {
  std::string text(name);
  for (const std::string_view font : {"\\mathrm", "\\mathbf", "\\boldsymbol", "\\operatorname", "\\text", "\\mathit",
                                      "\\bm", "\\bf", "\\left", "\\right"}) {
    text = replaced(std::move(text), font, "");
  }
  text = replaced(std::move(text), "\\alpha", "α");
  std::string letters;
  for (const char c : text) {
    if (std::string_view(" \t\r`$*_^{}\\-()[]").find(c) != std::string_view::npos) continue;
    letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

/// Every bare name and its id. Where two steps share a name, ids come before titles, titles before other names, and
/// those before symbols, of which those of fine steps come last.
const std::map<std::string, std::string_view>& names() {
  static const std::map<std::string, std::string_view> all = [] {
    std::map<std::string, std::string_view> found;
    const auto add = [&](std::string_view name, std::string_view id) { found.emplace(bare(name), id); };
    for (const StepKind& kind : step_kinds()) add(kind.id, kind.id);
    for (const std::string_view language : languages()) {
      const Words& words = Words::of(language);
      for (const StepKind& kind : step_kinds()) add(words(fmt::format("step.{}.title", kind.id)), kind.id);
      for (const StepKind& kind : step_kinds()) {
        const std::string id = fmt::format("names.{}", kind.id);
        if (!words.has(id)) continue;
        const std::string others = words(id);
        for (const std::string_view name : split(others, ";")) add(name, kind.id);
      }
    }
    for (const bool fine : {false, true}) {
      for (const StepKind& kind : step_kinds()) {
        if (kind.fine == fine) add(fmt::format("{}{}", kind.symbol, kind.subscript), kind.id);
      }
    }
    return found;
  }();
  return all;
}

/// Takes "head 2" out of a text, as any language says it; 0 when it says none.
int take_head(std::string& text) {
  for (const std::string_view language : languages()) {
    const std::string ways = Words::of(language)("names.of_head", {{"head", "\n"}});
    for (const std::string_view way : split(ways, ";")) {
      const std::size_t number = way.find('\n');
      const std::string_view before = trimmed(way.substr(0, number));
      const std::string_view after = trimmed(way.substr(number + 1));
      std::string lower = text;
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      for (std::size_t at = lower.find(before); at != std::string::npos; at = lower.find(before, at + 1)) {
        const std::size_t digits = std::min(lower.find_first_not_of(' ', at + before.size()), lower.size());
        const std::size_t rest = std::min(lower.find_first_not_of("0123456789", digits), lower.size());
        const std::size_t end = std::min(lower.find_first_not_of(' ', rest), lower.size());
        const auto head = parse_integer(lower.substr(digits, rest - digits));
        if (!head || *head < 1 || *head > 9999 || !std::string_view(lower).substr(end).starts_with(after)) continue;
        text.erase(at, (after.empty() ? rest : end + after.size()) - at);
        return static_cast<int>(*head);
      }
    }
  }
  return 0;
}

/// "weights@2" and "d.scores@2", exactly.
std::optional<StepMeant> addressed(std::string_view name) {
  const std::size_t at = name.find('@');
  StepMeant meant{std::string(name.substr(0, at)), 0};
  if (at != std::string_view::npos) {
    const auto head = parse_integer(name.substr(at + 1));
    if (!head || *head < 1 || *head > 9999) return std::nullopt;
    meant.head = static_cast<int>(*head);
  }
  std::string_view kind = meant.id;
  if (kind.starts_with("d.")) kind = kind.substr(2, kind.find(".via.") - 2);
  kind = unnumbered(kind);
  const bool known =
      std::any_of(step_kinds().begin(), step_kinds().end(), [&](const StepKind& k) { return k.id == kind; });
  return known ? std::optional(std::move(meant)) : std::nullopt;
}

/// A trailing comma or colon belongs to the sentence, not to the name.
void strip_marks(std::string& text) {
  for (bool stripped = true; stripped;) {
    stripped = false;
    for (const std::string_view mark : {" ", "\t", ",", ":", ".", "=", "，", "：", "。", "、", "$", "`", "*", "|"}) {
      while (!text.empty() && text.ends_with(mark)) {
        text.erase(text.size() - mark.size());
        stripped = true;
      }
      while (!text.empty() && text.starts_with(mark)) {
        text.erase(0, mark.size());
        stripped = true;
      }
    }
  }
}

}  // namespace

std::string StepMeant::address() const {
  return head == 0 ? id : fmt::format("{}@{}", id, head);
}

std::optional<StepMeant> step_meant(std::string_view name) {
  if (name.size() > longest_name) return std::nullopt;
  std::string text(name);
  strip_marks(text);
  if (auto exact = addressed(text)) return exact;
  int head = take_head(text);
  strip_marks(text);
  if (const std::size_t at = text.find('@'); at != std::string::npos && head == 0) {
    const auto number = parse_integer(text.substr(at + 1));
    if (!number || *number < 1 || *number > 9999) return std::nullopt;
    head = static_cast<int>(*number);
    text.erase(at);
  }
  std::string key = bare(text);
  if (const auto found = names().find(key); found != names().end()) return StepMeant{std::string(found->second), head};
  // A head as a subscript: A_2, S_{scaled,2}.
  const std::size_t digits = key.find_last_not_of("0123456789") + 1;
  const auto number = parse_integer(std::string_view(key).substr(std::min(digits, key.size())));
  if (head != 0 || !number || *number < 1 || *number > 9999) return std::nullopt;
  key.erase(digits);
  if (key.ends_with(',')) key.pop_back();
  const auto found = names().find(key);
  if (found == names().end()) return std::nullopt;
  return StepMeant{std::string(found->second), static_cast<int>(*number)};
}

std::optional<StepMeant> step_spoken_of(std::string_view text) {
  if (text.size() > longest_name) return std::nullopt;
  const std::size_t span = text.find('`');
  const std::size_t span_end = span == std::string_view::npos ? span : text.find('`', span + 1);
  if (span_end != std::string_view::npos) {
    if (auto step = step_meant(text.substr(span + 1, span_end - span - 1))) return step;
  }
  if (auto step = step_meant(text)) return step;
  std::string rest(text);
  const int head = take_head(rest);
  const auto said = [&](std::string_view part) {
    auto step = step_meant(part);
    if (step && step->head == 0) step->head = head;
    return step;
  };
  for (const std::string_view separator : {"—", "–", " - ", ":", "：", "（", "(", "=", "·", ",", "，", ".", "、"}) {
    rest = replaced(std::move(rest), separator, "\n");
  }
  for (const std::string_view part : split(rest, "\n")) {
    if (auto step = said(part)) return step;
    // "Attention weights A": the last word is a name of what stands before it.
    const std::size_t blank = part.rfind(' ');
    if (blank == std::string_view::npos) continue;
    const auto before = said(part.substr(0, blank));
    const auto last = said(part.substr(blank + 1));
    if (before && last && before->id == last->id) return before;
  }
  return std::nullopt;
}

int head_spoken_of(std::string_view text) {
  if (text.size() > longest_name) return 0;
  std::string rest(text);
  return take_head(rest);
}

bool is_of_heads(std::string_view id) {
  if (id == "W_score" || id.starts_with("additive.")) return false;
  const auto kind =
      std::find_if(step_kinds().begin(), step_kinds().end(), [&](const StepKind& k) { return k.id == unnumbered(id); });
  if (kind == step_kinds().end()) return false;
  return kind->stage == Stage::score || kind->stage == Stage::weigh || kind->id == "context";
}

std::vector<std::string_view> step_ids(bool fine) {
  std::vector<std::string_view> ids;
  for (const StepKind& kind : step_kinds()) {
    if (fine || !kind.fine) ids.push_back(kind.id);
  }
  return ids;
}

}  // namespace heed
