#include "attention/parts.hpp"
#include "attention/pipeline.hpp"

#include <algorithm>

namespace heed {
namespace {

void nothing(Pipeline&, std::span<const double>) {}

Labels state_names(std::size_t columns) {
  std::vector<std::string> names{"max", "sum"};
  while (names.size() < columns) names.push_back(std::to_string(names.size() - 1));
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

/// Softmax in blocks of B keys: each block's running maximum, running sum and values gathered so far are a step;
/// weights and context come from the last.
void online(Run& run, std::size_t block_size, double temperature) {
  std::optional<std::size_t> state;
  std::size_t number = 0;
  for (std::size_t first = 0; first < run.d.keys(); first += block_size) {
    OnlineForm form{.first = first, .last = std::min(first + block_size, run.d.keys()), .temperature = temperature};
    std::vector<Operand> operands{{run.scores}, run.value()};
    if (state) {
      form.has_previous = true;
      form.visible = 3;
      operands.push_back({*state});
    }
    form.has_visible = run.visible.has_value();
    state = run.step(fmt::format("block_{}", ++number), online_block(form), run.with_visible(std::move(operands)));
    run.tape.name_columns(*state, state_names(run.tape.grid(*state).columns()));
  }
  run.weights = run.step("weights", online_weights(temperature), run.with_visible({{run.scores}, {*state}}));
  run.tape.name_columns(run.weights, run.key_names(true));
  run.contexts.push_back(run.step("context", online_context(), {{*state}}));
  run.tape.name_columns(run.contexts.back(), run.tape[run.value().step].columns);
}

constexpr Token head_table[] = {
    {"heads", Part::heads, Argument::count, "H", "Vaswani et al. 2017 (1706.03762), sec. 3.2.2", nothing},
    {"kv-heads", Part::heads, Argument::count, "G", "Shazeer 2019 (1911.02150); Ainslie et al. 2023 (2305.13245)",
     nothing},
};

constexpr Token schedule_table[] = {
    {"online", Part::schedule, Argument::count, "B",
     "Milakov and Gimelshein 2018 (1805.02867); Dao et al. 2022 (2205.14135)",
     [](Pipeline& p, std::span<const double> size) {
       p.remove("mix");
       p.remove("normalise");
       p.add(Slot::normalise, "normalise",
             [block = static_cast<std::size_t>(size[0])](Run& run) { online(run, block, run.recipe.temperature()); });
     }},
    {"cached", Part::schedule, Argument::none, "", "Shazeer 2019 (1911.02150), sec. 2.4",
     [](Pipeline& p, std::span<const double>) {
       p.add(Slot::schedule, "cached", [](Run& run) {
         const std::size_t used =
             run.step("first_use", first_use(run.d.m, run.d.keys(), run.d.past), run.with_visible({}));
         run.tape.name_rows(used, run.query_names());
         run.tape.name_columns(used, run.key_names(true));
       });
     }},
};

}  // namespace

std::span<const Token> head_tokens() {
  return head_table;
}
std::span<const Token> schedule_tokens() {
  return schedule_table;
}

}  // namespace heed
