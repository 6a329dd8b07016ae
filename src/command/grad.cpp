#include "attention/gradient.hpp"
#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/json_writer.hpp"
#include "document/narrator.hpp"

namespace heed {
namespace {

std::string loss_words(const Tracing& tracing, const Words& words) {
  const std::string_view kind = tracing.sample.has("target")     ? "target"
                                : tracing.sample.has("upstream") ? "upstream"
                                                                 : "ones";
  return words(fmt::format("grad.loss.{}", kind), {{"loss", fmt::format("{:.6g}", tracing.loss)}});
}

std::string check_words(const GradientCheck& check, const Words& words) {
  return words("grad.check", {{"error", fmt::format("{:.1e}", check.largest_error)},
                              {"cell", check.cell},
                              {"entries", std::to_string(check.entries)}});
}

GradientCheck check(const Tracing& tracing) {
  return check_gradient(tracing.sample, tracing.recipe, {.trace = *tracing.trace, .first = tracing.first});
}

/// The steps that were asked for; the whole way back begins with the loss and ends with the check.
Document page(const Tracing& tracing, const Request& request, const Words& words) {
  const bool whole = !request.has("only");
  const Narrator narrator(tracing.trace, words, tracing.token_names());
  Document document{
      {Heading{1, tracing.sample.called(words.language()),
               words("grad.line", {{"sample", tracing.trace->sample}, {"recipe", tracing.trace->recipe}})}}};
  if (whole) document.blocks.push_back(Prose{loss_words(tracing, words)});
  for (const std::size_t index : tracing.shown(request, "check")) {
    const Step& step = tracing.trace->steps[index];
    const auto jacobian = tracing.trace->find("jacobian", step.name.head);
    document.blocks.push_back(narrator.matrix(index, true));
    if (whole && jacobian && step.name.id == "d.weights" &&
        step.name.head == tracing.trace->steps[*jacobian].name.head) {
      document.blocks.push_back(narrator.matrix(*jacobian, true));
    }
  }
  if (request.asks_for("check")) {
    if (whole) document.blocks.push_back(Heading{2, words("grad.check_title")});
    document.blocks.push_back(Prose{check_words(check(tracing), words)});
  }
  document.blocks.push_back(Next{tracing.command("why", "d.Q[1,1]"), words("go_deeper")});
  return document;
}

}  // namespace

Answer grad_command(const Request& request) {
  const auto tracing = std::make_shared<const Tracing>(gradient_request(request, request.value("detail") == "all"));
  const std::vector<std::size_t> shown = tracing->shown(request, "check");
  const Words& words = *request.words;
  return {.document = [=, &words] { return page(*tracing, request, words); },
          .record =
              [=, &words](JsonWriter& json) {
                json.object();
                write_members(json, *tracing, shown, words);
                const GradientCheck checked = check(*tracing);
                json.key("check").object().field("method", "central differences");
                json.field("max_relative_error", checked.largest_error)
                    .field("at", checked.cell)
                    .field("entries", checked.entries)
                    .end();
                json.field("loss", tracing->loss).end();
              },
          .notices = tracing->notices(words)};
}

}  // namespace heed
