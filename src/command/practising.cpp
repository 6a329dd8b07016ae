#include "command/practising.hpp"

#include "command/hints.hpp"
#include "core/splitting.hpp"
#include "tutor/marking.hpp"

#include <deque>

namespace heed {
namespace {

constexpr std::size_t most_reasons = 2;
constexpr std::size_t rest = 3;  ///< exercises before a missed one comes back

/// The matrices that a step is computed from: no fine ones, but for what is given.
void gather_sources(const Trace& trace, std::size_t step, std::vector<std::size_t>& found) {
  for (const Operand& operand : trace.steps[step].operands) {
    const Step& source = trace.steps[operand.step];
    if (source.name.fine && source.operation) {
      gather_sources(trace, operand.step, found);
    } else if (std::find(found.begin(), found.end(), operand.step) == found.end()) {
      found.push_back(operand.step);
    }
  }
}

class Conversation : public std::enable_shared_from_this<Conversation> {
 public:
  explicit Conversation(Desk desk)
      : desk_(std::move(desk)), narrator_(desk_.sheet->narrator(*desk_.words)), words_(*desk_.words) {
    for (const Exercise& exercise : practice().exercises) queue_.push_back({&exercise});
  }

  Answer greet() {
    std::vector<Block> blocks{Heading{1, desk_.sheet->title(words_)},
                              Prose{words_("practice.greeting", {{"count", std::to_string(queue_.size())},
                                                                 {"recipe", desk_.sheet->recipe.text}})}};
    if (const auto& keys = desk_.sheet->sample.valid_keys) {
      blocks.emplace_back(Prose{words_("practice.valid_keys", {{"keys", std::to_string(*keys)}})});
    }
    return ask(std::move(blocks));
  }

 private:
  struct Turn {
    const Exercise* exercise;
    bool again = false;  ///< it was missed earlier in this session
  };

  const Practice& practice() const { return desk_.sheet->practice; }
  const Exercise& current() const { return *queue_.front().exercise; }

  Answer ask(std::vector<Block> blocks) {
    if (queue_.empty()) return finish(std::move(blocks));
    tries_ = hints_ = 0;
    std::vector<std::size_t> sources;
    gather_sources(*practice().trace, current().cell.step, sources);
    for (const std::size_t source : sources) {
      if (!shown_.insert(source).second) continue;
      Matrix matrix = narrator_.matrix(source, false);
      matrix.decimals = practice().exercises.back().decimals + more_decimals;
      blocks.emplace_back(std::move(matrix));
    }
    Question question{.ask = asked(practice(), current(), words_), .choices = {}, .answer = {}, .says = {}};
    if (queue_.front().again) question.ask = words_("practice.once_more", {{"ask", question.ask}});
    blocks.emplace_back(std::move(question));
    return said(std::move(blocks));
  }

  Answer said(std::vector<Block> blocks) {
    Answer answer{.document = [document = Document{std::move(blocks)}] { return document; }};
    answer.prompt = words_("practice.prompt");
    answer.reply = [self = shared_from_this()](const std::string& line) { return self->hear(line); };
    return remembered(std::move(answer));
  }

  Answer remembered(Answer answer) const {
    if (!desk_.file.empty()) answer.memory = Memory{desk_.file, desk_.repetition.text()};
    return answer;
  }

  Answer hear(const std::string& typed) {
    const std::string line(trimmed(typed));
    if (line == "q" || line == "Q") return finish({});
    if (line.empty()) return tell(it_is());
    if (line == "?" || line == "？") return hint();
    const auto marked = mark(practice(), current(), line);
    if (!marked) return said({Prose{unclear(practice(), current(), words_)}});
    if (marked->correct) return praise();
    verdict_ = Exit::no;
    if (!marked->named.empty() && std::find(met_.begin(), met_.end(), marked->named.front()) == met_.end()) {
      met_.push_back(marked->named.front());
    }
    const std::string verdict = explained(*marked);
    if (++tries_ > 1)
      return tell(words_("practice.but_it_is",
                         {{"verdict", verdict}, {"answer", right_answer(practice(), current(), words_)}}));
    return said({Prose{words_("practice.try_again", {{"verdict", verdict}})}});
  }

  std::string explained(const Mark& mark) const {
    if (mark.turned) return words_("practice.turned");
    if (mark.named.empty()) return words_("practice.not_quite");
    std::string reasons;
    for (const Mistake* mistake : std::span(mark.named).first(std::min(mark.named.size(), most_reasons))) {
      reasons += reasons.empty() ? "" : words_("practice.or");
      reasons += words_("practice.reason", {{"id", std::string(mistake->id)},
                                            {"done", words_(fmt::format("mistake.{}.done", mistake->id))}});
    }
    return words_("practice.that_is", {{"reasons", reasons}});
  }

