#include "command/command.hpp"
#include "command/tracing.hpp"
#include "core/cell.hpp"
#include "core/splitting.hpp"
#include "document/narrator.hpp"
#include "document/running_sum.hpp"

#include <algorithm>

namespace heed {
namespace {

using Blocks = std::vector<Block>;

/// A trace with a place in it. Read by a person it goes from step to step as they say; otherwise straight through.
class Walk : public std::enable_shared_from_this<Walk> {
 public:
  Walk(std::shared_ptr<const Tracing> tracing, std::vector<std::size_t> shown, const Words& words)
      : tracing_(std::move(tracing)),
        shown_(std::move(shown)),
        words_(words),
        narrator_(tracing_->trace, words, tracing_->token_names()) {}

  Document whole() {
    constexpr std::size_t most_terms = 16;
    stage_.clear();
    Blocks blocks = introduction(*tracing_, whole_trace(), words_);
    for (place_ = 0; place_ < shown_.size(); ++place_) {
      append(blocks, step());
      const std::string& id = trace().steps[shown_[place_]].name.id;
      const auto sum = id == "weights" || id == "context" ? sum_here() : std::nullopt;
      if (!sum || sum->because.size() > most_terms) continue;
      blocks.emplace_back(Prose{words_("step.one_by_one", {{"cell", sum->cell}})});
      blocks.emplace_back(*sum);
    }
    append(blocks, ending(*tracing_, whole_trace(), words_));
    return {std::move(blocks)};
  }

  Answer begin() {
    Blocks blocks = introduction(*tracing_, whole_trace(), words_);
    for (const std::string& notice : tracing_->notices(words_)) blocks.emplace_back(Prose{notice});
    append(blocks, step());
    return said(std::move(blocks));
  }

 private:
  /// What the reader may type, and what it does; the rest of the line is its argument.
  struct Key {
    std::string_view typed;
    std::string_view usage;
    std::string_view id;  ///< of the words `step.key.ID`
    Answer (Walk::*press)(const std::string& argument);
  };
  static const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        {"", "", "enter", &Walk::go_on},      {"b", "b", "back", &Walk::go_back},
        {"w", "w [CELL]", "sum", &Walk::add}, {"why", "why [CELL]", "why", &Walk::explain},
        {"?", "?", "keys", &Walk::list_keys}, {"q", "q", "leave", &Walk::leave},
    };
    return all;
  }

  Answer pressed(const std::string& line) {
    const std::string typed(trimmed(line));
    const std::string word = typed.substr(0, typed.find(' '));
    try {
      for (const Key& key : keys()) {
        if (key.typed == word) return (this->*key.press)(typed.substr(std::min(word.size() + 1, typed.size())));
      }
      return typed.find('[') == std::string::npos ? jump(typed) : explain(typed);
    } catch (const Error& error) {
      return said({Prose{error.what()}});
    }
  }

  Answer go_on(const std::string&) {
    if (sum_) return add_next({});
    if (place_ + 1 == shown_.size()) return finish();
    ++place_;
    return said(step());
  }

  Answer go_back(const std::string&) {
    if (!sum_ && place_ > 0) --place_;
    return said(step());
  }

  Answer jump(const std::string& where) {
    const bool number = where.find_first_not_of("0123456789") == std::string::npos;
    for (std::size_t place = 0; place < shown_.size(); ++place) {
      const Step& at = trace().steps[shown_[place]];
      if (number ? where != std::to_string(place + 1) : where != at.address() && where != at.name.id) continue;
      place_ = place;
      return said(step());
    }
    if (!number) find_step(trace(), where.substr(0, where.find('@')), 1);
    return said({Prose{words_("step.not_here", {{"step", where}, {"all", std::to_string(shown_.size())}})}});
  }

  Answer explain(const std::string& cell) {
    const auto here = narrator_.example(shown_[place_]);
    Document page = why(tracing_, cell.empty() && here ? named(trace(), *here) : cell, false, words_).document();
    std::erase_if(page.blocks, [](const Block& block) { return std::holds_alternative<Next>(block); });
    return said(std::move(page.blocks));
  }

