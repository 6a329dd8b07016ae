#include "lesson/lesson.hpp"

#include "fuzz/pages.hpp"
#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"
#include "lesson/markdown.hpp"
#include "lesson/question.hpp"
#include "lesson/reference.hpp"

namespace heed::fuzz {

void lesson(std::string_view bytes) {
  accepted({Exit::data}, [&] { parse_lesson(bytes, "given.md", Words::of("en")); });
  accepted({Exit::data}, [&] { references(bytes); });
  accepted({Exit::data}, [&] {
    const Document document{parse_markdown(bytes, "given.md", Words::of("en"))};
    for (const char* format : {"text", "markdown", "latex", "html"}) written(document, format, "heed lesson given");
  });
}

}  // namespace heed::fuzz
