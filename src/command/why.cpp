#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/cell.hpp"
#include "core/json_writer.hpp"
#include "document/narrator.hpp"
#include "render/math.hpp"

namespace heed {
namespace {

Document page(const Tracing& tracing, const Derivation& derivation, const Words& words) {
  const Narrator narrator(tracing.trace, words, tracing.token_names());
  const Step& step = tracing.trace->steps[derivation.cell.step];
  Document document;
  document.blocks.push_back(Heading{1, named(*tracing.trace, derivation.cell)});
  if (!tracing.made.empty()) document.blocks.push_back(mistake_warning(tracing.made, words));
  const std::string title = narrator.title(step);
  if (!title.empty())
    document.blocks.push_back(Prose{words("why.step", {{"title", title}, {"note", narrator.note(step)}})});
  if (!derivation.given)
    document.blocks.push_back(Prose{fmt::format("`{}`", equation(step, derivation.formula, false))});
  Worked worked = narrator.worked(derivation);
  if (derivation.given && !tracing.demo.empty()) worked.remark = words("why.found");
  document.blocks.push_back(std::move(worked));
  for (const Derivation::Term& term : derivation.terms) {
    for (const Cell& cell : term.cells) {
      if (!tracing.trace->steps[cell.step].operation) continue;
      document.blocks.push_back(Next{tracing.command("why", named(*tracing.trace, cell)), words("go_deeper")});
      return document;
    }
  }
  return document;
}

void write(JsonWriter& json, const Tracing& tracing, const Derivation& derivation, const std::string& address) {
  const Trace& trace = *tracing.trace;
  const Step& step = trace.steps[derivation.cell.step];
  constexpr int exact = 17;
  json.field("cell", address).field("value", derivation.value);
  json.field("formula", equation(step, derivation.given ? std::nullopt : std::optional(derivation.formula), false));
  json.field("arithmetic", derivation.given ? std::string()
                                            : plain(derivation.arithmetic, {.decimals = exact, .most_parts = 100000}));
  json.key("terms").array();
  for (const Derivation::Term& term : derivation.terms) {
    json.object().key("cells").array();
    for (const Cell& cell : term.cells) json.value(numbered(trace, cell));
    json.end().key("values").array();
    for (const double value : term.values) json.value(value);
    json.end().field("value", term.value).end();
  }
  json.end();
  if (derivation.because.empty()) return;
  json.key("because").array();
  for (const Derivation& reason : derivation.because) {
    json.object();
    write(json, tracing, reason, numbered(trace, reason.cell));
    json.end();
  }
  json.end();
}

}  // namespace

Answer why(std::shared_ptr<const Tracing> tracing, const std::string& address, bool to_inputs, const Words& words) {
  const Cell cell = resolve(parse_cell(address), *tracing->trace);
  const auto derivation = std::make_shared<const Derivation>(derive(*tracing->trace, cell, to_inputs));
  return {.document = [=, &words] { return page(*tracing, *derivation, words); },
          .record =
              [=](JsonWriter& json) {
                json.object().field("format", "heed-why").field("version", 1);
                write_mistakes(json, *tracing);
                write(json, *tracing, *derivation, address);
                json.end();
              },
          .notices = tracing->notices(words)};
}

Answer why_command(const Request& request) {
  const std::string& address = request.arguments.at(1);
  const std::string step = parse_cell(address).step;
  const bool back = step.starts_with("d.") || step == "jacobian";
  return why(std::make_shared<const Tracing>(back ? gradient_request(request, true) : trace_request(request, true)),
             address, request.has("to-inputs"), *request.words);
}

}  // namespace heed
