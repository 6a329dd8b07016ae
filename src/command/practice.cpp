#include "command/command.hpp"
#include "command/hints.hpp"
#include "command/practising.hpp"
#include "command/shell.hpp"
#include "command/tracing.hpp"
#include "core/json_writer.hpp"
#include "core/number.hpp"
#include "core/spelling.hpp"
#include "lesson/lesson.hpp"
#include "sample/reader.hpp"
#include "tutor/answers.hpp"
#include "tutor/drawing.hpp"
#include "tutor/marking.hpp"

namespace heed {
namespace {

constexpr long most_questions = 100;

/// The sample that a lesson's first trace shows; nothing when it shows demonstrations only.
std::optional<std::string> sample_of(const Lesson& lesson) {
  for (const Lesson::Part& part : lesson.parts) {
    for (const Block& block : part.blocks) {
      const auto* listing = std::get_if<Listing>(&block);
      if (listing == nullptr || listing->language != "heed") continue;
      const std::vector<std::string> line = split_line(listing->text.substr(0, listing->text.find('\n')));
      if (line.size() > 2 && !sample_text(line[2]).empty()) return line[2];
    }
  }
  return std::nullopt;
}

[[noreturn]] void refuse_subject(const std::string& name, const Lessons& lessons) {
  std::vector<std::string_view> names = sample_names();
  for (const Lesson& lesson : lessons.all()) {
    if (sample_text(lesson.name).empty()) names.emplace_back(lesson.name);
  }
  fail(Exit::usage, "there is no lesson, sample or file called {}{}; there are {}", name, did_you_mean(name, names),
       listed(names));
}

/// The sample that the command line names, by itself or by a lesson; without one, a fresh one.
Sample chosen_sample(const Request& request, std::uint64_t seed) {
  if (request.arguments.empty()) return draw_sample(seed);
  const std::string& name = request.arguments[0];
  std::optional<std::string> reference = name;
  const bool a_file = name.find_first_of("/.") != std::string::npos || name == "-";
  if (sample_text(name).empty() && !a_file && !is_there(name)) {
    const Lessons lessons(*request.words);
    const auto lesson = lessons.among(name);
    if (!lesson) refuse_subject(name, lessons);
    reference = sample_of(lessons.all()[*lesson]);
  }
  if (!reference) return draw_sample(seed);
  Sample sample = load_sample(*reference, request.limits);
  if (!request.has("random")) return sample;
  Sample fresh = draw_sample(seed);
  fresh.recipe = sample.recipe;
  return fresh;
}

/// The exercises; in a conversation also those in words, and first of all what `repetition` says.
Sheet prepared(const Request& request, std::uint64_t seed, const Repetition* repetition = nullptr) {
  Sheet sheet{.sample = chosen_sample(request, seed), .recipe = {}, .seed = seed, .practice = {}};
  sheet.recipe = chosen_recipe(request, sheet.sample);
  constexpr long most_decimals = 17;
  PracticeOptions options{
      .questions = static_cast<std::size_t>(request.whole_number("questions", 8, 1, most_questions)),
      .seed = seed,
      .decimals = static_cast<int>(request.whole_number("precision", 2, 0, most_decimals)),
      .words = repetition != nullptr,
      .again = {},
      .weak = {},
      .language = request.words->language(),
      .limits = request.limits};
  if (repetition != nullptr) {
    options.again = repetition->due(sheet.sample.name, sheet.recipe.text);
    options.weak = repetition->weak(sheet.sample.name, sheet.recipe.text);
  }
  sheet.practice = practice(sheet.sample, sheet.recipe, options);
  return sheet;
}

/// The arithmetic behind an answer, with more decimals than were asked for.
Worked how(const Narrator& narrator, const Practice& practice, const Exercise& exercise) {
  Worked worked = narrator.worked(derive(*practice.trace, exercise.cell));
  worked.decimals = exercise.decimals + more_decimals;
  return worked;
}

/// The command line that marks the answers to a worksheet.
std::string marking(const Request& request, const Sheet& sheet) {
  std::string line = "heed practice";
  for (const std::string& argument : request.arguments) line += " " + shell_quoted(argument);
  line += request.repeated({"as", "questions", "precision", "random"});
  return fmt::format("{} --seed {} --answers answers.json", line, sheet.seed);
}

/// What is given, and the questions with room for the answers.
Document worksheet(const Request& request, const Sheet& sheet, bool key, const Words& words) {
  const Practice& practice = sheet.practice;
  const Narrator narrator = sheet.narrator(words);
  Document page{{Heading{1, sheet.title(words)},
                 Prose{words("practice.sheet", {{"recipe", sheet.recipe.text}, {"seed", std::to_string(sheet.seed)}})},
                 Heading{2, words("practice.given")}}};
  for (std::size_t at = 0; at < practice.trace->steps.size(); ++at) {
    if (!practice.trace->steps[at].operation) page.blocks.emplace_back(narrator.matrix(at, false));
  }
  if (sheet.sample.valid_keys) {
    page.blocks.emplace_back(Prose{words("practice.valid_keys", {{"keys", std::to_string(*sheet.sample.valid_keys)}})});
  }
  page.blocks.emplace_back(Heading{2, words("practice.questions")});
  Points questions{true, {}};
  for (const Exercise& exercise : practice.exercises) {
    questions.items.push_back(words("practice.blank", {{"ask", asked(practice, exercise, words)}}));
  }
  page.blocks.emplace_back(std::move(questions));
  if (!key) {
    const std::string file = fmt::format(R"({{"seed": {}, "answers": {{"1": …, "2": …}}}})", sheet.seed);
    page.blocks.emplace_back(Prose{words("practice.hand_in", {{"file", fmt::format("`{}`", file)}})});
    page.blocks.emplace_back(Next{marking(request, sheet), words("practice.mark")});
    return page;
  }
  page.blocks.emplace_back(Heading{2, words("practice.key")});
  for (std::size_t k = 0; k < practice.exercises.size(); ++k) {
    const Exercise& exercise = practice.exercises[k];
    page.blocks.emplace_back(
        Prose{words("practice.key_line", {{"id", std::to_string(k + 1)},
                                          {"cell", named(*practice.trace, exercise.cell)},
                                          {"value", written(practice.value(exercise), exercise.decimals)}})});
    page.blocks.emplace_back(how(narrator, practice, exercise));
  }
  return page;
}

/// A filled worksheet, marked.
struct Marked {
  Sheet sheet;
  Answers answers;
  std::vector<Mark> marks;  ///< one for each question; what was not answered is not correct

