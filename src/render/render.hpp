#pragma once

#include "document/answer.hpp"
#include "render/style.hpp"

namespace heed {

/// A way to write an answer down: one file, one line in the table.
struct Format {
  std::string_view name;       ///< as --format takes it
  std::string_view extension;  ///< as -o FILE may end, to choose it
  std::string (*render)(const Answer& answer, const Style& style);
};

const std::vector<Format>& formats();

/// The format of that name; Error (usage) with the nearest one.
const Format& find_format(std::string_view name);

std::string render_text(const Answer& answer, const Style& style);
std::string render_markdown(const Answer& answer, const Style& style);
std::string render_latex(const Answer& answer, const Style& style);
std::string render_json(const Answer& answer, const Style& style);
std::string render_html(const Answer& answer, const Style& style);
/// Of exactly one weights matrix; Error (usage) when the answer holds none, or several.
std::string render_svg(const Answer& answer, const Style& style);

}  // namespace heed
