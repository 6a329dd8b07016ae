#include "attention/comparison.hpp"

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

double apart(double a, double b) {
  constexpr double rounding = 1e-12;
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0.0;
  const double difference = std::abs(a - b);
  const bool equal = difference <= rounding * std::max({1.0, std::abs(a), std::abs(b)});
  return equal && std::isfinite(difference) ? 0.0 : std::isnan(difference) ? INFINITY : difference;
}

std::optional<Parting> parting(const Step& a, const Step& b) {
  Parting found{.step = a.name.id, .head = a.name.head};
  for (std::size_t i = 0; i < a.values->rows(); ++i) {
    for (std::size_t j = 0; j < a.values->columns(); ++j) {
      const double difference = apart((*a.values)(i, j), (*b.values)(i, j));
      if (difference <= found.largest) continue;
      found.largest = difference;
      found.row = i;
      found.column = j;
    }
  }
  return found.largest > 0.0 ? std::optional(found) : std::nullopt;
}

bool same_shape(const Step& a, const Step& b) {
  return a.values->rows() == b.values->rows() && a.values->columns() == b.values->columns();
}

const Step* counterpart(const Step& step, const Trace& other) {
  for (const Step& candidate : other.steps) {
    if (candidate.name.id == step.name.id && candidate.name.head == step.name.head) return &candidate;
  }
  return nullptr;
}

bool learned(const Step& step) {
  const std::string& id = step.name.id;
  return !step.operation && (id.starts_with("W_") || id.starts_with("b_") || id.starts_with("additive."));
}

/// `measure` of each row of weights, averaged over the heads.
std::vector<double> of_each_query(const Trace& trace, double (*measure)(std::span<const double> row)) {
  std::vector<double> mean;
  for (const Step& step : trace.steps) {
    if (step.name.id != "weights") continue;
    mean.resize(step.values->rows());
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += measure(step.values->row(i)) / trace.heads;
  }
  return mean;
}

double entropy(std::span<const double> row) {
  double sum = 0.0;
  for (const double w : row) sum -= w > 0.0 ? w * std::log(w) : 0.0;
  return sum + 0.0;
}

double largest(std::span<const double> row) {
  return *std::max_element(row.begin(), row.end());
}

}  // namespace

std::vector<Parting> partings(const ComparedTraces& traces) {
  std::vector<Parting> all;
  for (std::size_t a = 0; a < traces.size(); ++a) {
    for (std::size_t b = a + 1; b < traces.size(); ++b) {
      for (const Step& step : traces[a]->steps) {
        const Step* other = counterpart(step, *traces[b]);
        if (step.name.fine || other == nullptr || !same_shape(step, *other)) continue;
        if (auto found = parting(step, *other)) {
          found->first = a;
          found->second = b;
          all.push_back(*found);
        }
      }
    }
  }
  return all;
}

std::vector<Summary> summaries(const ComparedTraces& traces) {
  std::vector<Summary> all;
  for (const auto& trace : traces) {
    Summary summary;
    std::vector<bool> read(trace->steps.size());
    for (const Step& step : trace->steps) {
      for (const Operand& operand : step.operands) read[operand.step] = true;
    }
    for (std::size_t i = 0; i < trace->steps.size(); ++i) {
      const Step& step = trace->steps[i];
      if (step.name.stage == Stage::decide) continue;
      if (learned(step) && read[i]) summary.parameters += step.values->size();
      if (!step.operation) continue;
      summary.kept += step.values->size();
      summary.multiplications += step.operation->multiplications(trace->operands(step));
    }
    summary.entropy = of_each_query(*trace, entropy);
    summary.largest = of_each_query(*trace, largest);
    const Step& output = trace->steps[trace->output];
    const Step& reference = traces[0]->steps[traces[0]->output];
    if (same_shape(output, reference)) {
      const auto found = parting(reference, output);
      summary.difference = found ? found->largest : 0.0;
    }
    all.push_back(std::move(summary));
  }
  return all;
}

}  // namespace heed
