#include "command/command.hpp"
#include "command/demonstrating.hpp"
#include "core/error.hpp"
#include "core/json_writer.hpp"
#include "core/spelling.hpp"
#include "document/narrator.hpp"

#include <algorithm>

namespace heed {
namespace {

Answer list_demos(const Words& words) {
  return {
      .document =
          [&words] {
            Table table{{"", ""}, {}};
            for (const Demo& demo : demos()) {
              table.rows.push_back({fmt::format("`{}`", demo.name), words(fmt::format("demo.{}.title", demo.name))});
            }
            return Document{
                {Heading{1, words("demos.title")}, std::move(table), Next{"heed demo bottleneck", words("demos.run")}}};
          },
      .record =
          [&words](JsonWriter& json) {
            json.object().field("format", "heed-demos").key("demos").array();
            for (const Demo& demo : demos()) {
              json.object().field("name", demo.name);
              json.field("title", words(fmt::format("demo.{}.title", demo.name))).end();
            }
            json.end().end();
          }};
}

}  // namespace

Answer demo_command(const Request& request) {
  const Words& words = *request.words;
  if (request.arguments.empty()) return list_demos(words);
  const Demo& demo = find_demo(request.arguments[0]);
  for (const std::string_view option : {"seed", "n", "causal"}) {
    if (request.has(option) && std::find(demo.options.begin(), demo.options.end(), option) == demo.options.end()) {
      fail(Exit::usage, "demo {}: it takes no --{}; it takes --{}", demo.name, option, listed(demo.options, ", --"));
    }
  }
  const auto tracing = std::make_shared<Tracing>();
  Trace trace = findings_of(demo, demo_options(request));
  trace.sample = "demo";
  trace.recipe = demo.name;
  tracing->demo = fmt::format("heed demo {}{}", demo.name, request.repeated({"seed", "n", "causal"}));
  tracing->trace = std::make_shared<const Trace>(std::move(trace));
  tracing->detail = true;
  if (request.has("why")) return why(tracing, request.value("why"), request.has("to-inputs"), words);
  std::vector<std::size_t> shown = tracing->shown(request);
  if (!request.has("only")) {
    std::erase_if(shown, [&](std::size_t index) {
      const StepName& name = tracing->trace->steps[index].name;
      return demo.shown.empty() ? name.fine
                                : std::find(demo.shown.begin(), demo.shown.end(), name.id) == demo.shown.end();
    });
  }
  return findings(tracing, std::move(shown), words);
}

}  // namespace heed
