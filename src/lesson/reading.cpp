#include "lesson/reading.hpp"

#include "core/error.hpp"

namespace heed {
namespace {

/// What a command shows, as part of a page: its title, its sources and its hints are the page's own affair.
void splice(std::vector<Block>& page, Document document) {
  for (Block& block : document.blocks) {
    if (std::holds_alternative<Next>(block) || std::holds_alternative<Source>(block)) continue;
    if (auto* heading = std::get_if<Heading>(&block)) {
      if (heading->level == 1) continue;
      heading->level = 3;
    }
    page.push_back(std::move(block));
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(' ') != std::string_view::npos) lines.emplace_back(line);
  }
  return lines;
}

void fill(Block& block, Traces& traces) {
  const auto all = [&](std::vector<std::string>& texts) {
    for (std::string& text : texts) text = filled(text, traces);
  };
  if (auto* prose = std::get_if<Prose>(&block)) prose->text = filled(prose->text, traces);
  if (auto* points = std::get_if<Points>(&block)) all(points->items);
  if (auto* table = std::get_if<Table>(&block)) {
    all(table->headers);
    for (auto& row : table->rows) all(row);
  }
}

}  // namespace

Reading::Reading(Lesson lesson, const Words& words, LineRunner run)
    : lesson_(std::move(lesson)), words_(words), traces_(words.language()), run_(std::move(run)) {}

std::vector<Reading::Stop> Reading::stops(std::size_t part) {
  std::vector<Stop> stops(1);
  const std::string where = fmt::format("lesson {}", lesson_.name);
  for (Block block : lesson_.parts.at(part).blocks) {
    const auto* listing = std::get_if<Listing>(&block);
    if (listing != nullptr && (listing->language == "predict" || listing->language == "practise")) {
      for (const Item& item : parse_items(listing->text, where, words_)) {
        stops.back().question = question(item, traces_);
        stops.emplace_back();
      }
    } else if (listing != nullptr && listing->language == "heed") {
      for (const std::string& line : lines_of(listing->text)) {
        stops.back().blocks.emplace_back(Listing{"console", fmt::format("$ {}\n", line)});
        try {
          splice(stops.back().blocks, run_(line));
        } catch (const Error& error) {
          throw Error(error.status(), fmt::format("{}: {}: {}", where, line, error.what()));
        }
      }
    } else {
      try {
        fill(block, traces_);
      } catch (const Error& error) {
        throw Error(error.status(), fmt::format("{}: {}", where, error.what()));
      }
      stops.back().blocks.push_back(std::move(block));
    }
  }
  if (stops.size() > 1 && stops.back().blocks.empty()) stops.pop_back();
  return stops;
}

Document Reading::part(std::size_t part) {
  Document document{{Heading{2, lesson_.parts[part].title}}};
  for (Stop& stop : stops(part)) {
    for (Block& block : stop.blocks) document.blocks.push_back(std::move(block));
    if (stop.question) document.blocks.emplace_back(std::move(*stop.question));
  }
  return document;
}

Document Reading::whole() {
  Document document{{Heading{1, lesson_.title}}};
  for (std::size_t i = 0; i < lesson_.parts.size(); ++i) {
    for (Block& block : part(i).blocks) document.blocks.push_back(std::move(block));
  }
  return document;
}

}  // namespace heed