  Answer add(const std::string& cell) {
    sum_ = cell.empty() ? sum_here() : sum_of_cell(resolve(parse_cell(cell), trace()));
    term_ = 0;
    if (!sum_) return said({Prose{words_("step.no_sum")}});
    return add_next({Prose{words_("step.one_by_one", {{"cell", sum_->cell}})}});
  }

  Answer add_next(Blocks blocks) {
    blocks.emplace_back(sum_->because[term_++]);
    if (term_ == sum_->because.size()) {
      sum_->because.clear();
      blocks.emplace_back(*sum_);
      sum_.reset();
    }
    return said(std::move(blocks));
  }

  Answer list_keys(const std::string&) {
    Table table{{"", ""}, {}};
    for (const Key& key : keys()) {
      table.rows.push_back({key.usage.empty() ? words_("step.enter") : fmt::format("`{}`", key.usage),
                            words_(fmt::format("step.key.{}", key.id))});
    }
    table.rows.push_back({"`STEP`", words_("step.key.jump")});
    return said({std::move(table)});
  }

  Answer leave(const std::string&) {
    return {.document = [] { return Document{}; }};
  }

  Answer finish() {
    return {.document = [blocks = ending(*tracing_, whole_trace(), words_)] { return Document{blocks}; }};
  }

  Answer said(Blocks blocks) {
    Answer answer{.document = [document = Document{std::move(blocks)}] { return document; }};
    answer.prompt = prompt();
    answer.reply = [self = shared_from_this()](const std::string& line) { return self->pressed(line); };
    return answer;
  }

  std::string prompt() const {
    if (sum_) return words_("step.prompt.sum");
    const std::string next = place_ + 1 == shown_.size() ? "step.prompt.end" : "step.prompt.next";
    return words_("step.prompt", {{"n", std::to_string(place_ + 1)},
                                  {"all", std::to_string(shown_.size())},
                                  {"next", words_(next)},
                                  {"sum", sum_here() ? words_("step.prompt.add") : std::string()}});
  }

  /// The step at the place: its stage where that is another than before, its number, its matrix.
  Blocks step() {
    sum_.reset();
    Blocks blocks;
    const std::size_t index = shown_[place_];
    const std::string stage = stage_title(trace().steps[index], trace(), words_);
    if (stage != stage_) blocks.emplace_back(Heading{2, stage});
    stage_ = stage;
    blocks.emplace_back(
        Prose{words_("step.place", {{"n", std::to_string(place_ + 1)}, {"all", std::to_string(shown_.size())}})});
    blocks.emplace_back(step_block(*tracing_, narrator_, index));
    return blocks;
  }

  std::optional<Worked> sum_here() const {
    const auto cell = narrator_.example(shown_[place_]);
    return cell ? sum_of_cell(*cell) : std::nullopt;
  }

  std::optional<Worked> sum_of_cell(const Cell& cell) const {
    return running_sum(trace(), derive(trace(), cell), words_);
  }

  static void append(Blocks& blocks, Blocks more) {
    blocks.insert(blocks.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  const Trace& trace() const { return *tracing_->trace; }
  bool whole_trace() const { return shown_.size() == tracing_->shown(false).size(); }

  std::shared_ptr<const Tracing> tracing_;
  std::vector<std::size_t> shown_;
  const Words& words_;
  Narrator narrator_;
  std::size_t place_ = 0;      ///< in `shown_`
  std::string stage_;          ///< of the step that was shown last
  std::optional<Worked> sum_;  ///< that is being added up, and
  std::size_t term_ = 0;       ///< its next term
};

}  // namespace

Answer step_command(const Request& request) {
  const auto tracing = std::make_shared<const Tracing>(trace_request(request, sample_of(request)));
  const std::vector<std::size_t> shown = tracing->shown(request);
  const Words& words = *request.words;
  const auto walk = std::make_shared<Walk>(tracing, shown, words);
  if (request.interactive) return walk->begin();
  return {.document = [walk] { return walk->whole(); },
          .record = [=, &words](JsonWriter& json) { write_trace(json, *tracing, shown, words); },
          .notices = tracing->notices(words)};
}

}  // namespace heed
