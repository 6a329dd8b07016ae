#include "command/demonstrating.hpp"

#include "core/json_writer.hpp"
#include "document/narrator.hpp"

namespace heed {

DemoOptions demo_options(const Request& request) {
  constexpr long most_seeds = 1L << 53;
  DemoOptions options{.words = request.words, .causal = request.has("causal"), .limits = request.limits};
  options.seed = static_cast<std::uint64_t>(request.whole_number("seed", 1, 0, most_seeds));
  if (request.has("n")) {
    options.n = static_cast<std::size_t>(request.whole_number("n", 0, 1, static_cast<long>(request.limits.tokens)));
  }
  return options;
}

Answer findings(std::shared_ptr<const Tracing> tracing, std::vector<std::size_t> shown, const Words& words) {
  return {
      .document =
          [=, &words] {
            const std::string& name = tracing->trace->recipe;
            Document document{
                {Heading{1, words(fmt::format("demo.{}.title", name)), words(fmt::format("demo.{}.about", name))}}};
            const Narrator narrator(tracing->trace, words, {name});
            for (const std::size_t index : shown) {
              document.blocks.emplace_back(narrator.matrix(index, tracing->trace->steps[index].operation != nullptr));
            }
            return document;
          },
      .record = [=, &words](JsonWriter& json) { write_trace(json, *tracing, shown, words); }};
}

}  // namespace heed
