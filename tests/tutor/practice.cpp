#include "tutor/practice.hpp"

#include "command/run.hpp"
#include "property/generator.hpp"
#include "sample/reader.hpp"
#include "tutor/drawing.hpp"
#include "tutor/marking.hpp"
#include "tutor/repetition.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

using namespace heed;
using namespace heed::test;

namespace {

constexpr std::size_t many = 40;

/// Calls `check` on the exercises of every built-in sample, of random ones and of fresh ones.
template <typename Check>
void for_each_practice(std::size_t random, Check check) {
  const auto held = [&](const Sample& sample, const Recipe& recipe, std::uint64_t seed) {
    const std::string name = fmt::format("{} {} seed {}", sample.name, recipe.text, seed);
    CAPTURE(name);
    PracticeOptions options{.questions = many, .seed = seed, .words = true, .again = {}, .weak = {}};
    try {
      check(practice(sample, recipe, options), sample);
    } catch (const Error& error) {
      CAPTURE(error.what());
      CHECK(std::string(error.what()).find("nothing to ask") != std::string::npos);
    }
  };
  for (const std::string_view name : sample_names()) {
    const Sample sample = load_sample(std::string(name));
    for (std::uint64_t s = 1; s <= 3; ++s) held(sample, parse_recipe(sample.recipe), s);
  }
  for (std::uint64_t s = 0; s < 20; ++s) {
    const Sample sample = draw_sample(s);
    held(sample, parse_recipe(sample.recipe), s);
  }
  for (std::size_t k = 0; k < random; ++k) {
    const Case drawn = random_case(seed() + k);
    held(drawn.sample, drawn.recipe, drawn.seed);
  }
}

double rounded_to(double x, int decimals) {
  const double unit = std::pow(10.0, decimals);
  return std::nearbyint(x * unit) / unit;
}

}  // namespace

TEST_CASE("the right answer is right, to the last digit and rounded") {
  for_each_practice(300, [](const Practice& practice, const Sample&) {
    for (const Exercise& exercise : practice.exercises) {
      const Step& step = practice.step(exercise);
      switch (exercise.kind) {
        case Exercise::Kind::number:
          CHECK(mark(practice, exercise, practice.value(exercise)).correct);
          CHECK(mark(practice, exercise, rounded_to(practice.value(exercise), exercise.decimals)).correct);
          CHECK(
              mark(practice, exercise, fmt::format(" {:.{}f} ", practice.value(exercise), exercise.decimals))->correct);
          CHECK_FALSE(mark(practice, exercise, practice.value(exercise) + std::pow(10.0, -exercise.decimals)).correct);
          break;
        case Exercise::Kind::shape:
          CHECK(mark(practice, exercise, shape(*step.values))->correct);
          CHECK(mark(practice, exercise, fmt::format("{} {}", step.values->rows(), step.values->columns()))->correct);
          break;
        case Exercise::Kind::hidden: {
          std::string list;
          for (const std::size_t j : hidden(practice, exercise)) list += label(step.columns, j) + ", ";
          CHECK(mark(practice, exercise, list)->correct);
          break;
        }
        case Exercise::Kind::largest:
          CHECK(mark(practice, exercise, label(step.columns, largest(practice, exercise)))->correct);
          break;
      }
    }
  });
}

TEST_CASE("an answer that a mistake gives is named after it") {
  std::size_t named = 0;
  for_each_practice(100, [&](const Practice& practice, const Sample& sample) {
    const Recipe recipe = parse_recipe(practice.trace->recipe);
    const Problem problem{sample, recipe, check(sample, recipe)};
    for (const Mistake& mistake : mistakes()) {
      if (!mistake.possible(problem)) continue;
      const Trace wrong = trace(sample, recipe, mistaken_pipeline(problem, {&mistake}), {}).trace;
      for (const Exercise& exercise : practice.exercises) {
        const auto at = wrong.find(practice.step(exercise).name.id, practice.step(exercise).name.head);
        if (exercise.kind != Exercise::Kind::number || !at) continue;
        if (shape(*wrong.steps[*at].values) != shape(*practice.step(exercise).values)) continue;
        const double got = (*wrong.steps[*at].values)(exercise.cell.row, exercise.cell.column);
        if (!std::isfinite(got)) continue;
        for (const double answer : {got, rounded_to(got, exercise.decimals)}) {
          const Mark marked = mark(practice, exercise, answer);
          if (marked.correct) continue;
          ++named;
          CHECK(std::find(marked.named.begin(), marked.named.end(), &mistake) != marked.named.end());
        }
      }
    }
  });
  CHECK(named > 1000);
}

