#include "attention/pipeline.hpp"
#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/json_writer.hpp"
#include "document/narrator.hpp"

#include <algorithm>

namespace heed {
namespace {

Document page(const Tracing& tracing, const std::vector<std::size_t>& shown, const Words& words) {
  const Narrator narrator(tracing.trace, words, tracing.token_names());
  const bool all = shown.size() == tracing.shown(false).size();
  Document document{introduction(tracing, all, words)};
  std::string section;
  for (const std::size_t index : shown) {
    const std::string stage = stage_title(tracing.trace->steps[index], *tracing.trace, words);
    if (all && stage != section) document.blocks.push_back(Heading{2, stage});
    section = stage;
    document.blocks.push_back(step_block(tracing, narrator, index));
  }
  const std::vector<Block> end = ending(tracing, all, words);
  document.blocks.insert(document.blocks.end(), end.begin(), end.end());
  return document;
}

}  // namespace

std::string stage_title(const Step& step, const Trace& trace, const Words& words) {
  const std::string stage = words(fmt::format("stage.{}", stage_name(step.name.stage)));
  if (step.name.head == 0 || trace.heads == 1) return stage;
  return words("of_head", {{"title", stage}, {"head", std::to_string(step.name.head)}});
}

std::vector<Block> introduction(const Tracing& tracing, bool all, const Words& words) {
  std::vector<Block> blocks;
  blocks.push_back(
      Heading{1, tracing.sample.called(words.language()),
              words("recipe_line", {{"sample", tracing.trace->sample}, {"recipe", tracing.trace->recipe}})});
  if (!tracing.made.empty()) blocks.push_back(mistake_warning(tracing.made, words));
  if (const std::string& about = tracing.sample.about.in(words.language()); all && !about.empty()) {
    blocks.push_back(Prose{about});
  }
  return blocks;
}

Matrix step_block(const Tracing& tracing, const Narrator& narrator, std::size_t index) {
  Matrix matrix = narrator.matrix(index, true);
  // A note tells what holds of the right step.
  if (!tracing.made.empty()) matrix.note.clear();
  return matrix;
}

std::vector<Block> ending(const Tracing& tracing, bool all, const Words& words) {
  std::vector<Block> blocks;
  const std::string& source = tracing.sample.source.in(words.language());
  if (all && !source.empty()) blocks.push_back(Source{source});
  const Narrator narrator(tracing.trace, words, tracing.token_names());
  if (const auto cell = narrator.telling_cell()) {
    blocks.push_back(Next{tracing.command("why", named(*tracing.trace, *cell)), words("go_deeper")});
  }
  return blocks;
}

void write_step(JsonWriter& json, const Tracing& tracing, std::size_t index, const Narrator& narrator) {
  const Trace& trace = *tracing.trace;
  const Step& step = trace.steps[index];
  json.object().field("id", step.name.id);
  if (step.name.head != 0) json.field("head", step.name.head);
  json.field("stage", stage_name(step.name.stage)).field("title", narrator.title(step));
  const std::optional<Math> formula = step.operation ? std::optional(trace.formula(step)) : std::nullopt;
  json.field("formula", equation(step, formula, false)).field("latex", equation(step, formula, true));
  json.field("note", narrator.note(step));
  json.key("inputs").array();
  for (const std::size_t input : trace.inputs(index, tracing.detail)) json.value(trace.steps[input].address());
  json.end();
  const auto names = [&](std::string_view side, const Labels& labels, std::size_t count) {
    json.key(side).array();
    for (std::size_t i = 0; i < count; ++i) json.value(label(labels, i));
    json.end();
  };
  names("rows", step.rows, step.values->rows());
  names("columns", step.columns, step.values->columns());
  json.field("values", *step.values).end();
}

void write_mistakes(JsonWriter& json, const Tracing& tracing) {
  if (tracing.made.empty()) return;
  json.key("mistakes").array();
  for (const Mistake* mistake : tracing.made) json.value(mistake->id);
  json.end();
}

void write_trace(JsonWriter& json, const Tracing& tracing, const std::vector<std::size_t>& shown, const Words& words) {
  json.object();
  write_members(json, tracing, shown, words);
  json.end();
}

void write_members(JsonWriter& json, const Tracing& tracing, const std::vector<std::size_t>& shown,
                   const Words& words) {
  const Trace& trace = *tracing.trace;
  json.field("format", "heed-trace").field("version", 1);
  json.field("sample", trace.sample).field("recipe", trace.recipe);
  write_mistakes(json, tracing);
  std::size_t numbers = 0;
  for (const std::size_t index : shown) numbers += trace.steps[index].values->size();
  json.expect(numbers);
  const Narrator narrator(tracing.trace, words, tracing.token_names());
  json.key("steps").array();
  for (const std::size_t index : shown) write_step(json, tracing, index, narrator);
  json.end();
  json.field("output", trace.steps[trace.output].name.id);
}

Answer trace_command(const Request& request) {
  const auto tracing = std::make_shared<const Tracing>(trace_request(request, sample_of(request)));
  const std::vector<std::size_t> shown = tracing->shown(request);
  const Words& words = *request.words;
  return {.document = [=, &words] { return page(*tracing, shown, words); },
          .record = [=, &words](JsonWriter& json) { write_trace(json, *tracing, shown, words); },
          .notices = tracing->notices(words)};
}

}  // namespace heed
