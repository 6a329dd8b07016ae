#pragma once

#include "attention/pipeline.hpp"
#include "command/command.hpp"
#include "tutor/mistakes.hpp"

#include <memory>

namespace heed {

class JsonWriter;
class Narrator;

/// A sample and the trace that a request asks for: what trace, why, compare and grad start from.
struct Tracing {
  Sample sample;
  Recipe recipe;
  std::shared_ptr<const Trace> trace;
  std::vector<Notice> notes;
  bool detail = false;
  std::size_t first = 0;  ///< the first step that is to be shown: 0, or the first gradient
  double loss = 0.0;      ///< of a gradient
  std::string as;         ///< the recipe that the command line gave, or ""
  std::string demo;       ///< the command line of the demonstration that made it and is its recipe, or ""
  Mistakes made;          ///< on purpose

  std::vector<std::string> token_names() const;
  std::vector<std::string> notices(const Words& words) const;

  /// The steps to be shown: without the fine ones, unless they are asked for.
  std::vector<std::size_t> shown(bool fine) const;
  /// The same, with --only and --detail; `part` is a part of the page that is no step and may be asked for as well.
  /// Error (usage) when a step does not exist.
  std::vector<std::size_t> shown(const Request& request, std::string_view part = {}) const;

  /// A command line on the same sample and recipe, quoted for a shell where it must be.
  std::string command(std::string_view name, const std::string& argument) const;
};

/// The mistakes that were made on purpose, where there are any.
void write_mistakes(JsonWriter& json, const Tracing& tracing);

/// The sample that a command is given first. It may stand on standard input, so it is read once for all that is done
/// with it.
Sample sample_of(const Request& request);

/// --as before the sample's own. Errors: usage of the one, data of the other, which is held to account all the same.
Recipe chosen_recipe(const Request& request, const Sample& sample);

/// Chooses the recipe and runs it; with the fine steps, if --detail or --only ask for
/// them or `detail` is set.
Tracing trace_request(const Request& request, Sample sample);
Tracing trace_request(const Request& request, bool detail);
/// The same, and back again: the trace holds the gradients too.
Tracing gradient_request(const Request& request, bool detail);

/// Where one number of a trace comes from. Errors (usage) when there is no such cell.
Answer why(std::shared_ptr<const Tracing> tracing, const std::string& address, bool to_inputs, const Words& words);

/// "Q = X·W_Q", in plain text or LaTeX; only the symbol for an input.
std::string equation(const Step& step, const std::optional<Math>& formula, bool as_latex);

/// The stage of a step as a heading, with its head where there are several.
std::string stage_title(const Step& step, const Trace& trace, const Words& words);
/// What stands before the steps of a trace, a step with one worked cell, and what stands behind them; with `all` steps
/// the sample's story and source belong to them.
std::vector<Block> introduction(const Tracing& tracing, bool all, const Words& words);
Matrix step_block(const Tracing& tracing, const Narrator& narrator, std::size_t index);
std::vector<Block> ending(const Tracing& tracing, bool all, const Words& words);

/// The members of a trace, into an object that is open.
void write_members(JsonWriter& json, const Tracing& tracing, const std::vector<std::size_t>& shown, const Words& words);
void write_trace(JsonWriter& json, const Tracing& tracing, const std::vector<std::size_t>& shown, const Words& words);

}  // namespace heed
