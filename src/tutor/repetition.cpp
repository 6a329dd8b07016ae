#include "tutor/repetition.hpp"

#include "sample/number.hpp"

#include <algorithm>

namespace heed {
namespace {

constexpr std::string_view heading = "sessions";
constexpr int times_until_learned = 3;
constexpr std::size_t most_items = 200;

std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::string_view step_of(const Recall& recall) {
  return std::string_view(recall.cell).substr(0, recall.cell.find_first_of("@["));
}

}  // namespace

Repetition::Repetition(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view first = take_word(line);
    if (first == heading) {
      sessions_ = static_cast<std::size_t>(std::clamp(parse_integer(line).value_or(0), 0L, 1L << 52));
      continue;
    }
    const auto kind = kind_of(first);
    if (!kind) continue;
    Item item{.recall = {*kind, std::string(take_word(line))}, .recipe = {}, .sample = {}};
    const auto times = parse_integer(take_word(line));
    const auto wait = parse_integer(take_word(line));
    item.recipe = take_word(line);
    item.sample = line;
    if (!times || !wait || *times < 0 || *times >= times_until_learned || *wait < 0 || *wait > 1 << times_until_learned)
      continue;
    item.times_known = static_cast<int>(*times);
    item.wait = static_cast<int>(*wait);
    if (items_.size() < most_items) items_.push_back(std::move(item));
  }
}

std::string Repetition::text() const {
  std::string text = fmt::format("{} {}\n", heading, sessions_);
  for (const Item& item : items_) {
    text += fmt::format("{} {} {} {} {} {}\n", kind_name(item.recall.kind), item.recall.cell, item.times_known,
                        item.wait, item.recipe, item.sample);
  }
  return text;
}

void Repetition::begin() {
  ++sessions_;
  for (Item& item : items_) item.wait = std::max(0, item.wait - 1);
}

std::vector<Recall> Repetition::due(std::string_view sample, std::string_view recipe) const {
  std::vector<Recall> all;
  for (const Item& item : items_) {
    if (item.wait == 0 && item.is(sample, recipe)) all.push_back(item.recall);
  }
  return all;
}

std::vector<std::string> Repetition::weak(std::string_view sample, std::string_view recipe) const {
  std::vector<std::string> all;
  for (const Item& item : items_) {
    if (item.wait == 0 && !item.is(sample, recipe)) all.emplace_back(step_of(item.recall));
  }
  return all;
}

void Repetition::missed(const std::string& sample, const std::string& recipe, const Recall& recall) {
  if (sample.find('\n') != std::string::npos) return;
  std::erase_if(items_, [&](const Item& item) { return item.recall == recall && item.is(sample, recipe); });
  if (items_.size() >= most_items) items_.erase(items_.begin());
  items_.push_back({.recall = recall, .recipe = recipe, .sample = sample});
}

void Repetition::known(const std::string& sample, const std::string& recipe, const Recall& recall) {
  auto item = std::find_if(items_.begin(), items_.end(),
                           [&](const Item& i) { return i.recall == recall && i.is(sample, recipe); });
  if (item == items_.end()) {
    item = std::find_if(items_.begin(), items_.end(), [&](const Item& i) {
      return i.wait == 0 && i.recall.kind == recall.kind && step_of(i.recall) == step_of(recall) &&
             !i.is(sample, recipe);
    });
  }
  if (item == items_.end() || item->wait > 0) return;
  if (++item->times_known == times_until_learned) {
    items_.erase(item);
  } else {
    item->wait = 1 << item->times_known;
  }
}

}  // namespace heed
