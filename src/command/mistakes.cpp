#include "tutor/mistakes.hpp"

#include "command/command.hpp"
#include "core/json_writer.hpp"

namespace heed {
namespace {

std::string sentence(const Mistake& mistake, std::string_view what, const Words& words) {
  return words(fmt::format("mistake.{}.{}", mistake.id, what));
}

Document list_mistakes(const Words& words) {
  Table table{{"", ""}, {}};
  for (const Mistake& mistake : mistakes()) {
    table.rows.push_back({fmt::format("`{}`", mistake.id), sentence(mistake, "done", words)});
  }
  return {
      {Heading{1, words("mistakes.title")}, Prose{words("mistakes.about")}, std::move(table),
       Next{fmt::format("heed mistakes {}", mistakes().front().id), words("mistakes.see")},
       Next{fmt::format("heed trace translation --with-mistake {}", mistakes().front().id), words("mistakes.try")}}};
}

Document page(const Mistake& mistake, const Words& words) {
  Document document{{Heading{1, std::string(mistake.id)}}};
  for (const std::string_view what : {"done", "right", "see"}) {
    document.blocks.push_back(Prose{words("mistakes.line", {{"what", words(fmt::format("mistakes.{}", what))},
                                                            {"sentence", sentence(mistake, what, words)}})});
  }
  return document;
}

void write(JsonWriter& json, const Mistake& mistake, const Words& words) {
  json.object().field("id", mistake.id);
  for (const std::string_view what : {"done", "right", "see"}) json.field(what, sentence(mistake, what, words));
  json.end();
}

}  // namespace

Answer mistakes_command(const Request& request) {
  const Words& words = *request.words;
  const Mistakes asked = request.arguments.empty() ? Mistakes{} : parse_mistakes(request.arguments[0]);
  return {.document = [&words, asked] { return asked.empty() ? list_mistakes(words) : page(*asked.front(), words); },
          .record =
              [&words, asked](JsonWriter& json) {
                json.object().field("format", "heed-mistakes").key("mistakes").array();
                if (asked.empty()) {
                  for (const Mistake& mistake : mistakes()) write(json, mistake, words);
                } else {
                  write(json, *asked.front(), words);
                }
                json.end().end();
              }};
}

}  // namespace heed
