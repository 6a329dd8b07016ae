#include "command/tracing.hpp"

#include "attention/gradient.hpp"
#include "attention/steps.hpp"
#include "attention/streaming.hpp"
#include "command/shell.hpp"
#include "core/cell.hpp"
#include "core/spelling.hpp"
#include "render/math.hpp"
#include "sample/number.hpp"
#include "sample/reader.hpp"
#include "tutor/claims.hpp"

#include <algorithm>

namespace heed {

std::vector<std::string> Tracing::token_names() const {
  if (!demo.empty()) return {trace->recipe};
  return recipe.names();
}

std::vector<std::string> Tracing::notices(const Words& words) const {
  std::vector<std::string> lines;
  if (!made.empty()) lines.push_back(words("notice.mistake", {{"ids", mistake_ids(made)}}));
  for (const Notice& notice : notes) lines.push_back(words("notice." + notice.id, notice.values));
  return lines;
}

std::vector<std::size_t> Tracing::shown(bool fine) const {
  std::vector<std::size_t> indices;
  for (std::size_t i = first; i < trace->steps.size(); ++i) {
    if (fine || !trace->steps[i].name.fine) indices.push_back(i);
  }
  return indices;
}

std::vector<std::size_t> Tracing::shown(const Request& request, std::string_view part) const {
  if (!request.has("only")) return shown(detail);
  std::vector<std::size_t> indices;
  for (const std::string& name : request.list("only")) {
    if (!part.empty() && name == part) continue;
    const std::size_t at = name.find('@');
    const std::string id = name.substr(0, at);
    const bool every_head = at == std::string::npos;
    const auto head = every_head ? 1 : parse_integer(std::string_view(name).substr(at + 1));
    constexpr long most_heads = 65536;
    if (!head || *head < 1 || *head > most_heads)
      fail(Exit::usage, "--only {}: behind @ stands a head, 1 or more", name);
    const std::size_t named_step = find_step(*trace, id, static_cast<int>(*head));
    for (std::size_t i = 0; i < trace->steps.size(); ++i) {
      if (i == named_step || (every_head && trace->steps[i].name.id == id)) indices.push_back(i);
    }
  }
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  return indices;
}

std::string Tracing::command(std::string_view name, const std::string& argument) const {
  if (!demo.empty()) return fmt::format("{} --{} {}", demo, name, shell_quoted(argument));
  std::string line =
      fmt::format("heed {} {}", name, trace->sample == "standard input" ? "-" : shell_quoted(trace->sample));
  if (!argument.empty()) line += " " + shell_quoted(argument);
  if (!as.empty()) line += " --as " + shell_quoted(as);
  if (!made.empty()) line += " --with-mistake " + mistake_ids(made);
  return line;
}

namespace {

/// The sample and the recipe; nothing is computed yet.
Tracing begun(const Request& request, Sample sample, bool detail) {
  Tracing tracing;
  tracing.detail = detail;
  tracing.as = request.value("as");
  tracing.sample = std::move(sample);
  tracing.recipe = chosen_recipe(request, tracing.sample);
  return tracing;
}

/// Whether nothing is asked for that comes before the context.
bool only_results(const Request& request) {
  const std::vector<std::string> names = request.list("only");
  return request.has("only") && std::all_of(names.begin(), names.end(), [](const std::string& name) {
           const StepKind* kind = find_step_kind(name.substr(0, name.find('@')));
           return kind != nullptr && !kind->fine && (kind->stage == Stage::mix || kind->stage == Stage::decide);
         });
}

TraceOptions trace_options(const Request& request, bool detail) {
  return {.detail = detail, .language = request.words->language(), .limits = request.limits};
}

Tracing traced(const Request& request, Sample sample, bool detail) {
  Tracing tracing = begun(request, std::move(sample), detail);
  TraceOptions options = trace_options(request, detail);
  Pipeline pipeline = build_pipeline(tracing.recipe, tracing.sample);
  if (request.has("with-mistake")) {
    tracing.made = parse_mistakes(request.value("with-mistake"));
    options.decimals.usual = static_cast<int>(request.whole_number("precision", 2, 0, 17));
    const Problem problem{tracing.sample, tracing.recipe, check(tracing.sample, tracing.recipe)};
    pipeline = mistaken_pipeline(problem, tracing.made);
  } else if (!detail && only_results(request) && can_stream(tracing.recipe, tracing.sample)) {
    pipeline = streamed_pipeline(tracing.recipe, tracing.sample);
  }
  Traced made = heed::trace(tracing.sample, tracing.recipe, pipeline, options);
  if (!request.has("as") && tracing.made.empty()) require_shapes(made.trace, tracing.sample.claims);
  tracing.trace = std::make_shared<const Trace>(std::move(made.trace));
  tracing.notes = std::move(made.notices);
  return tracing;
}

}  // namespace

Recipe chosen_recipe(const Request& request, const Sample& sample) {
  Recipe own = parse_recipe(sample.recipe, Exit::data, sample.name);
  return request.has("as") ? parse_recipe(request.value("as"), Exit::usage) : own;
}

Sample sample_of(const Request& request) {
  return load_sample(request.arguments.at(0), request.limits);
}

Tracing gradient_request(const Request& request, bool detail) {
  Tracing tracing = begun(request, sample_of(request), detail);
  Gradient back = gradient(tracing.sample, tracing.recipe, trace_options(request, detail));
  tracing.trace = std::make_shared<const Trace>(std::move(back.trace));
  tracing.notes = std::move(back.notices);
  tracing.first = back.first;
  tracing.loss = back.loss;
  return tracing;
}

Tracing trace_request(const Request& request, bool detail) {
  return traced(request, sample_of(request), detail);
}

Tracing trace_request(const Request& request, Sample sample) {
  const std::string detail = request.value("detail", "main");
  if (detail != "all" && detail != "main") fail(Exit::usage, "--detail {}: it takes all or main", detail);
  if (detail == "all") return traced(request, std::move(sample), true);
  Tracing plain = traced(request, std::move(sample), false);
  if (!request.has("only")) return plain;
  // A fine step that is asked for by name is shown without --detail.
  for (const std::string& name : request.list("only")) {
    const StepKind* kind = find_step_kind(name.substr(0, name.find('@')));
    if (kind != nullptr && kind->fine && !plain.trace->find(kind->id))
      return traced(request, std::move(plain.sample), true);
  }
  return plain;
}

std::string equation(const Step& step, const std::optional<Math>& formula, bool as_latex) {
  constexpr int exact = 17;
  const auto write = [&](const Math& math) {
    return as_latex ? latex(math, exact) : plain(math, {.decimals = exact, .most_parts = 1000});
  };
  const std::string symbol = write(step.name.symbol);
  return formula ? fmt::format("{} = {}", symbol, write(*formula)) : symbol;
}

}  // namespace heed