  std::string it_is() const {
    return words_("practice.it_is", {{"answer", right_answer(practice(), current(), words_)}});
  }

  Answer praise() {
    const bool alone = tries_ == 0 && hints_ == 0;
    std::vector<Block> blocks{
        Prose{words_("practice.right", {{"answer", right_answer(practice(), current(), words_)}})}};
    if (!queue_.front().again && alone) {
      ++alone_;
      desk_.repetition.known(desk_.sheet->sample.name, desk_.sheet->recipe.text, practice().recall(current()));
    }
    if (!alone) come_back();
    return go_on(std::move(blocks));
  }

  /// Shows the answer and its arithmetic.
  Answer tell(std::string saying) {
    std::vector<Block> blocks{Prose{std::move(saying)}};
    if (current().kind == Exercise::Kind::number) {
      Worked worked = narrator_.worked(derive(*practice().trace, current().cell));
      worked.decimals = current().decimals + more_decimals;
      blocks.emplace_back(std::move(worked));
    }
    come_back();
    return go_on(std::move(blocks));
  }

  /// The exercise is asked once more after a rest, and in the next session.
  void come_back() {
    const Turn& turn = queue_.front();
    const Recall recall = practice().recall(current());
    desk_.repetition.missed(desk_.sheet->sample.name, desk_.sheet->recipe.text, recall);
    if (turn.again) return;
    missed_.push_back(turn.exercise);
    const auto place = std::min(queue_.size(), rest + 1);
    queue_.insert(queue_.begin() + static_cast<long>(place), {turn.exercise, true});
  }

  Answer go_on(std::vector<Block> blocks) {
    if (!queue_.front().again) ++asked_;
    queue_.pop_front();
    return ask(std::move(blocks));
  }

  /// The formula, then the numbers in it, then the value.
  Answer hint() {
    constexpr int value = 3;
    if (++hints_ == value) return tell(it_is());
    return said({Prose{words_("practice.hint", {{"stage", std::to_string(hints_)},
                                                {"hint", hints_ == 1 ? first_hint(practice(), current(), narrator_)
                                                                     : second_hint(practice(), current(), words_)}})}});
  }

  Answer finish(std::vector<Block> blocks) {
    if (asked_ == 0) {
      blocks.emplace_back(Prose{words_("practice.goodbye")});
    } else {
      blocks.emplace_back(Heading{2, words_("practice.end")});
      blocks.emplace_back(
          Prose{words_("practice.alone", {{"correct", std::to_string(alone_)}, {"all", std::to_string(asked_)}})});
      Points met{false, {}};
      for (const Mistake* mistake : met_) {
        const std::string id = fmt::format("mistake.{}", mistake->id);
        met.items.push_back(
            words_("practice.met", {{"id", std::string(mistake->id)}, {"right", words_(id + ".right")}}));
      }
      if (!met.items.empty()) blocks.emplace_back(std::move(met));
      if (!missed_.empty()) add_missed(blocks);
    }
    return remembered({.status = verdict_, .document = [document = Document{std::move(blocks)}] { return document; }});
  }

  void add_missed(std::vector<Block>& blocks) const {
    std::string cells;
    for (const Exercise* exercise : missed_) {
      cells += (cells.empty() ? "" : words_("list_separator")) + in_short(practice(), *exercise);
    }
    blocks.emplace_back(
        Prose{words_(desk_.file.empty() ? "practice.look_again" : "practice.next_time", {{"cells", cells}})});
  }

  Desk desk_;
  Narrator narrator_;
  const Words& words_;
  std::deque<Turn> queue_;
  std::set<std::size_t> shown_;  ///< steps whose matrices stand above
  Exit verdict_ = Exit::done;    ///< an incorrect answer makes it no
  int tries_ = 0;
  int hints_ = 0;
  std::size_t asked_ = 0;
  std::size_t alone_ = 0;  ///< right at the first try, without a hint
  std::vector<const Exercise*> missed_;
  Mistakes met_;
};

}  // namespace

Narrator Sheet::narrator(const Words& words) const {
  return {practice.trace, words, recipe.names()};
}

std::string Sheet::title(const Words& words) const {
  return words("practice.title", {{"sample", sample.called(words.language())}});
}

Answer begin_practice(Desk desk) {
  return std::make_shared<Conversation>(std::move(desk))->greet();
}

}  // namespace heed
