#include "attention/steps.hpp"

#include "core/error.hpp"

#include <algorithm>

namespace heed {
namespace {

constexpr bool fine = true;

constexpr StepKind kinds[] = {
    {"X", Stage::project, "X", ""},
    {"X_query", Stage::project, "X", "query"},
    {"X_memory", Stage::project, "X", "memory"},
    {"W_Q", Stage::project, "W", "Q"},
    {"W_K", Stage::project, "W", "K"},
    {"W_V", Stage::project, "W", "V"},
    {"W_O", Stage::project, "W", "O"},
    {"b_Q", Stage::project, "b", "Q"},
    {"b_K", Stage::project, "b", "K"},
    {"b_V", Stage::project, "b", "V"},
    {"b_O", Stage::project, "b", "O"},
    {"sinusoids", Stage::project, "P", "", fine},
    {"sinusoids_query", Stage::project, "P", "query", fine},
    {"sinusoids_memory", Stage::project, "P", "memory", fine},
    {"positioned", Stage::project, "X", "pos"},
    {"positioned_query", Stage::project, "X", "query,pos"},
    {"positioned_memory", Stage::project, "X", "memory,pos"},
    {"Q", Stage::project, "Q", ""},
    {"K", Stage::project, "K", ""},
    {"V", Stage::project, "V", ""},
    {"angles_Q", Stage::project, "θ", "Q", fine},
    {"angles_K", Stage::project, "θ", "K", fine},
    {"Q_rotated", Stage::project, "Q", "rot"},
    {"K_rotated", Stage::project, "K", "rot"},
    {"Q_reshaped", Stage::project, "Q", "reshaped", fine},
    {"K_reshaped", Stage::project, "K", "reshaped", fine},
    {"V_reshaped", Stage::project, "V", "reshaped", fine},
    {"past_K", Stage::project, "K", "past", fine},
    {"past_V", Stage::project, "V", "past", fine},
    {"K_all", Stage::project, "K", "all"},
    {"V_all", Stage::project, "V", "all"},
    {"W_score", Stage::score, "W", "score", fine},
    {"Q_general", Stage::score, "Q", "W", fine},
    {"additive.W_q", Stage::score, "W", "q", fine},
    {"additive.W_k", Stage::score, "W", "k", fine},
    {"additive.v", Stage::score, "v", "", fine},
    {"hidden_query", Stage::score, "h", "q", fine},
    {"hidden_key", Stage::score, "h", "k", fine},
    {"hidden", Stage::score, "h", "", fine},
    {"activation", Stage::score, "a", "", fine},
    {"Q_unit", Stage::score, "Q", "unit", fine},
    {"K_unit", Stage::score, "K", "unit", fine},
    {"Q_features", Stage::score, "φ(Q)", "", fine},
    {"K_features", Stage::score, "φ(K)", "", fine},
    {"scores", Stage::score, "S", ""},
    {"scaled_once", Stage::weigh, "S", "once", fine},
    {"scaled", Stage::weigh, "S", "scaled"},
    {"capped", Stage::weigh, "S", "capped"},
    {"alibi", Stage::weigh, "B", "alibi", fine},
    {"relative_bias", Stage::weigh, "B", "relative", fine},
    {"mask", Stage::weigh, "M", "", fine},
    {"biased", Stage::weigh, "S", "biased"},
    {"visible", Stage::weigh, "visible", "", fine},
    {"unblocked", Stage::weigh, "visible", "", fine},
    {"masked", Stage::weigh, "S", "masked"},
    {"maxima", Stage::weigh, "m", "", fine},
    {"exponentials", Stage::weigh, "E", "", fine},
    {"sums", Stage::weigh, "z", "", fine},
    {"threshold", Stage::weigh, "τ", "", fine},
    {"block", Stage::weigh, "state", "", fine},
    {"first_use", Stage::weigh, "new", "", fine},
    {"weights_unmasked", Stage::weigh, "A", "unmasked", fine},
    {"weights", Stage::weigh, "A", ""},
    {"context", Stage::mix, "C", ""},
    {"concat", Stage::mix, "C", ""},
    {"output", Stage::mix, "O", ""},
    {"decide.W", Stage::decide, "W", "words", fine},
    {"decide.b", Stage::decide, "b", "words", fine},
    {"jacobian", Stage::weigh, "J", "", fine},
    {"target", Stage::mix, "T", "", fine},
    {"upstream", Stage::mix, "U", "", fine},
    {"evidence", Stage::decide, "[O, state]", "", fine},
    {"logits", Stage::decide, "L", ""},
    {"probabilities", Stage::decide, "P", ""},
};

}  // namespace

std::span<const StepKind> step_kinds() {
  return kinds;
}

const StepKind* find_step_kind(std::string_view id) {
  const std::string_view kind_id = unnumbered(id);
  const auto kind =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const StepKind& k) { return k.id == kind_id; });
  return kind == std::end(kinds) ? nullptr : &*kind;
}

StepName step_name(std::string_view id, int head) {
  const StepKind* const kind = find_step_kind(id);
  expect(kind != nullptr, "a step of no known kind");
  std::string subscript(kind->subscript);
  if (head != 0) subscript += subscript.empty() ? std::to_string(head) : "," + std::to_string(head);
  return {std::string(id), head, kind->stage, kind->fine, math::symbol(std::string(kind->symbol), subscript)};
}

}  // namespace heed
