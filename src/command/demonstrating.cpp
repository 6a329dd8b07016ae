#include "command/demonstrating.hpp"

#include "core/error.hpp"
#include "document/json_writer.hpp"
#include "document/narrator.hpp"
#include "sample/number.hpp"

namespace heed {
namespace {

std::optional<long> whole(const Request& request, std::string_view option) {
  if (!request.has(option)) return std::nullopt;
  const auto value = parse_integer(request.value(option));
  if (!value || *value < 0) fail(Exit::usage, "--{} {}: it takes a whole number from 0", option, request.value(option));
  return value;
}

}  // namespace

DemoOptions demo_options(const Request& request) {
  DemoOptions options{.words = request.words, .causal = request.has("causal"), .limits = request.limits};
  if (const auto seed = whole(request, "seed")) options.seed = static_cast<std::uint64_t>(*seed);
  if (const auto n = whole(request, "n")) {
    options.n = static_cast<std::size_t>(*n);
    if (*options.n > request.limits.tokens) {
      fail(Exit::limit, "--n {}: more than {} tokens; allow more with --max-tokens", *n, request.limits.tokens);
    }
  }
  return options;
}

Answer findings(std::shared_ptr<const Tracing> tracing, std::string name, std::vector<std::size_t> shown,
                const Words& words) {
  return {
      .document =
          [=, &words] {
            Document document{{Heading{1, words(fmt::format("demo.{}.title", name))},
                               Prose{words(fmt::format("demo.{}.about", name))}}};
            const Narrator narrator(tracing->trace, words, {name});
            for (const std::size_t index : shown) {
              document.blocks.emplace_back(narrator.matrix(index, tracing->trace->steps[index].operation != nullptr));
            }
            return document;
          },
      .record = [=, &words](JsonWriter& json) { write_trace(json, *tracing, shown, words); }};
}

}  // namespace heed
