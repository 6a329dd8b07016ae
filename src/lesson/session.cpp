#include "lesson/session.hpp"

#include "document/narrator.hpp"

namespace heed {
namespace {

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Room room, Bookmark start)
      : room_(std::move(room)), place_(start), reading_(room_.lessons->all()[start.lesson], *room_.words, room_.run) {}

  /// Shows what comes up to the next question or the end of the part.
  Answer show(std::vector<Block> blocks) {
    if (stops_.empty()) {
      stops_ = reading_.stops(place_.part);
      stop_ = 0;
      if (!begun_) blocks.emplace_back(Heading{1, reading_.lesson().title});
      begun_ = true;
      blocks.emplace_back(Heading{2, reading_.lesson().parts[place_.part].title});
    }
    const Reading::Stop& stop = stops_[stop_];
    blocks.insert(blocks.end(), stop.blocks.begin(), stop.blocks.end());
    if (stop.question) {
      Question asked = *stop.question;
      asked.answer.clear();
      blocks.emplace_back(std::move(asked));
      return said(std::move(blocks), prompt(*stop.question), &Session::judge);
    }
    return finish_part(std::move(blocks));
  }

 private:
  using Step = Answer (Session::*)(const std::string& line);

  std::string prompt(const Question& question) const {
    const Words& words = *room_.words;
    if (!question.choices.empty()) return words("lesson.answer.letter");
    if (question.decimals == 0) return words("lesson.answer.whole");
    return words("lesson.answer.number", {{"decimals", std::to_string(question.decimals)}});
  }

  Answer said(std::vector<Block> blocks, std::string prompt, Step next) {
    Answer answer{.document = [document = Document{std::move(blocks)}] { return document; }};
    answer.prompt = std::move(prompt);
    answer.reply = [self = shared_from_this(), next](const std::string& line) {
      return line == "q" ? Answer{.document = [] { return Document{}; }} : ((*self).*next)(line);
    };
    if (!room_.file.empty()) answer.memory = Memory{room_.file, written(place_, *room_.lessons)};
    return answer;
  }

  Answer judge(const std::string& line) {
    const Question& question = *stops_[stop_].question;
    const Words& words = *room_.words;
    std::vector<Block> blocks;
    const bool silent = line.find_first_not_of(" \t\r") == std::string::npos;
    const std::optional<bool> right = judged(question, line);
    if (!silent && !right) {
      blocks.emplace_back(Prose{words(question.choices.empty() ? "question.no_number" : "question.no_choice")});
      return said(std::move(blocks), prompt(question), &Session::judge);
    }
    const std::string verdict = silent ? "question.answer" : *right ? "question.right" : "question.wrong";
    blocks.emplace_back(Prose{explained(question, verdict, words)});
    ++stop_;
    return stop_ < stops_.size() ? show(std::move(blocks)) : finish_part(std::move(blocks));
  }

  /// The bookmark moves on to the part that comes next.
  Answer finish_part(std::vector<Block> blocks) {
    stops_.clear();
    const bool last = place_.part + 1 == reading_.lesson().parts.size();
    place_ = last ? following(place_, *room_.lessons) : Bookmark{place_.lesson, place_.part + 1};
    if (!last) return said(std::move(blocks), (*room_.words)("lesson.go_on"), &Session::go_on);
    blocks.emplace_back(Next{"heed lesson next", (*room_.words)("lessons.next")});
    Answer answer{.document = [document = Document{std::move(blocks)}] { return document; }};
    if (!room_.file.empty()) answer.memory = Memory{room_.file, written(place_, *room_.lessons)};
    return answer;
  }

  Answer go_on(const std::string&) { return show({}); }

  Room room_;
  Bookmark place_;  ///< what is shown now; once it has been shown, what comes next
  Reading reading_;
  std::vector<Reading::Stop> stops_;  ///< of the part that is shown
  std::size_t stop_ = 0;
  bool begun_ = false;
};

}  // namespace

Answer begin_session(Room room, Bookmark start) {
  return std::make_shared<Session>(std::move(room), start)->show({});
}

}  // namespace heed
