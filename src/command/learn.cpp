#include "attention/learning.hpp"
#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/json_writer.hpp"
#include "core/spelling.hpp"
#include "document/narrator.hpp"
#include "render/excerpt.hpp"
#include "sample/number.hpp"
#include "sample/reader.hpp"
#include "sample/writer.hpp"

#include <cmath>

namespace heed {
namespace {

LearningOptions learning_options(const Request& request, const Sample& sample) {
  LearningOptions options;
  const bool claims_weights = std::any_of(sample.claims.begin(), sample.claims.end(),
                                          [](const Claim& claim) { return claim.step.starts_with("weights"); });
  const std::string towards = request.value("towards", claims_weights || !sample.has("target") ? "weights" : "output");
  if (towards != "weights" && towards != "output")
    fail(Exit::usage, "--towards {}: it takes weights or output", towards);
  options.goal = towards == "output" ? Goal::output : Goal::weights;
  options.train = request.list("train", "W_Q,W_K");
  for (const std::string& name : options.train) {
    std::vector<std::string_view> names;
    for (const MatrixField& field : matrix_fields()) names.push_back(field.name);
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    fail(Exit::usage, "--train {}: it takes matrices of the sample, as in W_Q,W_K{}", name, did_you_mean(name, names));
  }
  options.steps = static_cast<std::size_t>(request.whole_number("steps", 1000, 0, 1000000));
  options.seed = static_cast<std::uint64_t>(request.whole_number("seed", 1, 0, 1L << 53));
  if (request.has("rate")) {
    const auto rate = parse_number(request.value("rate"));
    if (!rate || *rate <= 0.0) fail(Exit::usage, "--rate {}: it takes a number above 0", request.value("rate"));
    options.rate = *rate;
  }
  options.language = request.words->language();
  options.limits = request.limits;
  return options;
}

/// How the loss came down, and the weights, or the steps that were asked for, at every snapshot.
Document page(const Tracing& start, const Request& request, const Learned& learned, const LearningOptions& options,
              const Words& words) {
  Document document{{Heading{1, learned.sample.called(words.language()),
                             words(options.goal == Goal::weights ? "learn.line.weights" : "learn.line.output",
                                   {{"sample", learned.sample.name},
                                    {"recipe", start.recipe.text},
                                    {"train", in_code(options.train, words)}})}}};
  const bool whole = !request.has("only");
  if (whole) {
    document.blocks.push_back(Prose{words("learn.options", {{"steps", std::to_string(options.steps)},
                                                            {"rate", fmt::format("{}", options.rate)},
                                                            {"seed", std::to_string(options.seed)}})});
    document.blocks.push_back(Heading{2, words("learn.loss")});
  }
  if (request.asks_for("loss"))
    document.blocks.push_back(Plot{words(spans_decades(learned.losses) ? "learn.loss_axis.decades" : "learn.loss_axis"),
                                   words("learn.step_axis"), learned.losses});
  if (whole) document.blocks.push_back(Heading{2, words("learn.weights")});
  Request steps = request;
  steps.options.try_emplace("only", "weights");
  for (const std::size_t index : start.shown(steps, "loss")) {
    const Step& step = start.trace->steps[index];
    Comparison block;
    for (const Snapshot& snapshot : learned.snapshots) {
      const Narrator narrator(snapshot.trace, words, start.token_names());
      block.names.push_back(words(
          "learn.at_step", {{"step", std::to_string(snapshot.step)}, {"loss", fmt::format("{:.2g}", snapshot.loss)}}));
      block.matrices.push_back(narrator.matrix(*snapshot.trace->find(step.name.id, step.name.head), false));
    }
    block.id = step.address();
    block.title = block.matrices[0].title;
    document.blocks.push_back(std::move(block));
  }
  const std::string options_given = request.repeated({"towards", "train", "steps", "rate", "seed"});
  document.blocks.push_back(Next{start.command("learn", "") + options_given + " -o learned.json", words("learn.keep")});
  document.blocks.push_back(Next{"heed trace learned.json", words("learn.trace")});
  return document;
}

void write(JsonWriter& json, const Learned& learned, const LearningOptions& options) {
  json.object().field("format", "heed-learn").field("version", 1).field("sample", learned.sample.name);
  json.field("rate", options.rate).field("seed", static_cast<std::size_t>(options.seed)).field("steps", options.steps);
  json.key("losses").array();
  for (const double loss : learned.losses) json.value(loss);
  json.end().key("snapshots").array();
  for (const Snapshot& snapshot : learned.snapshots) {
    json.object().field("step", snapshot.step).field("loss", snapshot.loss);
    for (const Step& step : snapshot.trace->steps) {
      if (step.name.id != "weights") continue;
      json.field(step.address(), *step.values);
    }
    json.end();
  }
  json.end().end();
}

}  // namespace

Answer learn_command(const Request& request) {
  const auto start = std::make_shared<const Tracing>(trace_request(request, false));
  LearningOptions options = learning_options(request, start->sample);
  if (request.progress) {
    options.progress = [&](std::size_t step, double loss) {
      request.progress(step, options.steps, fmt::format("{:.3g}", loss));
    };
  }
  if (request.has("only")) start->shown(request, "loss");  // a step that does not exist is an error before learning
  const auto learned = std::make_shared<const Learned>(learn(start->sample, start->recipe, options));
  const Words& words = *request.words;
  return {.document = [=, &words] { return page(*start, request, *learned, options, words); },
          .record = [=](JsonWriter& json) { write(json, *learned, options); },
          .notices = start->notices(words),
          .file = [=] { return write_sample(learned->sample); }};
}

}  // namespace heed