TEST_CASE("no question is asked twice, they follow the four steps, and the same seed asks the same") {
  for_each_practice(100, [](const Practice& practice, const Sample&) {
    for (std::size_t k = 1; k < practice.exercises.size(); ++k) {
      CHECK(practice.step(practice.exercises[k - 1]).name.stage <= practice.step(practice.exercises[k]).name.stage);
      CHECK(std::count(practice.exercises.begin(), practice.exercises.end(), practice.exercises[k]) == 1);
    }
  });
  const auto printed = [](const char* number) {
    return run({"practice", "translation", "--format", "json", "--seed", number}, {}).out;
  };
  CHECK(printed("5") == printed("5"));
  CHECK(printed("5") != printed("6"));
}

TEST_CASE("cells are asked where mistakes show") {
  const Sample sample = load_sample("four-steps");
  std::size_t telling = 0;
  std::size_t all = 0;
  for (std::uint64_t s = 0; s < 50; ++s) {
    PracticeOptions options{.seed = s, .again = {}, .weak = {}};
    for (const Exercise& exercise : practice(sample, parse_recipe(sample.recipe), options).exercises) {
      ++all;
      if (!exercise.slips.empty()) ++telling;
    }
  }
  CHECK(telling == all);
}

TEST_CASE("what is no answer is not marked") {
  const Sample sample = load_sample("causal");
  const Practice practice =
      heed::practice(sample, parse_recipe(sample.recipe), {.words = true, .again = {}, .weak = {}});
  for (const Exercise& exercise : practice.exercises) {
    for (const std::string line : {"", "nothing", "1e999", "½", "3×", "4×4×4", "-1×2x"}) {
      if (exercise.kind == Exercise::Kind::hidden && line.empty()) continue;
      CAPTURE(line);
      CHECK_FALSE(mark(practice, exercise, line));
    }
  }
}

TEST_CASE("shapes may be written in many ways, and turned ones are seen") {
  const Sample sample = load_sample("translation");
  const Practice practice =
      heed::practice(sample, parse_recipe(sample.recipe),
                     {.questions = 16, .words = true, .again = {{Exercise::Kind::shape, "weights[1,1]"}}, .weak = {}});
  for (const Exercise& exercise : practice.exercises) {
    if (exercise.kind != Exercise::Kind::shape) continue;
    CHECK(practice.step(exercise).name.id == "weights");
    for (const char* line : {"10×6", "10x6", "10 x 6", "10*6", "(10, 6)", "[10,6]", "10，6", "10 6"}) {
      CHECK(mark(practice, exercise, line)->correct);
    }
    CHECK(mark(practice, exercise, "6×10")->turned);
  }
}

TEST_CASE("what was missed is due in the next session, then two later, then four, then it is learned") {
  const Recall recall{Exercise::Kind::number, "weights[1,4]"};
  Repetition memory;
  memory.begin();
  memory.missed("a sample", "scaled", recall);
  CHECK(memory.due("a sample", "scaled").empty());
  for (const int wait : {1, 2, 4}) {
    for (int session = 0; session < wait; ++session) {
      CHECK(memory.due("a sample", "scaled").empty());
      memory.begin();
      memory = Repetition(memory.text());
    }
    CHECK(memory.due("a sample", "scaled") == std::vector{recall});
    CHECK(memory.weak("another", "scaled") == std::vector<std::string>{"weights"});
    memory.known("a sample", "scaled", recall);
  }
  for (int session = 0; session < 10; ++session) memory.begin();
  CHECK(memory.due("a sample", "scaled").empty());
}

TEST_CASE("a memory that is damaged forgets only what is damaged") {
  const Repetition memory("sessions many\nnumber weights[1,1] 0 0 scaled translation\nnumber\nodd line\nshape Q 9 9\n");
  CHECK(memory.sessions() == 0);
  CHECK(memory.due("translation", "scaled").size() == 1);
}

TEST_CASE("in a pipe practice is a worksheet, whose answers mark as right") {
  for (const std::string_view name : sample_names()) {
    const Outcome sheet = run({"practice", std::string(name)}, {});
    CHECK(sheet.status == Exit::done);
    CHECK_FALSE(sheet.reply);
    const Outcome key = run({"practice", std::string(name), "--answers-key"}, {});
    CHECK(key.out.size() > sheet.out.size());
  }
}
