#include "core/trace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed {

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::project:
      return "project";
    case Stage::score:
      return "score";
    case Stage::weigh:
      return "weigh";
    case Stage::mix:
      return "mix";
    case Stage::decide:
      return "decide";
  }
  return {};
}

std::string label(const Labels& labels, std::size_t index) {
  return labels ? (*labels)[index] : fmt::format("{}", index + 1);
}

std::string_view unnumbered(std::string_view id) {
  const std::size_t end = id.find_last_not_of("0123456789");
  return end != std::string_view::npos && end + 1 < id.size() && id[end] == '_' ? id.substr(0, end) : id;
}

StepName gradient_name(const StepName& step) {
  StepName name = step;
  name.id = "d." + step.id;
  name.symbol.text = "d" + step.symbol.text;
  return name;
}

std::string Step::address() const {
  return name.head == 0 ? name.id : fmt::format("{}@{}", name.id, name.head);
}

std::vector<View> Trace::operands(const Step& step) const {
  std::vector<View> views;
  for (const Operand& operand : step.operands) {
    const Grid& grid = *steps[operand.step].values;
    if (operand.columns == Operand::all) {
      views.emplace_back(grid);
    } else {
      views.emplace_back(grid, operand.first, operand.columns);
    }
  }
  return views;
}

std::optional<std::size_t> Trace::find(std::string_view id, int head) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].name.id == id && (head == 0 || steps[i].name.head == head)) return i;
  }
  return std::nullopt;
}

Math Trace::formula(const Step& step) const {
  std::vector<Math> symbols;
  for (const Operand& operand : step.operands) {
    Math symbol = steps[operand.step].name.symbol;
    const bool one_head_of_many = operand.columns != Operand::all && step.name.head != 0;
    if (one_head_of_many && symbol.kind == Math::Kind::symbol && symbol.subscript.empty()) {
      symbol.subscript = std::to_string(operand.first / operand.columns + 1);
    }
    symbols.push_back(std::move(symbol));
  }
  return step.operation->formula(symbols);
}

std::vector<std::size_t> Trace::inputs(std::size_t step, bool fine) const {
  std::vector<std::size_t> found;
  for (const Operand& operand : steps[step].operands) {
    std::vector<std::size_t> sources{operand.step};
    if (steps[operand.step].name.fine && !fine) sources = inputs(operand.step, fine);
    for (const std::size_t source : sources) {
      if (std::find(found.begin(), found.end(), source) == found.end()) found.push_back(source);
    }
  }
  return found;
}

}  // namespace heed
