#include "fuzz/pages.hpp"

#include "document/narrator.hpp"
#include "render/render.hpp"
#include "render/width.hpp"

namespace heed::fuzz {

Document page(const Trace& trace, const std::string& title) {
  const auto shared = std::make_shared<const Trace>(trace);
  const Narrator narrator(shared, Words::of("en"), {});
  Document document{{Heading{1, title}}};
  for (std::size_t step = 0; step < trace.steps.size(); ++step) {
    document.blocks.push_back(narrator.matrix(step, true));
  }
  return document;
}

std::string written(const Document& document, std::string_view format, const std::string& command) {
  Answer answer;
  answer.document = [&] { return document; };
  const Style style{.words = &Words::of("en"), .command = command};
  try {
    return find_format(format).render(answer, style);
  } catch (const Error& error) {
    if (format == "svg" && error.status() == Exit::usage) return {};
    throw;
  }
}

void expect_quiet(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    expect(visible(line) == line, "nothing in a page acts unseen");
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
}

}  // namespace heed::fuzz
