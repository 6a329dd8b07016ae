#include "core/cell.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"
#include "core/splitting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace heed {
namespace {

/// Reads an address from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[noreturn]] void complain() const {
    fail(Exit::usage, "{} is not a cell; write STEP[ROW,COLUMN], as in weights[1,2] or weights@2[1,2]", text_);
  }

  std::string until(std::string_view stops) {
    const std::size_t end = text_.find_first_of(stops, at_);
    if (end == std::string_view::npos) complain();
    std::string part(text_.substr(at_, end - at_));
    at_ = end;
    return part;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  CellAddress::Index index(char end) {
    CellAddress::Index result;
    if (text_.substr(std::min(text_.find_first_not_of(' ', at_), text_.size())).starts_with('"')) {
      at_ = text_.find('"', at_) + 1;
      result.quoted = true;
      for (;;) {
        if (at_ >= text_.size()) complain();
        if (take('"')) break;
        const bool escape =
            text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
        if (escape) ++at_;
        result.text += text_[at_++];
      }
      while (take(' ')) continue;
      if (!take(end)) complain();
      return result;
    }
    result.text = until(std::string_view(&end, 1));
    if (result.text.empty()) complain();
    ++at_;
    return result;
  }

  bool done() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool whole_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::size_t> place(std::string_view name, const Labels& labels) {
  if (!labels) return std::nullopt;
  const auto found = std::find(labels->begin(), labels->end(), name);
  return found == labels->end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - labels->begin()));
}

std::size_t position(const CellAddress::Index& index, const Labels& labels, std::size_t count, std::string_view what,
                     const std::string& step) {
  const bool bare_number = !index.quoted && whole_number(index.text);
  if (const auto found = place(index.text, labels); found && !bare_number) return *found;
  // Blanks around a name that has none itself are the typist's.
  const std::string_view text = index.quoted ? std::string_view(index.text) : trimmed(index.text);
  // Where there are no labels, a record has the numbers in their place.
  if (whole_number(text) && (!index.quoted || !labels)) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number == 0 || number > count) {
      fail(Exit::usage, "{} has no {} {}; there are {}, counted from 1", step, what, text, count);
    }
    return number - 1;
  }
  if (!labels) fail(Exit::usage, "the {}s of {} have no names; count them from 1 to {}", what, step, count);
  if (const auto found = place(text, labels)) return *found;
  const std::vector<std::string_view> names(labels->begin(), labels->end());
  constexpr std::size_t few = 16;
  fail(Exit::usage, "{} has no {} called {}{}; {}", step, what, text, did_you_mean(text, names),
       names.size() <= few ? "there are " + listed(names) : fmt::format("they can be counted from 1 to {}", count));
}

std::string written(const Labels& labels, std::size_t index) {
  if (!labels) return std::to_string(index + 1);
  const std::string& text = (*labels)[index];
  const bool first =
      std::find(labels->begin(), labels->end(), text) == labels->begin() + static_cast<std::ptrdiff_t>(index);
  if (!first) return std::to_string(index + 1);
  if (!text.empty() && !whole_number(text) && text.find_first_of(",]@\"\\") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

CellAddress parse_cell(std::string_view text) {
  Scanner scanner(text);
  CellAddress address;
  address.step = scanner.until("@[");
  if (address.step.empty()) scanner.complain();
  if (scanner.take('@')) {
    const std::string head = scanner.until("[");
    if (!whole_number(head) || head.size() > 4 || head == "0") scanner.complain();
    address.head = std::stoi(head);
  }
  if (!scanner.take('[')) scanner.complain();
  address.row = scanner.index(',');
  address.column = scanner.index(']');
  if (!scanner.done()) scanner.complain();
  return address;
}

std::size_t find_step(const Trace& trace, std::string_view id, int head) {
  const auto found = trace.find(id);
  if (!found) {
    std::vector<std::string_view> names;
    for (const Step& step : trace.steps) {
      if (std::find(names.begin(), names.end(), step.name.id) == names.end()) names.push_back(step.name.id);
    }
    const std::string guess = did_you_mean(id, names);
    std::erase_if(names, [&](std::string_view name) { return trace.steps[*trace.find(name)].name.fine; });
    fail(Exit::usage, "this trace has no step {}{}; there are {}", id, guess, listed(names));
  }
  const bool of_heads = trace.steps[*found].name.head != 0;
  if (of_heads && head == 0) {
    fail(Exit::usage, "there are {} heads; say which, as in {}@1", trace.heads, id);
  }
  if (!of_heads && head > 1) fail(Exit::usage, "{} is not of one head; leave out @{}", id, head);
  const auto exact = trace.find(id, of_heads ? head : 0);
  if (!exact) fail(Exit::usage, "{}@{}: there are only {} heads", id, head, trace.heads);
  return *exact;
}

Cell resolve(const CellAddress& address, const Trace& trace) {
  const std::size_t index = find_step(trace, address.step, address.head);
  const Step& step = trace.steps[index];
  return {index, position(address.row, step.rows, step.values->rows(), "row", step.address()),
          position(address.column, step.columns, step.values->columns(), "column", step.address())};
}

std::string numbered(const Trace& trace, const Cell& cell) {
  return fmt::format("{}[{},{}]", trace.steps[cell.step].address(), cell.row + 1, cell.column + 1);
}

std::string named(const Trace& trace, const Cell& cell) {
  const Step& step = trace.steps[cell.step];
  return fmt::format("{}[{},{}]", step.address(), written(step.rows, cell.row), written(step.columns, cell.column));
}

}  // namespace heed
