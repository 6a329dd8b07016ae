#include "render/render.hpp"

#include "core/spelling.hpp"
#include "core/json_writer.hpp"

namespace heed {

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"text", "txt", render_text},  {"markdown", "md", render_markdown}, {"latex", "tex", render_latex},
      {"json", "json", render_json}, {"html", "html", render_html},       {"svg", "svg", render_svg},
  };
  return all;
}

const Format& find_format(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Format& format : formats()) {
    if (format.name == name) return format;
    names.push_back(format.name);
  }
  fail(Exit::usage, "there is no format {}{}; there are {}", name, did_you_mean(name, names), listed(names));
}

std::string render_json(const Answer& answer, const Style&) {
  JsonWriter json;
  answer.record(json);
  return json.finish();
}

}  // namespace heed
