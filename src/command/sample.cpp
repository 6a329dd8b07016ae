#include "command/command.hpp"
#include "core/spelling.hpp"
#include "core/json_writer.hpp"
#include "sample/reader.hpp"

namespace heed {
namespace {

struct Entry {
  std::string name, title;
};

std::vector<Entry> entries(const Words& words) {
  std::vector<Entry> all;
  for (const std::string_view name : sample_names()) {
    all.push_back({std::string(name), load_sample(std::string(name)).title.in(words.language())});
  }
  return all;
}

Answer list_samples(const Request& request) {
  const Words& words = *request.words;
  return {.document =
              [&words] {
                Table table{{"", ""}, {}};
                for (const Entry& entry : entries(words))
                  table.rows.push_back({fmt::format("`{}`", entry.name), entry.title});
                return Document{{Heading{1, words("samples.title")}, std::move(table),
                                 Next{"heed trace translation", words("samples.trace")},
                                 Next{"heed sample translation > mine.json", words("samples.edit")}}};
              },
          .record =
              [&words](JsonWriter& json) {
                json.object().field("format", "heed-samples").key("samples").array();
                for (const Entry& entry : entries(words)) {
                  json.object().field("name", entry.name).field("title", entry.title).end();
                }
                json.end().end();
              }};
}

}  // namespace

Answer sample_command(const Request& request) {
  if (request.arguments.empty()) return list_samples(request);
  const std::string name = request.arguments[0];
  const std::string_view text = sample_text(name);
  if (text.empty()) {
    const auto names = sample_names();
    fail(Exit::usage, "there is no sample called {}{}; there are {}", name, did_you_mean(name, names), listed(names));
  }
  return {.document =
              [text] {
                return Document{{Listing{"json", std::string(text)}}};
              },
          .record =
              [name, text](JsonWriter& json) {
                json.object().field("format", "heed-sample").field("name", name).field("text", text).end();
              },
          .file = [text] { return std::string(text); }};
}

}  // namespace heed
