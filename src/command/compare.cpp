#include "attention/comparison.hpp"
#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/cell.hpp"
#include "core/json_writer.hpp"
#include "core/number.hpp"
#include "core/spelling.hpp"
#include "document/narrator.hpp"

#include <algorithm>

namespace heed {
namespace {

/// The same sample through several recipes, the last perhaps with a mistake.
struct Compared {
  std::vector<Tracing> tracings;
  ComparedTraces traces;
  std::vector<Parting> partings;
  std::vector<Summary> summaries;
  std::vector<std::size_t> shown;  ///< steps of the first trace that are to be seen

  /// "scaled", or "scaled (no-scale)"
  std::string recipe(std::size_t k) const {
    const Mistakes& made = tracings[k].made;
    return made.empty() ? traces[k]->recipe : fmt::format("{} ({})", traces[k]->recipe, mistake_ids(made));
  }
};

/// The recipes to be compared: one alone is compared with itself made wrong.
std::vector<std::string> recipes(const Request& request) {
  std::vector<std::string> all(request.arguments.begin() + 1, request.arguments.end());
  if (all.size() > 1) return all;
  if (!request.has("with-mistake")) {
    fail(Exit::usage, "compare: {} alone; give two recipes, or one and --with-mistake ID", all[0]);
  }
  return {all[0], all[0]};
}

Compared compared(const Request& request) {
  Compared result;
  const std::vector<std::string> all = recipes(request);
  const Sample sample = sample_of(request);
  ComparedTraces counted;  // without the fine steps that are only to be seen
  for (std::size_t k = 0; k < all.size(); ++k) {
    Request one = request;
    one.options["as"] = all[k];
    if (k + 1 < all.size()) one.options.erase("with-mistake");
    result.tracings.push_back(trace_request(one, sample));
    result.traces.push_back(result.tracings.back().trace);
    if (result.tracings.back().detail) {
      one.options.erase("detail");
      one.options.erase("only");
      counted.push_back(trace_request(one, sample).trace);
    } else {
      counted.push_back(result.traces.back());
    }
  }
  result.shown = result.tracings[0].shown(request, "summary");
  result.partings = partings(result.traces);
  result.summaries = summaries(counted);
  return result;
}

std::string number(double value) {
  constexpr int decimals = 4;
  return written(value, decimals);
}

/// The first parting of each pair, said in a sentence at its step.
std::string remark(const Compared& all, const Step& step, const Words& words) {
  std::string sentences;
  for (const Parting& parting : all.partings) {
    if (parting.step != step.name.id || parting.head != step.name.head || parting.first != 0) continue;
    const bool first = std::none_of(all.partings.begin(), all.partings.end(), [&](const Parting& earlier) {
      return &earlier < &parting && earlier.first == parting.first && earlier.second == parting.second;
    });
    const std::string sentence =
        words(first ? "compare.first" : "compare.also", {{"a", all.recipe(parting.first)},
                                                         {"b", all.recipe(parting.second)},
                                                         {"difference", number(parting.largest)},
                                                         {"row", label(step.rows, parting.row)},
                                                         {"column", label(step.columns, parting.column)}});
    sentences = sentences.empty() ? sentence : words("sentences", {{"first", sentences}, {"second", sentence}});
  }
  return sentences;
}

void add_summary(Document& document, const Compared& all, const Words& words) {
  if (!all.shown.empty()) document.blocks.push_back(Heading{2, words("compare.summary")});
  Table costs{{words("compare.recipe"), words("compare.parameters"), words("compare.multiplications"),
               words("compare.kept"), words("compare.difference")},
              {}};
  for (std::size_t k = 0; k < all.traces.size(); ++k) {
    const Summary& s = all.summaries[k];
    costs.rows.push_back({fmt::format("`{}`", all.recipe(k)), std::to_string(s.parameters),
                          std::to_string(s.multiplications), std::to_string(s.kept),
                          s.difference ? number(*s.difference) : words("compare.no_difference")});
  }
  document.blocks.push_back(std::move(costs));
}

void add_spread(Document& document, const Compared& all, const Words& words) {
  document.blocks.push_back(Prose{words("compare.spread")});
  const auto weights = all.traces[0]->find("weights");
  const Step& step = all.traces[0]->steps[*weights];
  auto spread = std::make_shared<Grid>(step.values->rows(), 2 * all.traces.size());
  std::vector<std::string> columns;
  for (std::size_t k = 0; k < all.traces.size(); ++k) {
    columns.push_back(words("compare.entropy_of", {{"recipe", std::to_string(k + 1)}}));
    columns.push_back(words("compare.largest_of", {{"recipe", std::to_string(k + 1)}}));
    for (std::size_t i = 0; i < spread->rows(); ++i) {
      (*spread)(i, 2 * k) = all.summaries[k].entropy[i];
      (*spread)(i, 2 * k + 1) = all.summaries[k].largest[i];
    }
  }
  Matrix matrix;
  matrix.id = words("compare.spread_id");
  matrix.values = spread;
  matrix.rows = step.rows;
  matrix.columns = std::make_shared<const std::vector<std::string>>(std::move(columns));
  document.blocks.push_back(std::move(matrix));
}

Comparison beside_each_other(const Compared& all, const Step& step, const Words& words) {
  Comparison block;
  for (std::size_t k = 0; k < all.traces.size(); ++k) {
    const auto found = all.traces[k]->find(step.name.id, step.name.head);
    if (!found || all.traces[k]->steps[*found].name.head != step.name.head) continue;
    const Narrator narrator(all.traces[k], words, all.tracings[k].token_names());
    block.names.push_back(all.recipe(k));
    block.matrices.push_back(narrator.matrix(*found, false));
  }
  return block;
}

/// Steps that recipes with one head and with several both have, whose numbers have no place beside each other.
std::string apart(const Compared& all, const Words& words) {
  std::vector<std::string> steps;
  for (const std::size_t index : all.shown) {
    const StepName& name = all.traces[0]->steps[index].name;
    const bool elsewhere = std::any_of(all.traces.begin(), all.traces.end(), [&](const auto& trace) {
      const auto found = trace->find(name.id);
      return found && (trace->steps[*found].name.head == 0) != (name.head == 0);
    });
    if (elsewhere && std::find(steps.begin(), steps.end(), name.id) == steps.end()) steps.push_back(name.id);
  }
  return steps.empty() ? std::string() : words("compare.apart", {{"steps", in_code(steps, words)}});
}

/// Recipes that agree in a step share one matrix.
void merge_equals(Comparison& block, const Words& words) {
  Comparison merged{block.id, block.title, {}, {}, block.remark};
  for (std::size_t k = 0; k < block.matrices.size(); ++k) {
    const auto twin = std::find_if(merged.matrices.begin(), merged.matrices.end(),
                                   [&](const Matrix& earlier) { return *earlier.values == *block.matrices[k].values; });
    if (twin != merged.matrices.end()) {
      merged.names[static_cast<std::size_t>(twin - merged.matrices.begin())] +=
          words("list_separator") + block.names[k];
    } else {
      merged.names.push_back(block.names[k]);
      merged.matrices.push_back(block.matrices[k]);
    }
  }
  block = std::move(merged);
}

/// The steps that were asked for and, where it was, what each recipe costs; of a whole page also how it spreads its
/// attention.
Document page(const Compared& all, const Request& request, const Words& words) {
  const Trace& first = *all.traces[0];
  std::string recipes;
  for (std::size_t k = 0; k < all.traces.size(); ++k) {
    recipes += fmt::format("{}{} `{}`", k == 0 ? "" : words("list_separator"), k + 1, all.recipe(k));
  }
  Document document{{Heading{1, all.tracings[0].sample.called(words.language()),
                             words("compare.line", {{"sample", first.sample}, {"recipes", recipes}})}}};
  std::vector<std::string> same;
  for (const std::size_t index : all.shown) {
    const Step& step = first.steps[index];
    Comparison block = beside_each_other(all, step, words);
    const std::size_t holders = block.names.size();
    if (holders < 2) continue;
    block.id = step.address();
    block.title = block.matrices[0].title;
    block.remark = remark(all, step, words);
    const bool parts = !block.remark.empty() || holders < all.traces.size();
    merge_equals(block, words);
    // Partings are not looked for in fine steps.
    if (!parts && (!step.name.fine || block.matrices.size() == 1)) {
      same.push_back(step.address());
      continue;
    }
    if (!same.empty()) document.blocks.push_back(Prose{words("compare.same", {{"steps", in_code(same, words)}})});
    same.clear();
    document.blocks.push_back(std::move(block));
  }
  if (!same.empty()) document.blocks.push_back(Prose{words("compare.same", {{"steps", in_code(same, words)}})});
  if (const std::string steps = apart(all, words); !steps.empty()) document.blocks.push_back(Prose{steps});
  if (request.asks_for("summary")) add_summary(document, all, words);
  if (!request.has("only")) add_spread(document, all, words);
  document.blocks.push_back(Next{all.tracings.back().command("trace", ""), words("compare.alone")});
  return document;
}

void write(JsonWriter& json, const Compared& all, const Request& request, const Words& words) {
  json.object().field("format", "heed-compare").field("version", 1).field("sample", all.traces[0]->sample);
  json.key("traces").array();
  for (const Tracing& tracing : all.tracings) write_trace(json, tracing, tracing.shown(request, "summary"), words);
  json.end().key("parts").array();
  for (const Parting& parting : all.partings) {
    const Step& step = all.traces[parting.first]->steps[*all.traces[parting.first]->find(parting.step, parting.head)];
    json.object().field("step", parting.step);
    if (parting.head != 0) json.field("head", parting.head);
    json.key("recipes").array().value(all.recipe(parting.first)).value(all.recipe(parting.second)).end();
    json.field("max_abs", parting.largest);
    json.key("at").array().value(label(step.rows, parting.row)).value(label(step.columns, parting.column)).end().end();
  }
  json.end().key("summary").array();
  for (std::size_t k = 0; k < all.traces.size(); ++k) {
    const Summary& s = all.summaries[k];
    json.object().field("recipe", all.recipe(k)).field("parameters", s.parameters);
    json.field("multiplications", s.multiplications).field("kept", s.kept);
    const auto list = [&](std::string_view name, const std::vector<double>& values) {
      json.key(name).array();
      for (const double x : values) json.value(x);
      json.end();
    };
    list("entropy", s.entropy);
    list("largest", s.largest);
    if (s.difference) json.field("output_difference", *s.difference);
    json.end();
  }
  json.end().end();
}

}  // namespace

Answer compare_command(const Request& request) {
  const auto all = std::make_shared<const Compared>(compared(request));
  const Words& words = *request.words;
  std::vector<std::string> notices;
  for (const Tracing& tracing : all->tracings) {
    for (const std::string& notice : tracing.notices(words)) {
      if (std::find(notices.begin(), notices.end(), notice) == notices.end()) notices.push_back(notice);
    }
  }
  return {.document = [all, request, &words] { return page(*all, request, words); },
          .record = [all, request, &words](JsonWriter& json) { write(json, *all, request, words); },
          .notices = std::move(notices)};
}

}  // namespace heed
