#include "attention/streaming.hpp"

#include "attention/steps.hpp"
#include "core/operations/cellwise.hpp"

#include <algorithm>
#include <limits>

namespace heed {
namespace {

Grid rows_of(const View& view, std::size_t first, std::size_t count) {
  Grid rows = Grid::unwritten(count, view.columns());
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = view.row(first + i);
    std::copy(row.begin(), row.end(), rows.row(i).begin());
  }
  return rows;
}

/// One head's context; operands: its columns of Q, K and V.
class Streamed : public Final<Operation> {
 public:
  Streamed(const Run& run, std::size_t scores_at_a_time)
      : recipe_(without_schedule(run.recipe)), d_(run.d), scores_at_a_time_(scores_at_a_time) {
    d_.heads = d_.kv_heads = 1;
    for (const std::string_view name : {"W_score", "additive.W_q", "additive.W_k", "additive.v"}) {
      if (const Grid* matrix = run.sample.find(name)) sample_.matrices.emplace(name, *matrix);
    }
    sample_.valid_keys = run.sample.valid_keys;
    pipeline_ = build_pipeline(recipe_, sample_);
  }

  Shape shape(std::span<const View> in) const override { return {in[0].rows(), in[2].columns()}; }

  Grid value(std::span<const View> in) const override {
    const std::size_t rows = std::max<std::size_t>(1, scores_at_a_time_ / std::max<std::size_t>(1, in[1].rows()));
    const auto K = std::make_shared<const Grid>(rows_of(in[1], 0, in[1].rows()));
    const auto V = std::make_shared<const Grid>(rows_of(in[2], 0, in[2].rows()));
    Grid context = Grid::unwritten(in[0].rows(), in[2].columns());
    for (std::size_t first = 0; first < context.rows(); first += rows) {
      const std::size_t count = std::min(rows, context.rows() - first);
      const Traced slice = attend(rows_of(in[0], first, count), K, V, first);
      const auto values = slice.trace.steps[slice.trace.output].values->values();
      std::copy(values.begin(), values.end(), context.row(first).begin());
      notices_.insert(notices_.end(), slice.notices.begin(), slice.notices.end());
    }
    return context;
  }

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const auto K = std::make_shared<const Grid>(rows_of(in[1], 0, in[1].rows()));
    const auto V = std::make_shared<const Grid>(rows_of(in[2], 0, in[2].rows()));
    const Trace trace = attend(rows_of(in[0], row, 1), K, V, row).trace;
    const Grid& weights = *trace.steps[*trace.find("weights")].values;
    Arithmetic sum{(*trace.steps[trace.output].values)(0, column), {}, {}};
    std::vector<Math> parts;
    for (std::size_t key = 0; key < V->rows(); ++key) {
      if (weights(0, key) == 0.0) continue;
      const double v = (*V)(key, column);
      sum.terms.push_back({{{2, key, column, v}}, weights(0, key) * v});
      parts.push_back(math::product({math::number(weights(0, key)), math::cell(2, key, column, v)}));
    }
    sum.math = math::sum(std::move(parts));
    return sum;
  }

  Math formula(std::span<const Math> in) const override { return math::call("attention", {in.begin(), in.end()}); }

  Names names() const override { return {{0, Names::Source::Side::rows}, {2, Names::Source::Side::columns}}; }

  std::size_t multiplications(std::span<const View> in) const override {
    return in[0].rows() * in[1].rows() * (in[1].columns() + in[2].columns());
  }

  /// What was noticed while the value was computed.
  const std::vector<Notice>& notices() const { return notices_; }

 private:
  Traced attend(Grid Q, std::shared_ptr<const Grid> K, std::shared_ptr<const Grid> V, std::size_t first) const {
    Dimensions d = d_;
    d.m = Q.rows();
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
    Run run{.sample = sample_,
            .recipe = recipe_,
            .d = d,
            .tape = Tape({.tokens = any, .elements = any, .run_elements = any}),
            .detail = false,
            .first_query = first};
    run.Q = run.tape.input(step_name("Q"), std::make_shared<const Grid>(std::move(Q)));
    run.K = run.tape.input(step_name("K"), std::move(K));
    run.V = run.tape.input(step_name("V"), std::move(V));
    pipeline_.run_head(run, 0);
    return {std::move(run.tape).finish(run.contexts[0]), std::move(run.notices)};
  }

  Sample sample_;
  Recipe recipe_;
  Dimensions d_;
  std::size_t scores_at_a_time_;
  Pipeline pipeline_;
  mutable std::vector<Notice> notices_;
};

}  // namespace

bool can_stream(const Recipe& recipe, const Sample& sample) {
  return recipe.find("online") != nullptr && recipe.find(Part::bias) == nullptr && !sample.mask;
}

Pipeline streamed_pipeline(const Recipe& recipe, const Sample& sample, std::size_t scores_at_a_time) {
  Pipeline pipeline = build_pipeline(recipe, sample);
  pipeline.replace_heads("stream", [scores_at_a_time](Run& run) {
    const auto streamed = std::make_shared<Streamed>(run, scores_at_a_time);
    run.contexts.push_back(run.step("context", streamed, {run.query(), run.key(), run.value()}));
    for (const Notice& notice : streamed->notices()) run.notice(notice);
  });
  return pipeline;
}

}  // namespace heed
