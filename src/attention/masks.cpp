#include "attention/parts.hpp"
#include "attention/pipeline.hpp"
#include "attention/steps.hpp"

#include <algorithm>

namespace heed {
namespace {

void boolean_mask(Run& run) {
  run.boolean_masks.push_back({run.input("mask", *run.sample.mask)});
  run.hides = true;
}

void padding(Run& run) {
  run.rules.valid = *run.sample.valid_keys;
  run.hides = true;
}

void notice_blind_rows(Run& run) {
  const Grid& visible = run.tape.grid(*run.visible);
  std::string blind;
  for (std::size_t i = 0; i < visible.rows(); ++i) {
    const auto row = visible.row(i);
    if (std::any_of(row.begin(), row.end(), [](double seen) { return seen != 0.0; })) continue;
    blind += (blind.empty() ? "" : ", ") + label(run.query_names(), run.first_query + i);
  }
  if (!blind.empty()) {
    run.notice(
        {run.head == 0 ? "blind_rows" : "blind_rows_head", {{"rows", blind}, {"head", std::to_string(run.head)}}});
  }
}

std::size_t who_sees_whom(Run& run, std::string_view id, const VisibilityRules& rules, std::vector<Operand> masks) {
  const std::size_t visible = run.step(id, visibility(rules), std::move(masks));
  run.tape.name_rows(visible, run.query_names());
  run.tape.name_columns(visible, run.key_names(true));
  return visible;
}

/// Who is seen where no mask is left to hide anybody: only a score that is −∞ already hides its key.
void see_all(Run& run) {
  run.visible.reset();
  if (run.blocking_masks.empty()) return;
  run.visible = who_sees_whom(run, "unblocked", {.queries = run.d.m, .keys = run.d.keys()}, {{run.scores}});
}

constexpr Token mask_table[] = {
    {"causal", Part::mask, Argument::optional_integer, "OFFSET", "Vaswani et al. 2017 (1706.03762), sec. 3.2.3",
     [](Pipeline& p, std::span<const double> offset) {
       p.add(Slot::mask, "causal", [offset = std::vector(offset.begin(), offset.end())](Run& run) {
         run.rules.causal = static_cast<long>(run.first_query) +
                            (offset.empty() ? static_cast<long>(run.d.past) : static_cast<long>(offset[0]));
         run.hides = true;
       });
     }},
    {"window", Part::mask, Argument::window, "L,R", "Beltagy et al. 2020 (2004.05150), sec. 3.1",
     [](Pipeline& p, std::span<const double> ends) {
       p.add(Slot::mask, "window", [left = static_cast<long>(ends[0]), right = static_cast<long>(ends[1])](Run& run) {
         if (left >= 0) run.rules.window_left = left;
         if (right >= 0) run.rules.window_right = right;
         run.hides = true;
       });
     }},
};

}  // namespace

std::span<const Token> mask_tokens() {
  return mask_table;
}

void add_mask_stages(Pipeline& pipeline, const Sample& sample) {
  if (sample.mask && sample.mask->boolean) pipeline.add(Slot::mask, "boolean-mask", boolean_mask);
  if (sample.valid_keys) pipeline.add(Slot::mask, "padding", padding);
  pipeline.add(Slot::masked, "mask", mask_scores(Masking::minus_infinity));
}

/// Finds who may see whom, and puts −∞ where a mask hides. A numeric mask's own −∞ is in the scores already.
Pipeline::Action mask_scores(Masking masking) {
  return [masking](Run& run) {
    if (!run.hides && run.blocking_masks.empty()) return;
    run.rules.boolean_masks = run.boolean_masks.size();
    std::vector<Operand> masks = run.boolean_masks;
    if (masking != Masking::zero) masks.insert(masks.end(), run.blocking_masks.begin(), run.blocking_masks.end());
    run.visible = who_sees_whom(run, "visible", run.rules, std::move(masks));
    notice_blind_rows(run);
    if (!run.hides) return;
    if (masking == Masking::minus_infinity) {
      run.scores = run.step("masked", hide(), run.with_visible({{run.scores}}));
      return;
    }
    if (masking == Masking::zero) {
      run.scores = run.step("masked", shown(), run.with_visible({{run.scores}}));
    } else {
      run.late = run.visible;
      run.scores = run.step("masked", same(), {{run.scores}});
    }
    see_all(run);
  };
}

void mask_weights(Run& run) {
  if (!run.late) return;
  run.visible = run.late;
  run.tape.rename(run.weights, step_name("weights_unmasked", run.head));
  run.weights = run.step("weights", shown(), run.with_visible({{run.weights}}));
}

}  // namespace heed
