#include "tutor/practice.hpp"

#include "core/derivation.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace heed {
namespace {

constexpr std::string_view kind_names[] = {"shape", "hidden", "largest", "number"};
constexpr double largest_by_hand = 1e6;
constexpr std::size_t cells_of_a_step = 32;  ///< that are drawn to choose from
constexpr std::size_t mistakes_enough = 3;   ///< that a cell can tell apart; more make it no better

bool by_hand(double x) {
  return std::isfinite(x) && std::abs(x) < largest_by_hand;
}

/// Whether a number is one of its step's inputs, carried over as it stood.
bool carried_over(const Trace& trace, const Cell& cell) {
  const Derivation derivation = derive(trace, cell);
  return derivation.terms.size() == 1 && derivation.terms[0].values.size() == 1 &&
         derivation.terms[0].values[0] == derivation.value;
}

/// A cell that may be asked for.
struct Candidate {
  Exercise exercise;
  bool again = false;
  bool taken = false;
  std::size_t shows = 0;  ///< mistakes that it can tell from what is right
};

class Chooser {
 public:
  Chooser(const Sample& sample, const Recipe& recipe, const PracticeOptions& options)
      : sample_(sample), recipe_(recipe), options_(options), random_(options.seed) {
    trace_ = std::make_shared<const Trace>(traced({}));
  }

  Practice run() {
    draw();
    if (candidates_.empty()) {
      fail(Exit::data, "{}: nothing to ask: no number is computed here that a hand could compute", sample_.name);
    }
    spoil();
    std::vector<Exercise> chosen = options_.words ? told_in_words() : std::vector<Exercise>{};
    const std::size_t in_words = std::min(chosen.size(), options_.questions / 2);
    chosen.resize(in_words);
    choose(chosen, options_.questions);
    std::stable_sort(chosen.begin(), chosen.end(), [&](const Exercise& a, const Exercise& b) {
      const auto rank = [&](const Exercise& e) {
        return std::tuple(trace_->steps[e.cell.step].name.stage, e.cell.step, e.kind, e.cell.row, e.cell.column);
      };
      return rank(a) < rank(b);
    });
    return {trace_, std::move(chosen)};
  }

 private:
  Trace traced(const Mistakes& made) const {
    const Problem problem{sample_, recipe_, check(sample_, recipe_)};
    const TraceOptions options{.language = options_.language,
                               .limits = options_.limits,
                               .decimals = {.usual = options_.decimals, .of_step = {}}};
    return trace(sample_, recipe_, mistaken_pipeline(problem, made), options).trace;
  }

  void consider(const Cell& cell, bool again) {
    const double value = (*trace_->steps[cell.step].values)(cell.row, cell.column);
    if (!by_hand(value) || carried_over(*trace_, cell)) return;
    candidates_.push_back({.exercise = {.cell = cell, .decimals = options_.decimals, .slips = {}}, .again = again});
  }

  void draw() {
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> drawn;
    for (const Recall& recall : options_.again) {
      const auto cell = there(recall);
      if (recall.kind != Exercise::Kind::number || !cell || !drawn.emplace(cell->step, cell->row, cell->column).second)
        continue;
      consider(*cell, true);
    }
    for (std::size_t at = 0; at < trace_->steps.size(); ++at) {
      const Step& step = trace_->steps[at];
      if (step.name.fine || !step.operation) continue;
      const std::size_t size = step.values->size();
      std::set<std::size_t> places;
      while (places.size() < std::min(size, cells_of_a_step)) {
        const auto place = static_cast<std::size_t>(random_.whole(0, static_cast<long>(size) - 1));
        if (!places.insert(place).second) continue;
        const Cell cell{at, place / step.values->columns(), place % step.values->columns()};
        if (drawn.emplace(cell.step, cell.row, cell.column).second) consider(cell, false);
      }
    }
  }

