#include "attention/pipeline.hpp"

#include "attention/parts.hpp"
#include "attention/steps.hpp"

#include <algorithm>

namespace heed {
namespace {

void take_inputs(Run& run) {
  for (const MatrixField& field : matrix_fields()) {
    if (field.name == "Q") break;  // what follows is given in place of a step, or belongs to a later stage
    if (run.sample.has(field.name)) run.input(field.name);
  }
}

/// X·W + b, as far as W and b are given; or the matrix itself, given directly.
std::size_t project(Run& run, std::string_view id, std::string_view source, Weight weight) {
  if (run.sample.has(id)) return run.input(id);
  const std::string w = fmt::format("W_{}", id);
  const std::string b = fmt::format("b_{}", id);
  const std::size_t x = *run.tape.trace().find(source);
  std::size_t projected;
  if (run.sample.has(w) && weight != Weight::left_out) {
    std::vector<Operand> operands{{x}, {run.input(w)}};
    if (run.sample.has(b)) operands.push_back({run.input(b)});
    projected = run.step(id, weight == Weight::transposed ? product_transposed() : product(), std::move(operands));
  } else if (run.sample.has(b)) {
    projected = run.step(id, add_row(), {{x}, {run.input(b)}});
  } else {
    projected = run.step(id, same(), {{x}});
  }
  run.tape.name_rows(projected, id == "Q" ? run.query_names() : run.key_names(false));
  const std::string_view features = id == "V" ? "V" : "K";
  if (Labels names = run.column_names(features, run.tape.grid(projected).columns())) {
    run.tape.name_columns(projected, std::move(names));
  }
  return projected;
}

/// Where Q, K or V is projected from.
std::string_view source(const Run& run, std::string_view positioned, std::string_view plain) {
  const Trace& trace = run.tape.trace();
  if (trace.find("positioned")) return "positioned";
  if (trace.find(positioned)) return positioned;
  return trace.find("X") ? "X" : plain;
}

void join_cache(Run& run) {
  run.K = run.step("K_all", stack_rows(), {{run.input("past_K")}, {run.K}});
  run.V = run.step("V_all", stack_rows(), {{run.input("past_V")}, {run.V}});
  run.tape.name_rows(run.K, run.key_names(true));
  run.tape.name_rows(run.V, run.key_names(true));
}

void mix_values(Run& run) {
  run.contexts.push_back(run.step("context", mix(), run.with_visible({{run.weights}, run.value()})));
}

void join_heads(Run& run) {
  std::vector<Operand> operands;
  for (const std::size_t context : run.contexts) operands.push_back({context});
  run.output = run.d.heads == 1 ? run.contexts[0] : run.step("concat", join_columns(), std::move(operands));
}

void decide(Run& run) {
  std::size_t evidence = run.output;
  if (run.sample.decision->with_query) {
    const std::string_view state = run.sample.has("Q") ? "Q" : run.sample.has("X") ? "X" : "X_query";
    evidence = run.step("evidence", join_columns(), {{run.output}, {run.input(state)}});
  }
  std::vector<Operand> operands{{evidence}, {run.input("decide.W")}};
  if (run.sample.has("decide.b")) operands.push_back({run.input("decide.b")});
  const std::size_t logits = run.step("logits", product(), std::move(operands));
  run.step("probabilities", softmax(), {{logits}});
}

/// Inputs that the recipe does not use have cells all the same.
void take_unused(Run& run) {
  for (const MatrixField& field : matrix_fields()) {
    if (run.sample.has(field.name)) run.input(field.name);
  }
  for (run.head_index = 0; run.head_index < run.d.heads; ++run.head_index) {
    run.head = run.d.heads == 1 ? 0 : static_cast<int>(run.head_index) + 1;
    if (run.sample.mask) run.input("mask", *run.sample.mask);
    if (run.sample.relative_bias) run.input("relative_bias", *run.sample.relative_bias);
  }
}

bool per_head(Slot slot) {
  return slot >= Slot::score && slot <= Slot::mix;
}

}  // namespace

Pipeline::Action project(std::size_t Run::*matrix, std::string_view id, Weight weight) {
  return [=](Run& run) {
    const std::string_view from =
        id == "Q" ? source(run, "positioned_query", "X_query") : source(run, "positioned_memory", "X_memory");
    run.*matrix = project(run, id, from, weight);
  };
}

Pipeline::Action project_out(Weight weight) {
  return [weight](Run& run) {
    const bool biased = run.sample.has("b_O");
    if (run.sample.has("W_O") && weight != Weight::left_out) {
      std::vector<Operand> operands{{run.output}, {run.input("W_O")}};
      if (biased) operands.push_back({run.input("b_O")});
      run.output =
          run.step("output", weight == Weight::transposed ? product_transposed() : product(), std::move(operands));
    } else if (biased) {
      run.output = run.step("output", add_row(), {{run.output}, {run.input("b_O")}});
    } else if (run.sample.has("W_O")) {
      run.output = run.step("output", same(), {{run.output}});
    }
    if (Labels names = run.column_names("output", run.tape.grid(run.output).columns())) {
      run.tape.name_columns(run.output, std::move(names));
    }
  };
}

void Pipeline::add(Slot slot, std::string_view name, Action action) {
  const auto behind = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.slot > slot; });
  entries_.insert(behind, {slot, name, std::move(action)});
}

