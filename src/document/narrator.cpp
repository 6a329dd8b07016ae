#include "document/narrator.hpp"

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

std::size_t position_of_largest(std::span<const double> row) {
  const auto larger = [](double a, double b) {
    return !(std::abs(a) >= std::abs(b)) && !std::isnan(b) && std::isfinite(b);
  };
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end(), larger) - row.begin());
}

bool is_gradient(const Step& step) {
  return step.name.id.starts_with("d.");
}

/// The step that a gradient is of; enough of it for its words.
Step forward(const Step& gradient) {
  Step step = gradient;
  step.name.id = gradient.name.id.substr(2, gradient.name.id.find(".via.") - 2);
  return step;
}

}  // namespace

Narrator::Narrator(std::shared_ptr<const Trace> trace, const Words& words, std::vector<std::string> tokens)
    : trace_(std::move(trace)), words_(words), tokens_(std::move(tokens)) {
  if (const auto cell = telling_cell()) {
    query_ = cell->row;
    key_ = cell->column;
  }
}

std::string Narrator::about(std::string_view what, const Step& step) const {
  const std::string_view kind = unnumbered(step.name.id);
  for (const std::string& token : tokens_) {
    const std::string id = fmt::format("step.{}.{}.{}", kind, token, what);
    if (words_.has(id)) return words_(id);
  }
  const std::string id = fmt::format("step.{}.{}", kind, what);
  return words_.has(id) ? words_(id) : std::string();
}

std::string Narrator::title(const Step& step) const {
  std::string plain = about("title", step);
  if (is_gradient(step)) plain = words_("gradient_of", {{"title", about("title", forward(step))}});
  if (step.name.head == 0) return plain;
  return words_("of_head", {{"title", plain}, {"head", std::to_string(step.name.head)}});
}

std::string Narrator::note(const Step& step) const {
  return about("note", step);
}

bool Narrator::shares(const Step& step) {
  return step.name.id == "weights" || step.name.id == "probabilities";
}

std::optional<Cell> Narrator::telling_cell() const {
  const auto weights = trace_->find("weights");
  if (!weights) return std::nullopt;
  const Grid& grid = *trace_->steps[*weights].values;
  Cell best{*weights, 0, 0};
  double distance = INFINITY;
  for (std::size_t i = 0; i < grid.rows(); ++i) {
    const std::size_t j = position_of_largest(grid.row(i));
    constexpr double neither_certain_nor_faint = 0.5;
    const double apart = std::abs(grid(i, j) - neither_certain_nor_faint);
    if (apart < distance) {
      distance = apart;
      best = {*weights, i, j};
    }
  }
  return best;
}

std::vector<std::string> Narrator::readings(const Step& step) const {
  constexpr double told_enough = 0.75;
  constexpr double faint = 0.05;
  constexpr std::size_t most = 3;
  const Grid& grid = *step.values;
  std::vector<std::string> all;
  for (std::size_t i = 0; i < grid.rows(); ++i) {
    std::vector<std::size_t> order(grid.columns());
    for (std::size_t j = 0; j < order.size(); ++j) order[j] = j;
    const auto row = grid.row(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return row[a] > row[b]; });
    const auto read = [&](std::size_t k) {
      return written(row[order[k]], NumberFormat{NumberFormat::Notation::fixed, 2});
    };
    std::string reading;
    double told = 0.0;
    // Keys that read alike are all named, or none of them: which of them came first would say nothing.
    for (std::size_t k = 0; k < order.size() && told < told_enough && row[order[k]] >= faint;) {
      const std::string alike = read(k);
      std::size_t end = k;
      while (end < order.size() && read(end) == alike) ++end;
      if (end > most) {
        if (k == 0) reading = words_("each", {{"count", std::to_string(end)}, {"weight", alike}});
        break;
      }
      for (; k < end; ++k) {
        const std::string separator = reading.empty() ? "" : words_("list_separator");
        reading += fmt::format("{}{} {}", separator, label(step.columns, order[k]), alike);
        told += row[order[k]];
      }
    }
    const bool blind = std::all_of(row.begin(), row.end(), [](double weight) { return weight == 0.0; });
    const bool broken = std::any_of(row.begin(), row.end(), [](double weight) { return std::isnan(weight); });
    all.push_back(broken ? "nan" : blind ? words_("sees_nothing") : reading);
  }
  return all;
}

std::optional<Cell> Narrator::example(std::size_t index) const {
  const Step& step = trace_->steps[index];
  const Grid& grid = *step.values;
  if (!step.operation) return std::nullopt;
  Cell cell{index, 0, 0};
  const std::string id = is_gradient(step) ? forward(step).name.id : step.name.id;
  const bool of_queries = !(id.starts_with("K") || id.starts_with("V") || id.starts_with("W_") || id.starts_with("b_"));
  const std::size_t keys = trace_->find("weights") ? trace_->steps[*trace_->find("weights")].values->columns() : 0;
  const std::size_t row = of_queries ? query_ : key_;
  // Keys and values come without the cached rows before they are joined.
  cell.row = std::min(row, grid.rows() - 1);
  cell.column = grid.columns() == keys && step.name.stage != Stage::project && step.name.stage != Stage::mix
                    ? key_
                    : position_of_largest(grid.row(cell.row));
  return cell;
}

Matrix Narrator::matrix(std::size_t index, bool with_example) const {
  const Step& step = trace_->steps[index];
  Matrix block;
  block.trace = trace_;
  block.step = index;
  block.id = step.address();
  block.title = title(step);
  block.note = note(step);
  block.symbol = step.name.symbol;
  if (step.operation) block.formula = trace_->formula(step);
  block.values = step.values;
  block.rows = step.rows;
  block.columns = step.columns;
  block.shares = shares(step);
  if (block.shares) block.readings = readings(step);
  if (with_example) {
    if (const auto cell = example(index)) block.example = worked(derive(*trace_, *cell));
    const bool copied = block.example && block.example->arithmetic.kind == Math::Kind::cell;
    if (copied) block.example.reset();
  }
  return block;
}

std::string explained(const Question& question, std::string_view verdict, const Words& words) {
  const std::string answer = words(verdict, {{"answer", question.answer}});
  return question.says.empty() ? answer : words("sentences", {{"first", answer}, {"second", question.says}});
}

Worked Narrator::worked(const Derivation& derivation) const {
  Worked block;
  block.cell = named(*trace_, derivation.cell);
  block.arithmetic = derivation.arithmetic;
  block.value = derivation.value;
  if (derivation.given) block.remark = words_("given");
  for (const Derivation& reason : derivation.because) block.because.push_back(worked(reason));
  return block;
}

}  // namespace heed