  std::optional<double> answer(std::size_t k) const {
    const auto found = answers.by_question.find(k + 1);
    return found == answers.by_question.end() ? std::nullopt : std::optional(found->second);
  }
  std::size_t correct() const {
    return static_cast<std::size_t>(std::count_if(marks.begin(), marks.end(), [](const Mark& m) { return m.correct; }));
  }
};

Marked marked(Sheet sheet, Answers answers, const std::string& file) {
  const Practice& practice = sheet.practice;
  if (!answers.by_question.empty() && answers.by_question.rbegin()->first > practice.exercises.size()) {
    fail(Exit::data, "{}: answers: there is no question {}, there are {}; give --questions as when they were printed",
         file, answers.by_question.rbegin()->first, practice.exercises.size());
  }
  std::vector<Mark> marks(practice.exercises.size());
  for (const auto& [id, answer] : answers.by_question) {
    marks[id - 1] = mark(practice, practice.exercises[id - 1], answer);
  }
  return {std::move(sheet), std::move(answers), std::move(marks)};
}

std::string verdict(const Mark& mark, bool answered, const Words& words) {
  if (!answered) return words("practice.not_answered");
  if (mark.correct) return words("practice.correct");
  if (mark.named.empty()) return words("practice.incorrect");
  const std::string id(mark.named.front()->id);
  return words("practice.named", {{"id", id}, {"done", words(fmt::format("mistake.{}.done", id))}});
}

Document marked_page(const Marked& marked, const Words& words) {
  const Practice& practice = marked.sheet.practice;
  const Narrator narrator = marked.sheet.narrator(words);
  Document page{{Heading{1, marked.sheet.title(words)}}};
  Table table{{"", words("practice.cell"), words("practice.answer"), words("practice.value"), ""}, {}};
  std::vector<Block> corrections;
  for (std::size_t k = 0; k < marked.marks.size(); ++k) {
    const Exercise& exercise = practice.exercises[k];
    const auto answer = marked.answer(k);
    table.rows.push_back({std::to_string(k + 1), fmt::format("`{}`", named(*practice.trace, exercise.cell)),
                          answer ? written(*answer, NumberFormat{NumberFormat::Notation::shortest, 17}) : "",
                          written(practice.value(exercise), exercise.decimals),
                          verdict(marked.marks[k], answer.has_value(), words)});
    if (!marked.marks[k].correct) corrections.emplace_back(how(narrator, practice, exercise));
  }
  page.blocks.emplace_back(std::move(table));
  page.blocks.emplace_back(Prose{words("practice.summary", {{"correct", std::to_string(marked.correct())},
                                                            {"all", std::to_string(marked.marks.size())}})});
  if (corrections.empty()) return page;
  page.blocks.emplace_back(Heading{2, words("practice.corrections")});
  for (Block& block : corrections) page.blocks.push_back(std::move(block));
  return page;
}

JsonWriter& begin(JsonWriter& json, const Sheet& sheet) {
  json.object().field("format", "heed-practice").field("version", 1).field("sample", sheet.sample.name);
  return json.field("recipe", sheet.recipe.text).field("seed", std::size_t{sheet.seed});
}

void write_number(JsonWriter& json, const Practice& practice, std::size_t k, const Words& words) {
  const Exercise& exercise = practice.exercises[k];
  json.field("id", k + 1).field("cell", numbered(*practice.trace, exercise.cell));
  json.field("ask", asked(practice, exercise, words)).field("decimals", exercise.decimals);
}

void write(JsonWriter& json, const Sheet& sheet, const Words& words) {
  begin(json, sheet).key("given").object();
  for (const Step& step : sheet.practice.trace->steps) {
    if (step.operation) continue;
    json.key(step.address());
    const bool boolean = step.name.id == "mask" && sheet.sample.mask->boolean;
    boolean ? json.truths(*step.values) : json.value(*step.values);
  }
  if (sheet.sample.valid_keys) json.field("valid_keys", *sheet.sample.valid_keys);
  json.end().key("questions").array();
  for (std::size_t k = 0; k < sheet.practice.exercises.size(); ++k) {
    write_number(json.object(), sheet.practice, k, words);
    json.end();
  }
  json.end().end();
}

void write(JsonWriter& json, const Marked& marked, const Words& words) {
  begin(json, marked.sheet).field("correct", marked.correct()).key("questions").array();
  for (std::size_t k = 0; k < marked.marks.size(); ++k) {
    const Practice& practice = marked.sheet.practice;
    const Mark& mark = marked.marks[k];
    write_number(json.object(), practice, k, words);
    if (const auto answer = marked.answer(k)) json.field("answer", *answer);
    json.field("correct", mark.correct).field("value", practice.value(practice.exercises[k]));
    if (!mark.named.empty()) json.field("mistake", mark.named.front()->id);
    if (mark.named.size() > 1) {
      json.key("also").array();
      for (std::size_t other = 1; other < mark.named.size(); ++other) json.value(mark.named[other]->id);
      json.end();
    }
    json.end();
  }
  json.end().end();
}

constexpr long most_seed = 1L << 53;

Answer mark_file(const Request& request) {
  const Words& words = *request.words;
  const std::string file = request.value("answers");
  const std::string name = file == "-" ? "standard input" : file;
  Answers answers = read_answers(read_file(file, request.limits), name, request.limits);
  const auto seed =
      static_cast<std::uint64_t>(request.whole_number("seed", static_cast<long>(answers.seed), 0, most_seed));
  if (seed != answers.seed) {
    fail(Exit::data, "{}: seed is {} and --seed {}; the questions of one are not those of the other", name,
         answers.seed, seed);
  }
  const auto result = std::make_shared<const Marked>(marked(prepared(request, seed), std::move(answers), name));
  return {.status = result->correct() == result->marks.size() ? Exit::done : Exit::no,
          .document = [=, &words] { return marked_page(*result, words); },
          .record = [=, &words](JsonWriter& json) { write(json, *result, words); }};
}

/// Every session on a terminal brings other exercises, unless a seed is asked for.
Answer converse(const Request& request) {
  const std::string file = request.state.empty() ? std::string() : request.state + "/practice";
  Repetition repetition;
  if (!file.empty() && is_there(file)) repetition = Repetition(read_file(file, {}));
  repetition.begin();
  const auto seed =
      static_cast<std::uint64_t>(request.whole_number("seed", static_cast<long>(repetition.sessions()), 0, most_seed));
  auto sheet = std::make_shared<const Sheet>(prepared(request, seed, &repetition));
  return begin_practice({std::move(sheet), request.words, std::move(repetition), file});
}

}  // namespace

Answer practice_command(const Request& request) {
  const Words& words = *request.words;
  if (request.has("answers")) return mark_file(request);
  if (request.interactive && !request.has("print") && !request.has("answers-key")) return converse(request);
  const auto seed = static_cast<std::uint64_t>(request.whole_number("seed", 1, 0, most_seed));
  const auto sheet = std::make_shared<const Sheet>(prepared(request, seed));
  const bool key = request.has("answers-key");
  return {.document = [=, &words] { return worksheet(request, *sheet, key, words); },
          .record = [=, &words](JsonWriter& json) { write(json, *sheet, words); }};
}

}  // namespace heed
