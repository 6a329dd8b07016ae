#include "command/command.hpp"
#include "command/run.hpp"
#include "core/json_writer.hpp"
#include "lesson/bookmark.hpp"
#include "lesson/session.hpp"

namespace heed {
namespace {

Answer list_lessons(std::shared_ptr<const Lessons> lessons, const Words& words) {
  return {.document =
              [lessons, &words] {
                Table table{{"", "", ""}, {}};
                for (const Lesson& lesson : lessons->all()) {
                  table.rows.push_back({lesson.number, fmt::format("`{}`", lesson.name), lesson.line});
                }
                return Document{{Heading{1, words("lessons.title")}, std::move(table),
                                 Next{"heed lesson next", words("lessons.next")},
                                 Next{"heed lesson 1", words("lessons.read")}}};
              },
          .record =
              [lessons](JsonWriter& json) {
                json.object().field("format", "heed-lessons").key("lessons").array();
                for (const Lesson& lesson : lessons->all()) {
                  json.object().field("name", lesson.name).field("number", lesson.number);
                  json.field("title", lesson.title).field("line", lesson.line).field("minutes", lesson.minutes).end();
                }
                json.end().end();
              }};
}

void write_question(JsonWriter& json, const Question& question) {
  json.object().field("ask", question.ask);
  if (!question.choices.empty()) {
    json.key("choices").array();
    for (const std::string& choice : question.choices) json.value(choice);
    json.end();
  } else {
    json.field("decimals", question.decimals).field("value", question.value);
  }
  json.field("answer", question.answer).field("says", question.says).end();
}

void write_lesson(JsonWriter& json, Reading& reading) {
  const Lesson& lesson = reading.lesson();
  json.object().field("format", "heed-lesson").field("version", 1).field("name", lesson.name);
  json.field("number", lesson.number).field("title", lesson.title).field("minutes", lesson.minutes);
  json.key("parts").array();
  for (std::size_t i = 0; i < lesson.parts.size(); ++i) {
    json.object().field("id", lesson.parts[i].id).field("title", lesson.parts[i].title);
    const std::vector<Reading::Stop> stops = reading.stops(i);
    json.key("text").array();
    for (const Reading::Stop& stop : stops) {
      for (const Block& block : stop.blocks) {
        if (const auto* prose = std::get_if<Prose>(&block)) json.value(prose->text);
        if (const auto* listing = std::get_if<Listing>(&block)) json.value(listing->text);
        if (const auto* points = std::get_if<Points>(&block)) {
          for (const std::string& item : points->items) json.value(item);
        }
      }
    }
    json.end().key("questions").array();
    for (const Reading::Stop& stop : stops) {
      if (stop.question) write_question(json, *stop.question);
    }
    json.end().end();
  }
  json.end().end();
}

}  // namespace

Answer lesson_command(const Request& request) {
  const Words& words = *request.words;
  const auto lessons = std::make_shared<const Lessons>(words, request.value("lessons"));
  if (request.arguments.empty()) return list_lessons(lessons, words);
  const std::string& name = request.arguments[0];
  const std::string file = request.state.empty() ? std::string() : request.state + "/lesson";
  const auto remembered = [&](std::string text) {
    return file.empty() ? std::nullopt : std::optional(Memory{file, std::move(text)});
  };
  if (name == "reset") {
    return {.document = [&words] { return Document{{Prose{words("lessons.reset")}}}; },
            .record = [](JsonWriter& json) { json.object().field("format", "heed-lesson-reset").end(); },
            .memory = remembered({})};
  }
  const Bookmark start = name == "next" ? read_bookmark(file, *lessons) : Bookmark{lessons->find(name), 0};
  const LineRunner run = [request](const std::string& line) { return run_line(line, request); };
  if (request.interactive) return begin_session({lessons, &words, run, file}, start);
  const auto reading = std::make_shared<Reading>(lessons->all()[start.lesson], words, run);
  Answer answer{.document = [reading] { return reading->whole(); },
                .record = [reading](JsonWriter& json) { write_lesson(json, *reading); }};
  if (name == "next") answer.memory = remembered(written(following(start, *lessons), *lessons));
  return answer;
}

}  // namespace heed