  /// A cell that was asked some other time, when the sample still has it.
  std::optional<Cell> there(const Recall& recall) const {
    try {
      const Cell cell = resolve(parse_cell(recall.cell), *trace_);
      return trace_->steps[cell.step].operation ? std::optional(cell) : std::nullopt;
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  /// Makes every mistake in turn and notes what it puts into the cells.
  void spoil() {
    const Problem problem{sample_, recipe_, check(sample_, recipe_)};
    const bool all = affordable(*trace_, mistakes().size());
    for (const Mistake& mistake : mistakes()) {
      if (!all || !mistake.possible(problem)) continue;
      const Trace wrong = traced({&mistake});
      from_[&mistake] = first_apart(wrong);
      for (Candidate& candidate : candidates_) note(candidate, wrong, mistake);
    }
    const double digit = std::pow(10.0, -options_.decimals);
    for (Candidate& candidate : candidates_) {
      std::vector<Slip>& slips = candidate.exercise.slips;
      std::stable_sort(slips.begin(), slips.end(),
                       [&](const Slip& a, const Slip& b) { return from_[a.mistake] > from_[b.mistake]; });
      std::set<double> apart;
      const double right = value(candidate.exercise.cell);
      for (const Slip& slip : slips) {
        if (std::abs(slip.value - right) > digit) apart.insert(slip.value);
      }
      candidate.shows = std::min(apart.size(), mistakes_enough);
    }
  }

  /// The first step that a mistake changes.
  std::size_t first_apart(const Trace& wrong) const {
    for (std::size_t at = 0; at < trace_->steps.size(); ++at) {
      const Step& step = trace_->steps[at];
      const auto other = wrong.find(step.name.id, step.name.head);
      if (!step.name.fine && (!other || *wrong.steps[*other].values != *step.values)) return at;
    }
    return trace_->steps.size();
  }

  void note(Candidate& candidate, const Trace& wrong, const Mistake& mistake) const {
    const Cell& cell = candidate.exercise.cell;
    const Step& step = trace_->steps[cell.step];
    const auto other = wrong.find(step.name.id, step.name.head);
    if (!other || cell.row >= wrong.steps[*other].values->rows() ||
        cell.column >= wrong.steps[*other].values->columns())
      return;
    const double got = (*wrong.steps[*other].values)(cell.row, cell.column);
    if (std::isfinite(got) && got != value(cell)) candidate.exercise.slips.push_back({&mistake, got});
  }

  double value(const Cell& cell) const { return (*trace_->steps[cell.step].values)(cell.row, cell.column); }

  /// Takes the best candidate of every stage in turn: what is to come again, what was asked least, what shows most.
  void choose(std::vector<Exercise>& chosen, std::size_t count) {
    std::map<std::string, std::size_t> asked_of;
    bool more = true;
    while (more && chosen.size() < count) {
      more = false;
      for (const Stage stage : {Stage::project, Stage::score, Stage::weigh, Stage::mix, Stage::decide}) {
        Candidate* best = nullptr;
        const auto rank = [&](const Candidate& c) {
          const std::string& id = trace_->steps[c.exercise.cell.step].name.id;
          const bool weak =
              asked_of[id] == 0 && std::find(options_.weak.begin(), options_.weak.end(), id) != options_.weak.end();
          return std::tuple(c.again, weak, -static_cast<long>(asked_of[id]), c.shows);
        };
        for (Candidate& candidate : candidates_) {
          if (candidate.taken || trace_->steps[candidate.exercise.cell.step].name.stage != stage) continue;
          if (best == nullptr || rank(candidate) > rank(*best)) best = &candidate;
        }
        if (best == nullptr || chosen.size() == count) continue;
        best->taken = more = true;
        ++asked_of[trace_->steps[best->exercise.cell.step].name.id];
        chosen.push_back(best->exercise);
      }
    }
  }

  /// One exercise of each kind that is answered in words, where the sample has it.
  std::vector<Exercise> told_in_words() {
    std::vector<Exercise> all;
    const auto add = [&](Exercise::Kind kind, const std::vector<Cell>& from) {
      if (from.empty()) return;
      const auto pick = static_cast<std::size_t>(random_.whole(0, static_cast<long>(from.size()) - 1));
      Cell cell = from[pick];
      for (const Recall& recall : options_.again) {
        const auto known = there(recall);
        if (recall.kind == kind && known && std::find(from.begin(), from.end(), *known) != from.end()) cell = *known;
      }
      all.push_back({.kind = kind, .cell = cell, .decimals = 0, .slips = {}});
    };
    std::vector<Cell> shaped, hiding, leading;
    for (std::size_t at = 0; at < trace_->steps.size(); ++at) {
      const Step& step = trace_->steps[at];
      if (step.name.fine || !step.operation) continue;
      if (step.name.stage != Stage::decide) shaped.push_back({at, 0, 0});
      if (step.values->columns() < 2 || step.values->columns() > most_choices) continue;
      for (std::size_t i = 0; i < step.values->rows(); ++i) {
        const auto row = step.values->row(i);
        if (step.name.id == "masked" && std::find(row.begin(), row.end(), -INFINITY) != row.end()) {
          hiding.push_back({at, i, 0});
        }
        if (step.name.id == "weights" && has_leader(row)) leading.push_back({at, i, 0});
      }
    }
    add(Exercise::Kind::shape, shaped);
    add(Exercise::Kind::hidden, hiding);
    add(Exercise::Kind::largest, leading);
    return all;
  }

  static constexpr std::size_t most_choices = 9;

  /// Whether one number is plainly larger than the others.
  static bool has_leader(std::span<const double> row) {
    std::vector<double> sorted(row.begin(), row.end());
    if (std::any_of(sorted.begin(), sorted.end(), [](double x) { return !std::isfinite(x); })) return false;
    std::sort(sorted.rbegin(), sorted.rend());
    constexpr double plainly = 1e-6;
    return sorted[0] > sorted[1] + plainly;
  }

  const Sample& sample_;
  const Recipe& recipe_;
  const PracticeOptions& options_;
  Random random_;
  std::shared_ptr<const Trace> trace_;
  std::vector<Candidate> candidates_;
  std::map<const Mistake*, std::size_t> from_;
};

}  // namespace

std::string_view kind_name(Exercise::Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Exercise::Kind> kind_of(std::string_view name) {
  const auto found = std::find(std::begin(kind_names), std::end(kind_names), name);
  if (found == std::end(kind_names)) return std::nullopt;
  return static_cast<Exercise::Kind>(found - kind_names);
}

double Practice::value(const Exercise& exercise) const {
  return (*step(exercise).values)(exercise.cell.row, exercise.cell.column);
}

std::span<const double> Practice::row(const Exercise& exercise) const {
  return step(exercise).values->row(exercise.cell.row);
}

Recall Practice::recall(const Exercise& exercise) const {
  return {exercise.kind, numbered(*trace, exercise.cell)};
}

Practice practice(const Sample& sample, const Recipe& recipe, const PracticeOptions& options) {
  return Chooser(sample, recipe, options).run();
}

std::string keys(const Practice& practice, const Exercise& exercise, const Words& words) {
  const Step& step = practice.step(exercise);
  std::string all;
  for (std::size_t j = 0; j < step.values->columns(); ++j) {
    all += (j == 0 ? "" : words("list_separator")) + label(step.columns, j);
  }
  return all;
}

std::string asked(const Practice& practice, const Exercise& exercise, const Words& words) {
  const Step& step = practice.step(exercise);
  const bool number = exercise.kind == Exercise::Kind::number;
  const std::string own =
      fmt::format("practice.ask.{}", number ? std::string_view(step.name.id) : kind_name(exercise.kind));
  const bool told = words.has(own) && (!number || (step.rows && (step.columns || step.name.stage == Stage::mix)));
  return words(told ? own : "practice.ask", {{"cell", named(*practice.trace, exercise.cell)},
                                             {"step", step.address()},
                                             {"row", label(step.rows, exercise.cell.row)},
                                             {"column", label(step.columns, exercise.cell.column)},
                                             {"keys", number ? "" : keys(practice, exercise, words)},
                                             {"decimals", std::to_string(exercise.decimals)}});
}

}  // namespace heed
