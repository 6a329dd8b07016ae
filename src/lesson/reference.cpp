#include "lesson/reference.hpp"

#include "attention/gradient.hpp"
#include "core/number.hpp"
#include "core/splitting.hpp"
#include "demo/cost.hpp"
#include "sample/number.hpp"
#include "sample/reader.hpp"
#include "tutor/mistakes.hpp"

#include <sstream>

namespace heed {
namespace {

/// Calls `prose` on the text between references and `found` on each reference.
template <typename Prose, typename Found>
void walk(std::string_view text, Prose prose, Found found) {
  for (;;) {
    const std::size_t open = text.find("{{");
    prose(text.substr(0, open));
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) fail(Exit::data, "{{{{ without }}}}: {}", text.substr(open, 40));
    found(parse_reference(text.substr(open + 2, close - open - 2)));
    text.remove_prefix(close + 2);
  }
}

/// "demo variance --seed 3", "cost --n 64"
Trace demonstrated(const std::string& source, const std::string& language) {
  DemoOptions options{.words = &Words::of(language)};
  std::istringstream words(source);
  std::string name, word, value;
  words >> name;
  if (name == "demo") words >> name;
  while (words >> word) {
    if (word == "--causal") {
      options.causal = true;
      continue;
    }
    words >> value;
    const auto number = parse_integer(value);
    if ((word != "--seed" && word != "--n") || !number || *number < 0) {
      fail(Exit::data, "{}: {} {} is not an option of a demonstration", source, word, value);
    }
    if (word == "--seed") options.seed = static_cast<std::uint64_t>(*number);
    if (word == "--n") options.n = static_cast<std::size_t>(*number);
  }
  return name == "cost" ? cost(options) : findings_of(find_demo(name), options);
}

/// "translation", "dictionary scaled=50", "causal scaled+causal --with-mistake no-mask"
Trace traced(std::string_view source, const std::string& language, bool back) {
  constexpr std::string_view option = " --with-mistake ";
  const std::size_t wrong = source.find(option);
  const std::string_view right = source.substr(0, wrong);
  const std::size_t blank = right.find(' ');
  const Sample sample = load_sample(std::string(right.substr(0, blank)));
  const Recipe recipe =
      parse_recipe(blank == std::string_view::npos ? sample.recipe : std::string(right.substr(blank + 1)), Exit::data);
  const TraceOptions options{.detail = true, .language = language};
  if (wrong == std::string_view::npos) {
    return back ? gradient(sample, recipe, options).trace : trace(sample, recipe, options).trace;
  }
  const Mistakes made = parse_mistakes(source.substr(wrong + option.size()));
  const Pipeline pipeline = mistaken_pipeline({sample, recipe, check(sample, recipe)}, made);
  return back ? gradient(sample, recipe, pipeline, options).trace : trace(sample, recipe, pipeline, options).trace;
}

}  // namespace

Reference parse_reference(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) fail(Exit::data, "{}: a number is named as SAMPLE: CELL .DECIMALS", text);
  Reference reference{std::string(trimmed(text.substr(0, colon))), {}};
  std::string_view cell = trimmed(text.substr(colon + 1));
  const std::size_t dot = cell.rfind(" .");
  if (dot != std::string_view::npos && dot > cell.rfind(']')) {
    const auto decimals = parse_integer(cell.substr(dot + 2));
    if (!decimals || *decimals < 0 || *decimals > 17) fail(Exit::data, "{}: decimals are written .0 to .17", text);
    reference.decimals = static_cast<int>(*decimals);
    cell = trimmed(cell.substr(0, dot));
  }
  reference.cell = cell;
  return reference;
}

const Trace& Traces::of(const std::string& source, bool back) {
  std::shared_ptr<const Trace>& trace = traces_[{source, back}];
  if (trace) return *trace;
  if (source.starts_with("demo ") || source.starts_with("cost")) {
    trace = std::make_shared<const Trace>(demonstrated(source, language_));
    return *trace;
  }
  trace = std::make_shared<const Trace>(traced(source, language_, back));
  return *trace;
}

const Trace& Traces::of(const Reference& reference) {
  const std::string step = parse_cell(reference.cell).step;
  return of(reference.source, step.starts_with("d.") || step == "jacobian");
}

double Traces::value(const Reference& reference) {
  const Trace& trace = of(reference);
  const Cell cell = resolve(parse_cell(reference.cell), trace);
  return (*trace.steps[cell.step].values)(cell.row, cell.column);
}

std::string Traces::position(const Reference& reference) {
  const Trace& trace = of(reference);
  return numbered(trace, resolve(parse_cell(reference.cell), trace));
}

std::string filled(std::string_view text, Traces& traces) {
  std::string result;
  walk(
      text, [&](std::string_view prose) { result += prose; },
      [&](const Reference& reference) {
        result += written(traces.value(reference), {NumberFormat::Notation::fixed, reference.decimals});
      });
  return result;
}

std::vector<Reference> references(std::string_view text) {
  std::vector<Reference> all;
  walk(
      text, [](std::string_view) {}, [&](const Reference& reference) { all.push_back(reference); });
  return all;
}

}  // namespace heed
