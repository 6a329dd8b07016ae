#include "lesson/question.hpp"

#include "core/error.hpp"
#include "core/number.hpp"
#include "lesson/markdown.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

/// Where a choice that is computed begins: the keyword, and what it asks of a row of numbers.
constexpr std::pair<std::string_view, Item::Kind> kinds[] = {
    {"answer: ", Item::Kind::number}, {"largest: ", Item::Kind::largest}, {"smallest: ", Item::Kind::smallest}};

void read_line(Item& item, std::string_view line, bool& answered, std::string_view where) {
  for (const auto& [keyword, kind] : kinds) {
    if (!line.starts_with(keyword)) continue;
    item.kind = kind;
    item.reference = parse_reference(line.substr(keyword.size()));
    answered = true;
    return;
  }
  constexpr std::string_view says = "says: ";
  constexpr std::string_view wrong = "- [ ] ";
  constexpr std::string_view right = "- [x] ";
  if (line.starts_with(says)) {
    item.says = line.substr(says.size());
  } else if (line.starts_with(right) || line.starts_with(wrong)) {
    if (line.starts_with(right)) {
      if (answered) fail(Exit::data, "{}: “{}” has two answers", where, item.ask);
      item.right = item.choices.size();
      answered = true;
    }
    item.choices.emplace_back(line.substr(right.size()));
  } else {
    std::string& text = item.says.empty() ? item.ask : item.says;
    if (!text.empty()) text += ' ';
    text += line;
  }
}

/// The row or column that a reference with a `*` names: labels and numbers.
struct Line {
  std::vector<std::string> labels;
  std::vector<double> values;
};

Line line_of(const Reference& reference, Traces& traces) {
  const Trace& trace = traces.of(reference);
  CellAddress address = parse_cell(reference.cell);
  const bool along_row = address.column.text == "*";
  if (!along_row && address.row.text != "*") fail(Exit::data, "{}: it needs a * for the row or column", reference.cell);
  (along_row ? address.column : address.row).text = "1";
  const Cell first = resolve(address, trace);
  const Step& step = trace.steps[first.step];
  Line line;
  for (std::size_t k = 0; k < (along_row ? step.values->columns() : step.values->rows()); ++k) {
    line.labels.push_back(label(along_row ? step.columns : step.rows, k));
    line.values.push_back(along_row ? (*step.values)(first.row, k) : (*step.values)(k, first.column));
  }
  return line;
}

std::string as_typed(std::string choice) {
  std::erase(choice, '`');
  return choice;
}

}  // namespace

std::vector<Item> parse_items(std::string_view text, std::string_view where, const Words& words) {
  std::vector<Item> items;
  bool open = false;
  bool answered = false;
  const auto close = [&] {
    if (!open) return;
    Item& item = items.back();
    if (!answered) fail(Exit::data, "{}: “{}” has no answer", where, item.ask);
    item.ask = parse_paragraph(item.ask, where, words);
    if (!item.says.empty()) item.says = parse_paragraph(item.says, where, words);
    for (std::string& choice : item.choices) choice = parse_paragraph(choice, where, words);
    open = false;
  };
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(' ') == std::string_view::npos) {
      close();
      continue;
    }
    if (!open) {
      items.emplace_back();
      open = true;
      answered = false;
    }
    read_line(items.back(), line, answered, where);
  }
  close();
  return items;
}

Question question(const Item& item, Traces& traces) {
  Question asked;
  asked.ask = filled(item.ask, traces);
  asked.says = filled(item.says, traces);
  switch (item.kind) {
    case Item::Kind::number:
      asked.decimals = item.reference.decimals;
      asked.value = traces.value(item.reference);
      asked.answer = written(asked.value, {NumberFormat::Notation::fixed, asked.decimals});
      return asked;
    case Item::Kind::choice:
      for (const std::string& choice : item.choices) asked.choices.push_back(filled(choice, traces));
      asked.value = static_cast<double>(item.right);
      break;
    case Item::Kind::largest:
    case Item::Kind::smallest: {
      const Line line = line_of(item.reference, traces);
      const auto found = item.kind == Item::Kind::largest ? std::max_element(line.values.begin(), line.values.end())
                                                          : std::min_element(line.values.begin(), line.values.end());
      const std::string& right = line.labels[static_cast<std::size_t>(found - line.values.begin())];
      for (const std::string& label : line.labels) {
        if (std::find(asked.choices.begin(), asked.choices.end(), label) == asked.choices.end())
          asked.choices.push_back(label);
      }
      asked.value =
          static_cast<double>(std::find(asked.choices.begin(), asked.choices.end(), right) - asked.choices.begin());
      break;
    }
  }
  asked.answer = as_typed(asked.choices.at(static_cast<std::size_t>(asked.value)));
  return asked;
}

std::optional<bool> judged(const Question& question, std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return std::nullopt;
  line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
  if (question.choices.empty()) {
    const auto number = parse_number(line);
    if (!number) return std::nullopt;
    const double unit = std::pow(10.0, -question.decimals);
    constexpr double rounding = 1e-9;
    return std::abs(*number - question.value) <= (0.5 + rounding) * unit;
  }
  for (std::size_t k = 0; k < question.choices.size(); ++k) {
    const bool letter = line.size() == 1 && (line[0] | 0x20) == static_cast<char>('a' + k);
    if (letter || line == as_typed(question.choices[k])) return k == static_cast<std::size_t>(question.value);
  }
  return std::nullopt;
}

}  // namespace heed
