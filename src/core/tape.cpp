#include "core/tape.hpp"

#include "core/error.hpp"

namespace heed {

std::size_t Tape::input(StepName name, Grid values, Labels rows, Labels columns) {
  return input(std::move(name), std::make_shared<const Grid>(std::move(values)), std::move(rows), std::move(columns));
}

std::size_t Tape::input(StepName name, std::shared_ptr<const Grid> values, Labels rows, Labels columns) {
  reserve(values->rows(), values->columns(), name);
  trace_.steps.push_back({std::move(name), nullptr, {}, std::move(values), std::move(rows), std::move(columns)});
  return trace_.steps.size() - 1;
}

std::size_t Tape::append(StepName name, const Call& call) {
  Step step{std::move(name), call.operation, call.operands, nullptr, nullptr, nullptr};
  const std::vector<View> in = trace_.operands(step);
  const Shape shape = call.operation->shape(in);
  reserve(shape.rows, shape.columns, step.name);
  step.values = std::make_shared<const Grid>(call.operation->value(in));
  expect(step.values->rows() == shape.rows && step.values->columns() == shape.columns,
         "an operation's value has another shape than it announced");
  const Names names = call.operation->names();
  step.rows = this->names(step, names.rows);
  step.columns = this->names(step, names.columns);
  trace_.steps.push_back(std::move(step));
  return trace_.steps.size() - 1;
}

void Tape::name_columns(std::size_t step, Labels columns) {
  trace_.steps[step].columns = std::move(columns);
}

void Tape::name_rows(std::size_t step, Labels rows) {
  trace_.steps[step].rows = std::move(rows);
}

void Tape::rename(std::size_t step, StepName name) {
  trace_.steps[step].name = std::move(name);
}

void Tape::replace(std::size_t step, Grid values) {
  expect(shape(values) == shape(*trace_.steps[step].values), "values of another shape in place of a step's");
  trace_.steps[step].values = std::make_shared<const Grid>(std::move(values));
}

Trace Tape::finish(std::size_t output) && {
  trace_.output = output;
  return std::move(trace_);
}

void Tape::reserve(std::size_t rows, std::size_t columns, const StepName& name) {
  if (columns != 0 && rows > limits_.elements / columns) {
    fail(Exit::limit, "{} would be a {} matrix, more than {} numbers; allow more with --max-elements", name.id,
         shape(rows, columns), limits_.elements);
  }
  kept_ += rows * columns;
  if (kept_ > limits_.run_elements) {
    fail(Exit::limit, "with {} the trace would hold more than {} numbers; allow more with --max-elements", name.id,
         limits_.run_elements);
  }
}

Labels Tape::names(const Step& step, Names::Source source) const {
  if (source.side == Names::Source::Side::none) return nullptr;
  const Operand& operand = step.operands[source.operand];
  const Step& from = trace_.steps[operand.step];
  if (source.side == Names::Source::Side::rows) return from.rows;
  if (operand.columns == Operand::all || !from.columns) return from.columns;
  const auto first = from.columns->begin() + static_cast<std::ptrdiff_t>(operand.first);
  return std::make_shared<const std::vector<std::string>>(first, first + static_cast<std::ptrdiff_t>(operand.columns));
}

}  // namespace heed
