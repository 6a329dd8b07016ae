#include "attention/gradient.hpp"
#include "fuzz/pages.hpp"
#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"
#include "sample/reader.hpp"
#include "tutor/audit.hpp"

namespace heed::fuzz {

void trace(std::string_view bytes) {
  const TraceOptions options{.detail = true, .limits = little()};
  accepted({Exit::data, Exit::limit}, [&] {
    const Sample sample = read_sample(bytes, "given", options.limits);
    const Recipe recipe = parse_recipe(sample.recipe, Exit::data, "given");
    const Document document = page(heed::trace(sample, recipe, options).trace, sample.title.in("en"));
    for (const char* format : {"text", "markdown", "latex", "html", "svg"}) {
      expect_quiet(written(document, format, "heed trace given"));
    }
    if (!sample.claims.empty()) audit(sample, recipe, options);
    gradient(sample, recipe, options);
  });
}

}  // namespace heed::fuzz
