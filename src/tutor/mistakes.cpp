#include "tutor/mistakes.hpp"

#include "attention/parts.hpp"
#include "core/spelling.hpp"

#include <algorithm>

namespace heed {
namespace {

bool scaled(const Problem& p) {
  return p.recipe.find("scaled") != nullptr;
}
bool scaled_by_root(const Problem& p) {
  return scaled(p) && p.recipe.find("scaled")->arguments.empty();
}
bool softmaxed(const Problem& p) {
  return p.recipe.is_softmax();
}
bool boolean_mask(const Problem& p) {
  return p.sample.mask && p.sample.mask->boolean;
}
bool masked(const Problem& p) {
  return p.recipe.find(Part::mask) != nullptr || boolean_mask(p) || p.sample.valid_keys.has_value();
}
bool square(const Problem& p, std::string_view field) {
  const Grid* grid = p.sample.find(field);
  return grid != nullptr && grid->rows() == grid->columns();
}
bool always(const Problem&) {
  return true;
}

/// The step is there, and does nothing.
Pipeline::Action left_alone(std::string_view step) {
  return [step](Run& run) { run.scores = run.step(step, same(), {{run.scores}}); };
}

/// Applied in this order: where two touch the same stage, the later one has it.
constexpr Mistake table[] = {
    {"no-scale", "scale", "scaled scores", scaled,
     [](Pipeline& p, const Problem&) { p.replace("scale", left_alone("scaled")); }},
    {"scale-by-d", "scale", "scores divided by √d_k", scaled_by_root,
     [](Pipeline& p, const Problem& problem) { p.replace("scale", times(1.0 / static_cast<double>(problem.d.d_k))); }},
    {"scale-by-model-width", "scale", "scores divided by √d_k, and several heads",
     [](const Problem& p) { return scaled_by_root(p) && p.d.heads > 1; },
     [](Pipeline& p, const Problem&) {
       p.replace("scale", [](Run& run) {
         run.scores = run.step("scaled", divide_by_root(run.d.heads * run.d.d_k, "d_model"), {{run.scores}});
       });
     }},
    {"scale-twice", "scale", "scores divided by √d_k", scaled_by_root,
     [](Pipeline& p, const Problem&) {
       p.replace("scale", [](Run& run) {
         run.scores = run.step("scaled_once", divide_by_root(run.d.d_k, "d_k"), {{run.scores}});
         divide_by_root_of_d_k(run);
       });
     }},
    {"scaled-anyway", "scale", "the recipe dot", [](const Problem& p) { return p.recipe.find("dot") != nullptr; },
     [](Pipeline& p, const Problem&) { p.add(Slot::scale, "scale", divide_by_root_of_d_k); }},
    {"softmax-over-queries", "normalise", "softmax", softmaxed,
     [](Pipeline& p, const Problem& problem) {
       p.replace("normalise", soft(problem.recipe.temperature(), 0.0, Axis::column));
     }},
    {"softmax-over-all", "normalise", "softmax", softmaxed,
     [](Pipeline& p, const Problem& problem) {
       p.replace("normalise", soft(problem.recipe.temperature(), 0.0, Axis::all));
     }},
    {"no-exp", "normalise", "softmax", softmaxed,
     [](Pipeline& p, const Problem&) { p.replace("normalise", weigh_by(share())); }},
    {"no-softmax", "normalise", "softmax", softmaxed,
     [](Pipeline& p, const Problem& problem) {
       p.replace("normalise", weigh_by(shown(problem.recipe.temperature())));
     }},
    {"swap-q-k", "operands", "as many queries as keys, equally wide",
     [](const Problem& p) { return p.d.m == p.d.keys() && p.d.d_q == p.d.d_k; },
     [](Pipeline& p, const Problem&) { p.add(Slot::cache, "swap", [](Run& run) { run.swapped = true; }); }},
    {"k-as-v", "mix", "keys and values of one width", [](const Problem& p) { return p.d.d_k == p.d.d_v; },
     [](Pipeline& p, const Problem&) { p.add_before("mix", "take-keys", [](Run& run) { run.V = run.K; }); }},
    {"w-transposed", "project", "square W_Q, W_K, W_V",
     [](const Problem& p) {
       const auto fits = [&](std::string_view w) { return !p.sample.has(w) || square(p, w); };
       const auto given = [&](std::string_view w) { return p.sample.has(w); };
       return fits("W_Q") && fits("W_K") && fits("W_V") && (given("W_Q") || given("W_K") || given("W_V"));
     },
     [](Pipeline& p, const Problem&) {
       p.replace("project-Q", project(&Run::Q, "Q", Weight::transposed));
       p.replace("project-K", project(&Run::K, "K", Weight::transposed));
       p.replace("project-V", project(&Run::V, "V", Weight::transposed));
     }},
    {"v-unprojected", "project-V", "a W_V that does not change the width of X",
     [](const Problem& p) { return square(p, "W_V"); },
     [](Pipeline& p, const Problem&) { p.replace("project-V", project(&Run::V, "V", Weight::left_out)); }},
    {"no-mask", "mask", "a mask", masked,
     [](Pipeline& p, const Problem&) {
       for (const std::string_view stage : {"causal", "window", "boolean-mask", "padding"}) p.remove(stage);
       p.add_before("mask", "masked", left_alone("masked"));
     }},
    {"mask-inverted", "boolean-mask", "a mask of true and false", boolean_mask,
     [](Pipeline& p, const Problem&) { p.add(Slot::mask, "invert", [](Run& run) { run.rules.inverted = true; }); }},
    {"mask-as-zero", "mask", "a mask", masked,
     [](Pipeline& p, const Problem&) { p.replace("mask", mask_scores(Masking::zero)); }},
    {"mask-after-softmax", "mask", "a mask", masked,
     [](Pipeline& p, const Problem&) {
       p.replace("mask", mask_scores(Masking::after_softmax));
       p.add(Slot::normalise, "mask-weights", mask_weights);
     }},
    {"causal-off-by-one", "diagonal", "a causal mask",
     [](const Problem& p) { return p.recipe.find("causal") != nullptr; },
     [](Pipeline& p, const Problem&) {
       p.add(Slot::mask, "off-by-one", [](Run& run) {
         if (run.rules.causal) --*run.rules.causal;
       });
     }},
    {"causal-ignores-past", "past", "a plain causal mask, and a cache",
     [](const Problem& p) {
       return p.recipe.find("causal") != nullptr && p.recipe.find("causal")->arguments.empty() && p.d.past > 0;
     },
     [](Pipeline& p, const Problem&) {
       p.add(Slot::mask, "ignore-past", [](Run& run) {
         if (run.rules.causal) *run.rules.causal -= static_cast<long>(run.d.past);
       });
     }},
    {"softcap-after-mask", "cap", "softcap, and a mask or a bias",
     [](const Problem& p) {
       return p.recipe.find("softcap") != nullptr &&
              (masked(p) || p.recipe.find(Part::bias) != nullptr || p.sample.mask);
     },
     [](Pipeline& p, const Problem&) {
       p.move_behind("cap", "mask");
       p.add(Slot::masked, "see-all", [](Run& run) { run.visible.reset(); });
     }},
    {"heads-reshaped", "heads", "several heads", [](const Problem& p) { return p.d.heads > 1; },
     [](Pipeline& p, const Problem&) {
       p.add(Slot::project, "reshape", [](Run& run) {
         run.Q = run.step("Q_reshaped", reshaped_heads(run.d.heads), {{run.Q}});
         run.K = run.step("K_reshaped", reshaped_heads(run.d.kv_heads), {{run.K}});
         run.V = run.step("V_reshaped", reshaped_heads(run.d.kv_heads), {{run.V}});
       });
     }},
    {"kv-heads-tiled", "kv-heads", "fewer key heads than query heads, and more than one",
     [](const Problem& p) { return p.d.kv_heads > 1 && p.d.kv_heads < p.d.heads; },
     [](Pipeline& p, const Problem&) {
       p.add_before("score", "tile", [](Run& run) { run.kv_head = run.head_index % run.d.kv_heads; });
     }},
    {"no-output-projection", "project-out", "a square W_O", [](const Problem& p) { return square(p, "W_O"); },
     [](Pipeline& p, const Problem&) { p.replace("project-out", project_out(Weight::left_out)); }},
    {"output-projection-transposed", "project-out", "a square W_O", [](const Problem& p) { return square(p, "W_O"); },
     [](Pipeline& p, const Problem&) { p.replace("project-out", project_out(Weight::transposed)); }},
    {"no-tanh", "score", "the recipe additive", [](const Problem& p) { return p.recipe.find("additive") != nullptr; },
     [](Pipeline& p, const Problem&) { p.replace("score", additive(false)); }},
    {"rope-pairing", "rope", "rope", [](const Problem& p) { return p.recipe.find("rope") != nullptr; },
     [](Pipeline& p, const Problem& problem) {
       const bool neighbours = problem.recipe.find("rope")->arguments.empty();
       p.replace("rope", turn(neighbours ? Pairing::halves : Pairing::neighbours));
     }},
    {"rounded-between", "rounding", "nothing", always,
     [](Pipeline& p, const Problem&) { p.add_before("inputs", "round", [](Run& run) { run.rounds = true; }); }},
};

}  // namespace

std::span<const Mistake> mistakes() {
  return table;
}

std::string mistake_ids(const Mistakes& made) {
  std::string ids;
  for (const Mistake* mistake : made) ids += fmt::format("{}{}", ids.empty() ? "" : ",", mistake->id);
  return ids;
}

bool compatible(const Mistake& a, const Mistake& b) {
  return a.part != b.part;
}

Mistakes parse_mistakes(std::string_view list) {
  Mistakes found;
  for (;;) {
    const std::string_view id = list.substr(0, list.find(','));
    const auto known = std::find_if(std::begin(table), std::end(table), [&](const Mistake& m) { return m.id == id; });
    if (known == std::end(table)) {
      std::vector<std::string_view> names;
      for (const Mistake& mistake : table) names.push_back(mistake.id);
      fail(Exit::usage, "there is no mistake {}{}; `heed mistakes` lists them", id, did_you_mean(id, names));
    }
    for (const Mistake* other : found) {
      if (!compatible(*known, *other)) {
        fail(Exit::usage, "{} and {} cannot be made at once: both change the same part; name one of them", other->id,
             id);
      }
    }
    found.push_back(&*known);
    if (id.size() == list.size()) break;
    list.remove_prefix(id.size() + 1);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool affordable(const Trace& trace, std::size_t times) {
  constexpr std::size_t numbers = 1u << 25;
  std::size_t each = 0;
  for (const Step& step : trace.steps) each += step.values->size();
  return times * each <= numbers;
}

Pipeline mistaken_pipeline(const Problem& problem, const Mistakes& made) {
  Pipeline pipeline = build_pipeline(without_schedule(problem.recipe), problem.sample);
  for (const Mistake* mistake : made) {
    if (!mistake->possible(problem)) {
      fail(Exit::usage, "{}: {} cannot happen with the recipe {}: it needs {}", problem.sample.name, mistake->id,
           problem.recipe.text, mistake->needs);
    }
    mistake->edit(pipeline, problem);
  }
  return pipeline;
}

Block mistake_warning(const Mistakes& made, const Words& words) {
  std::string text;
  for (const Mistake* mistake : made) {
    const std::string id = fmt::format("mistake.{}", mistake->id);
    text += (text.empty() ? "" : " ") + words("mistake.warning", {{"id", std::string(mistake->id)},
                                                                  {"done", words(id + ".done")},
                                                                  {"right", words(id + ".right")},
                                                                  {"see", words(id + ".see")}});
  }
  return Prose{text};
}

}  // namespace heed
