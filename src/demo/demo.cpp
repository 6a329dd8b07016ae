#include "demo/demo.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"

#include <map>
#include <tuple>

namespace heed {

const std::vector<Demo>& demos() {
  static const std::vector<Demo> all{
      {"bottleneck", {"seed", "n"}, {}, bottleneck},
      {"decay", {"seed", "n"}, {}, decay},
      {"variance", {"seed", "n"}, {}, variance},
      {"distractors", {"seed"}, {}, distractors},
      {"two-rows", {"seed"}, {}, two_rows},
      {"too-much", {"seed"}, {}, too_much},
      {"complexity", {"n"}, {}, complexity},
      {"block",
       {"seed", "causal"},
       {"X", "weights", "output", "residual_1", "normalised_1", "hidden", "feed_forward", "residual_2", "normalised_2"},
       transformer_block},
  };
  return all;
}

const Demo& find_demo(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Demo& demo : demos()) {
    if (demo.name == name) return demo;
    names.push_back(demo.name);
  }
  fail(Exit::usage, "there is no demonstration called {}{}; there are {}", name, did_you_mean(name, names),
       listed(names));
}

const Trace& findings_of(const Demo& demo, const DemoOptions& options) {
  const Limits& limits = options.limits;
  const auto question = std::tuple(demo.name, options.words, options.seed, options.n, options.causal, limits.tokens,
                                   limits.elements, limits.run_elements);
  static std::map<std::remove_const_t<decltype(question)>, Trace> known;
  const auto found = known.find(question);
  return found != known.end() ? found->second : known.emplace(question, demo.run(options)).first->second;
}

StepName found(std::string_view id) {
  return {std::string(id), 0, Stage::mix, false, math::symbol(std::string(id))};
}

StepName found(std::string_view id, std::string symbol) {
  const std::size_t underscore = symbol.find('_');
  std::string subscript = underscore == std::string::npos ? std::string() : symbol.substr(underscore + 1);
  return {std::string(id), 0, Stage::mix, false, math::symbol(symbol.substr(0, underscore), std::move(subscript))};
}

Labels columns(const DemoOptions& options, std::initializer_list<std::string_view> ids) {
  std::vector<std::string> names;
  for (const std::string_view id : ids) names.push_back((*options.words)(fmt::format("demo.{}", id)));
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

Labels sizes(const std::vector<std::size_t>& sizes) {
  std::vector<std::string> names;
  for (const std::size_t size : sizes) names.push_back(std::to_string(size));
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

std::vector<std::size_t> growing(const DemoOptions& options, std::size_t first, std::size_t factor, std::size_t last) {
  const std::size_t end = options.n.value_or(last);
  if (end < first) fail(Exit::usage, "--n {}: it takes a whole number from {}", end, first);
  std::vector<std::size_t> all;
  for (std::size_t n = first; n <= end; n *= factor) all.push_back(n);
  return all;
}

Grid drawn(Random& random, std::size_t rows, std::size_t columns) {
  Grid grid(rows, columns);
  for (double& x : grid.values()) x = random.normal();
  return grid;
}

Grid apply(const OperationPointer& operation, std::initializer_list<View> operands) {
  return operation->value({operands.begin(), operands.size()});
}

}  // namespace heed
