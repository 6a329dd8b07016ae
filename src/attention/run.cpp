#include "attention/pipeline.hpp"
#include "attention/steps.hpp"

#include <algorithm>

namespace heed {
namespace {

Labels shared(std::vector<std::string> names) {
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

}  // namespace

std::size_t Run::step(std::string_view id, const OperationPointer& operation, std::vector<Operand> operands) {
  StepName name = step_name(id, head);
  const bool rounded_here = rounds && !name.fine;
  const std::size_t at = tape.append(
      std::move(name), {rounded_here ? rounded(operation, decimals.of(id)) : operation, std::move(operands)});
  if (instead != nullptr) {
    if (const auto found = instead->find(tape[at].address()); found != instead->end()) tape.replace(at, found->second);
  }
  return at;
}

std::size_t Run::input(std::string_view field) {
  if (const auto known = tape.trace().find(field)) return *known;
  Grid grid = *sample.find(field);
  const bool stands_for_a_step = field == "Q" || field == "K" || field == "V";
  if (rounds && stands_for_a_step) {
    const View exact(grid);
    grid = rounded(same(), decimals.of(field))->value({&exact, 1});
  }
  Labels rows;
  if (field == "X" || field == "X_query" || field == "Q") rows = query_names();
  if (field == "X_memory" || field == "K" || field == "V") rows = key_names(false);
  if (field == "past_K" || field == "past_V") {
    if (const Labels keys = key_names(true)) rows = shared({keys->begin(), keys->begin() + static_cast<long>(d.past)});
  }
  const auto known = std::find_if(matrix_fields().begin(), matrix_fields().end(),
                                  [&](const MatrixField& candidate) { return candidate.name == field; });
  Labels columns = column_names(known->columns, grid.columns());
  if (field == "W_Q" || field == "W_K" || field == "W_V") {
    const std::string_view source = sample.has("X") ? "X" : field == "W_Q" ? "X_query" : "X_memory";
    rows = column_names(source, grid.rows());
  }
  if (field == "W_score" && d.heads == 1) {
    rows = tape[Q].columns;
    columns = tape[K].columns;
  }
  if (field == "decide.W" || field == "decide.b") {
    columns = sample.decision->words.empty() ? nullptr : shared(sample.decision->words);
  }
  return tape.input(step_name(field), std::move(grid), std::move(rows), std::move(columns));
}

std::size_t Run::input(std::string_view id, const PerHead& matrices) {
  const int own_head = matrices.heads.size() == 1 ? 0 : head;
  if (const auto known = tape.trace().find(id, own_head)) return *known;
  return tape.input(step_name(id, own_head), matrices.of(head_index), query_names(), key_names(true));
}

Operand Run::query() const {
  return swapped ? Operand{K, kv_head * d.d_k, d.d_k} : Operand{Q, head_index * d.d_q, d.d_q};
}
Operand Run::key() const {
  return swapped ? Operand{Q, head_index * d.d_q, d.d_q} : Operand{K, kv_head * d.d_k, d.d_k};
}
Operand Run::value() const {
  return {V, kv_head * d.d_v, d.d_v};
}

std::vector<Operand> Run::with_visible(std::vector<Operand> operands) const {
  if (visible) operands.push_back({*visible});
  return operands;
}

void Run::notice(Notice notice) {
  if (std::find(notices.begin(), notices.end(), notice) == notices.end()) notices.push_back(std::move(notice));
}

Labels Run::query_names() const {
  return sample.queries ? shared(*sample.queries) : nullptr;
}

Labels Run::key_names(bool with_past) const {
  const bool self = sample.has("X");
  if (!sample.keys && !(self && sample.queries)) return nullptr;
  std::vector<std::string> names = sample.keys ? *sample.keys : *sample.queries;
  if (!with_past && names.size() == d.keys()) names.erase(names.begin(), names.begin() + static_cast<long>(d.past));
  if (with_past && names.size() != d.keys()) {
    for (std::size_t i = d.past; i > 0; --i) names.insert(names.begin(), fmt::format("past {}", i));
  }
  return shared(std::move(names));
}

Labels Run::column_names(std::string_view matrix, std::size_t columns) const {
  const auto found = sample.features.find(matrix);
  if (found == sample.features.end() || found->second.size() != columns) return nullptr;
  std::vector<std::string> names;
  for (const Text& name : found->second) names.push_back(name.in(language));
  return shared(std::move(names));
}

}  // namespace heed
