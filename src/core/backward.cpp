#include "core/backward.hpp"

#include "core/operations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace heed {
namespace {

/// A reader's share in the gradient of a step: how to compute it, and which columns of the step it is about.
struct Share {
  Call call;
  std::size_t reader;
  std::size_t first_column;
  bool whole;
};

StepName share_name(const Step& step, const Step& reader, std::size_t twins) {
  StepName name = gradient_name(step.name);
  name.id += ".via." + reader.name.id + (twins == 0 ? "" : fmt::format("_{}", twins + 1));
  name.head = reader.name.head;
  name.fine = true;
  name.symbol.subscript += (name.symbol.subscript.empty() ? "" : ",") + reader.name.id;
  return name;
}

std::size_t add_up(Tape& tape, std::size_t step, const std::vector<Share>& shares) {
  StepName name = gradient_name(tape[step].name);
  if (!tape[step].operation) name.fine = false;  // what learning changes is never a detail
  if (shares.size() == 1 && shares[0].whole) return tape.append(name, shares[0].call);
  std::vector<Operand> parts;
  std::vector<Corner> corners;
  std::map<std::size_t, std::size_t> readers;
  for (const Share& share : shares) {
    parts.push_back({tape.append(share_name(tape[step], tape[share.reader], readers[share.reader]++), share.call)});
    corners.push_back({0, share.first_column});
  }
  const Grid& grid = tape.grid(step);
  const Labels rows = tape[step].rows;
  const Labels columns = tape[step].columns;
  const std::size_t sum =
      tape.append(name, {assemble({grid.rows(), grid.columns()}, std::move(corners)), std::move(parts)});
  tape.name_rows(sum, rows);
  tape.name_columns(sum, columns);
  return sum;
}

}  // namespace

void run_back(Tape& tape, const std::vector<Seed>& seeds) {
  std::size_t last = 0;
  std::map<std::size_t, std::size_t> gradients;
  for (const Seed& seed : seeds) {
    last = std::max(last, seed.step);
    gradients.emplace(seed.step, seed.gradient);
  }
  std::vector<std::vector<Share>> shares(last + 1);
  for (std::size_t k = last + 1; k-- > 0;) {
    const auto given = gradients.find(k);
    if (given == gradients.end() && shares[k].empty()) continue;
    const std::size_t upstream = given != gradients.end() ? given->second : add_up(tape, k, shares[k]);
    const Step step = tape[k];
    if (!step.operation) continue;
    for (std::size_t operand = 0; operand < step.operands.size(); ++operand) {
      const Operand& read = step.operands[operand];
      auto call = step.operation->gradient({step.operands, k, upstream}, operand);
      if (!call) continue;
      const bool whole = read.columns == Operand::all || read.columns == tape.grid(read.step).columns();
      shares[read.step].push_back({std::move(*call), k, read.first, whole});
    }
  }
}

}  // namespace heed
