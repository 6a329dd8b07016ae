#include "command/hints.hpp"

#include "command/tracing.hpp"
#include "core/number.hpp"
#include "core/spelling.hpp"
#include "render/math.hpp"
#include "tutor/marking.hpp"

namespace heed {

std::string right_answer(const Practice& practice, const Exercise& exercise, const Words& words) {
  const Step& step = practice.step(exercise);
  switch (exercise.kind) {
    case Exercise::Kind::shape:
      return shape(*step.values);
    case Exercise::Kind::hidden: {
      std::vector<std::string> keys;
      for (const std::size_t j : hidden(practice, exercise)) keys.push_back(label(step.columns, j));
      return listed(keys, words("list_separator"));
    }
    case Exercise::Kind::largest:
      return label(step.columns, largest(practice, exercise));
    case Exercise::Kind::number:
      break;
  }
  return written(practice.value(exercise), exercise.decimals);
}

std::string first_hint(const Practice& practice, const Exercise& exercise, const Narrator& narrator) {
  const Step& step = practice.step(exercise);
  const bool formula = exercise.kind == Exercise::Kind::number || exercise.kind == Exercise::Kind::shape;
  if (!formula) return narrator.note(step);
  return fmt::format("`{}`", equation(step, practice.trace->formula(step), false));
}

std::string second_hint(const Practice& practice, const Exercise& exercise, const Words& words) {
  const Trace& trace = *practice.trace;
  const Step& step = practice.step(exercise);
  const std::vector<std::size_t> sources = trace.inputs(exercise.cell.step, false);
  std::vector<std::string> parts;
  switch (exercise.kind) {
    case Exercise::Kind::shape:
      for (const std::size_t source : sources) {
        parts.push_back(fmt::format("`{}` {}", trace.steps[source].address(), shape(*trace.steps[source].values)));
      }
      return listed(parts, words("list_separator"));
    case Exercise::Kind::hidden:
      return words("practice.hint.hidden", {{"count", std::to_string(hidden(practice, exercise).size())},
                                            {"all", std::to_string(step.values->columns())}});
    case Exercise::Kind::largest: {
      const auto row = trace.steps[sources.front()].values->row(exercise.cell.row);
      for (std::size_t j = 0; j < row.size(); ++j) {
        parts.push_back(fmt::format("{} {}", label(step.columns, j), written(row[j], more_decimals)));
      }
      return listed(parts, words("list_separator"));
    }
    case Exercise::Kind::number:
      break;
  }
  const int places = exercise.decimals + more_decimals;
  return fmt::format("`{}`", plain(derive(trace, exercise.cell).arithmetic, {.decimals = places}));
}

std::string unclear(const Practice& practice, const Exercise& exercise, const Words& words) {
  const bool number = exercise.kind == Exercise::Kind::number;
  return words(fmt::format("practice.unclear.{}", kind_name(exercise.kind)),
               {{"keys", number ? std::string() : keys(practice, exercise, words)}});
}

std::string in_short(const Practice& practice, const Exercise& exercise) {
  const Step& step = practice.step(exercise);
  switch (exercise.kind) {
    case Exercise::Kind::number:
      return fmt::format("`{}`", named(*practice.trace, exercise.cell));
    case Exercise::Kind::shape:
      return fmt::format("`{}`", step.address());
    case Exercise::Kind::hidden:
    case Exercise::Kind::largest:
      break;
  }
  return fmt::format("`{}` ({})", step.address(), label(step.rows, exercise.cell.row));
}

}  // namespace heed
