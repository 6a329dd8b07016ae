#include "attention/parts.hpp"
#include "attention/pipeline.hpp"

namespace heed {
namespace {

/// X + P, where P holds a sine and a cosine of each row's position.
void add_sinusoids(Run& run) {
  for (const auto& [x, table, positioned] :
       {std::tuple{"X", "sinusoids", "positioned"}, std::tuple{"X_query", "sinusoids_query", "positioned_query"},
        std::tuple{"X_memory", "sinusoids_memory", "positioned_memory"}}) {
    if (!run.sample.has(x)) continue;
    const std::size_t input = run.input(x);
    const Grid& grid = run.tape.grid(input);
    const std::size_t p = run.step(table, sinusoids(grid.rows(), grid.columns(), run.d.past), {});
    run.tape.name_rows(p, run.tape[input].rows);
    run.step(positioned, add(), {{input}, {p}});
  }
}

constexpr Token position_table[] = {
    {"sinusoidal", Part::position, Argument::none, "", "Vaswani et al. 2017 (1706.03762), sec. 3.5",
     [](Pipeline& p, std::span<const double>) { p.add(Slot::position, "sinusoidal", add_sinusoids); }},
    {"rope", Part::position, Argument::optional_half, "half", "Su et al. 2021 (2104.09864), eq. 15",
     [](Pipeline& p, std::span<const double> half) {
       p.add(Slot::rotate, "rope", turn(half.empty() ? Pairing::neighbours : Pairing::halves));
     }},
};

}  // namespace

Pipeline::Action turn(Pairing pairing) {
  return [pairing](Run& run) {
    const std::size_t angles_q = run.step("angles_Q", angles(run.d.m, run.d.d_q / 2, run.d.past), {});
    const std::size_t angles_k = run.step("angles_K", angles(run.d.n, run.d.d_k / 2, run.d.past), {});
    run.tape.name_rows(angles_q, run.query_names());
    run.tape.name_rows(angles_k, run.key_names(false));
    run.Q = run.step("Q_rotated", rotate(pairing), {{run.Q}, {angles_q}});
    run.K = run.step("K_rotated", rotate(pairing), {{run.K}, {angles_k}});
  };
}

std::span<const Token> position_tokens() {
  return position_table;
}

}  // namespace heed
