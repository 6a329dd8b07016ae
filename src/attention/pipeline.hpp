#pragma once

#include "attention/dimensions.hpp"
#include "core/operations.hpp"
#include "core/tape.hpp"

#include <functional>
#include <set>

namespace heed {

/// Something that a reader should know of a trace: the id of a sentence, and what to put into it.
struct Notice {
  std::string id;
  std::map<std::string, std::string> values;
  bool operator==(const Notice&) const = default;
};

/// To how many decimals each step is printed.
struct Decimals {
  int usual = 2;
  std::map<std::string, int, std::less<>> of_step;  ///< by id

  int of(std::string_view id) const {
    const auto found = of_step.find(id);
    return found == of_step.end() ? usual : found->second;
  }
};

/// A pipeline at work: the tape, and where the matrices of the moment stand on it.
struct Run {
  const Sample& sample;
  const Recipe& recipe;
  const Dimensions d;
  Tape tape;
  bool detail;  ///< also record the fine steps that nothing else is computed from
  std::string language;
  Decimals decimals;
  const std::map<std::string, Grid, std::less<>>* instead = nullptr;  ///< by address: values that replace computed ones

  bool rounds = false;          ///< each step is computed from the printed, rounded one before
  std::size_t first_query = 0;  ///< queries that stand before those at hand, where not all are taken at once
  bool swapped = false;         ///< queries and keys change places in the scores

  std::size_t Q = 0, K = 0, V = 0;
  int head = 0;  ///< counted from 1; 0 outside the heads and when there is only one
  std::size_t head_index = 0;
  std::size_t kv_head = 0;      ///< the key head that this head reads, counted from 0
  std::size_t scores = 0;       ///< of this head, as far as they have come
  std::vector<Operand> biases;  ///< of this head
  VisibilityRules rules;        ///< of this head
  bool hides = false;           ///< whether a mask is asked for, even when it hides nothing
  std::vector<Operand> boolean_masks, blocking_masks;
  std::optional<std::size_t> visible;  ///< of this head; nothing when all keys are visible
  std::optional<std::size_t> late;     ///< who sees whom, where the mask waits until the weights are there
  std::size_t weights = 0;
  std::vector<std::size_t> contexts;
  std::size_t output = 0;
  std::vector<Notice> notices;

  /// Appends a step of that id to the tape, for the head at work.
  std::size_t step(std::string_view id, const OperationPointer& operation, std::vector<Operand> operands);
  /// The sample's matrix of that name as an input step, put on the tape when first asked for.
  std::size_t input(std::string_view field);
  /// A mask or bias: this head's own, or the one that all heads share.
  std::size_t input(std::string_view id, const PerHead& matrices);

  Operand query() const;  ///< this head's columns of Q
  Operand key() const;    ///< the columns of K that this head reads
  Operand value() const;  ///< the columns of V that this head reads
  /// `operands`, and behind them who sees whom, where something is hidden.
  std::vector<Operand> with_visible(std::vector<Operand> operands) const;
  void notice(Notice notice);

  Labels query_names() const;
  Labels key_names(bool with_past) const;
  Labels column_names(std::string_view matrix, std::size_t columns) const;
};

/// Where in the order of computation a stage stands; from `score` to `mix` each head goes through.
enum class Slot {
  inputs,
  position,
  project,
  rotate,
  cache,
  score,
  scale,
  cap,
  bias,
  biased,
  mask,
  masked,
  schedule,
  normalise,
  mix,
  join,
  output,
  decide,
};

/// An ordered list of named stages. Reading it from top to bottom is reading the four steps of attention.
/// A mistake is an edit of it. A stage that is replaced or moved, or that another is put beside, must be there.
class Pipeline {
 public:
  using Action = std::function<void(Run&)>;
  struct Entry {
    Slot slot;
    std::string_view name;
    Action action;
  };

  /// Puts a stage behind all that stand in its slot or before it.
  void add(Slot slot, std::string_view name, Action action);
  /// Puts a stage directly before another.
  void add_before(std::string_view other, std::string_view name, Action action);
  void remove(std::string_view name);  ///< where it is there
  void replace(std::string_view name, Action action);
  /// Puts one stage in the place of all that each head goes through.
  void replace_heads(std::string_view name, Action action);
  /// Moves a stage to directly behind another.
  void move_behind(std::string_view name, std::string_view other);
  bool has(std::string_view name) const;
  const std::vector<Entry>& entries() const { return entries_; }

  void run(Run& run) const;
  /// The stages of one head, counted from 0.
  void run_head(Run& run, std::size_t head) const;

 private:
  std::vector<Entry>::iterator at(std::string_view name);
  std::vector<Entry> entries_;
};

/// The stages that a recipe and a sample ask for.
Pipeline build_pipeline(const Recipe& recipe, const Sample& sample);

/// How to trace.
struct TraceOptions {
  bool detail = false;  ///< also the fine steps that nothing else is computed from
  std::string language = "en";
  Limits limits;
  Decimals decimals;
  const std::map<std::string, Grid, std::less<>>* instead = nullptr;  ///< by address: values that replace computed ones
};

struct Traced {
  Trace trace;
  std::vector<Notice> notices;
};

/// Runs a sample through a recipe. Errors as `check`, and limit before a matrix grows too large.
Traced trace(const Sample& sample, const Recipe& recipe, const TraceOptions& options = {});
/// The same through a pipeline that has been edited.
Traced trace(const Sample& sample, const Recipe& recipe, const Pipeline& pipeline, const TraceOptions& options);

}  // namespace heed