bool Pipeline::has(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
}

void Pipeline::add_before(std::string_view other, std::string_view name, Action action) {
  const auto target = at(other);
  entries_.insert(target, {target->slot, name, std::move(action)});
}

void Pipeline::remove(std::string_view name) {
  std::erase_if(entries_, [&](const Entry& e) { return e.name == name; });
}

void Pipeline::replace(std::string_view name, Action action) {
  at(name)->action = std::move(action);
}

void Pipeline::move_behind(std::string_view name, std::string_view other) {
  Entry moved = *at(name);
  entries_.erase(at(name));
  const auto target = at(other);
  moved.slot = target->slot;
  entries_.insert(target + 1, std::move(moved));
}

std::vector<Pipeline::Entry>::iterator Pipeline::at(std::string_view name) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  expect(found != entries_.end(), "a stage that this pipeline lacks");
  return found;
}

void Pipeline::replace_heads(std::string_view name, Action action) {
  std::erase_if(entries_, [](const Entry& e) { return per_head(e.slot); });
  add(Slot::mix, name, std::move(action));
}

void Pipeline::run(Run& run) const {
  for (const Entry& entry : entries_) {
    if (entry.slot < Slot::score) entry.action(run);
  }
  for (std::size_t h = 0; h < run.d.heads; ++h) run_head(run, h);
  run.head = 0;
  for (const Entry& entry : entries_) {
    if (entry.slot > Slot::mix) entry.action(run);
  }
}

void Pipeline::run_head(Run& run, std::size_t head) const {
  run.head_index = head;
  run.kv_head = head * run.d.kv_heads / run.d.heads;
  run.head = run.d.heads == 1 ? 0 : static_cast<int>(head) + 1;
  run.biases.clear();
  run.boolean_masks.clear();
  run.blocking_masks.clear();
  run.visible.reset();
  run.late.reset();
  run.hides = false;
  run.rules = {.queries = run.d.m, .keys = run.d.keys(), .past = static_cast<long>(run.d.past + run.first_query)};
  for (const Entry& entry : entries_) {
    if (per_head(entry.slot)) entry.action(run);
  }
}

Pipeline build_pipeline(const Recipe& recipe, const Sample& sample) {
  Pipeline pipeline;
  pipeline.add(Slot::inputs, "inputs", take_inputs);
  pipeline.add(Slot::project, "project-Q", project(&Run::Q, "Q", Weight::as_stated));
  pipeline.add(Slot::project, "project-K", project(&Run::K, "K", Weight::as_stated));
  pipeline.add(Slot::project, "project-V", project(&Run::V, "V", Weight::as_stated));
  if (sample.has("past_K")) pipeline.add(Slot::cache, "cache", join_cache);
  pipeline.add(Slot::mix, "mix", mix_values);
  pipeline.add(Slot::join, "join", join_heads);
  pipeline.add(Slot::output, "project-out", project_out(Weight::as_stated));
  if (sample.decision) pipeline.add(Slot::decide, "decide", decide);
  for (const Recipe::Choice& choice : recipe.choices) choice.token->build(pipeline, choice.arguments);
  add_bias_stages(pipeline, sample);
  add_mask_stages(pipeline, sample);
  add_default_normaliser(pipeline, recipe);
  return pipeline;
}

Traced trace(const Sample& sample, const Recipe& recipe, const Pipeline& pipeline, const TraceOptions& options) {
  Run run{.sample = sample,
          .recipe = recipe,
          .d = check(sample, recipe),
          .tape = Tape(options.limits),
          .detail = options.detail,
          .language = options.language,
          .decimals = options.decimals,
          .instead = options.instead};
  pipeline.run(run);
  if (options.detail) take_unused(run);
  const std::size_t output = run.output;
  Trace finished = std::move(run.tape).finish(output);
  finished.sample = sample.name;
  finished.recipe = recipe.text;
  finished.heads = static_cast<int>(run.d.heads);
  return {std::move(finished), std::move(run.notices)};
}

Traced trace(const Sample& sample, const Recipe& recipe, const TraceOptions& options) {
  return trace(sample, recipe, build_pipeline(recipe, sample), options);
}

}  // namespace heed
