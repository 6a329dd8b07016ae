#include "tutor/answers.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"
#include "sample/json.hpp"
#include "sample/number.hpp"

namespace heed {
namespace {

std::uint64_t read_seed(const Json& field, const std::string& name) {
  constexpr std::uint64_t most = std::uint64_t{1} << 53;
  const double seed = field.number();
  if (!field.is(Json::Kind::number) || !field.whole() || seed < 0.0 || seed > static_cast<double>(most)) {
    fail(Exit::data, "{}: seed: it takes a whole number from 0 to {}", name, most);
  }
  return static_cast<std::uint64_t>(seed);
}

void read_answer(Answers& answers, const std::string& question, const Json& field, const std::string& name) {
  const auto id = parse_integer(question);
  if (!id || *id < 1 || std::to_string(*id) != question) {
    fail(Exit::data, "{}: answers: {} is not the id of a question; they are counted from 1", name, question);
  }
  if (field.is(Json::Kind::null)) return;
  if (!field.is(Json::Kind::number)) {
    fail(Exit::data, "{}: answers {}: a number must stand there, without quotes, or null", name, question);
  }
  answers.by_question[static_cast<std::size_t>(*id)] = field.number();
}

}  // namespace

Answers read_answers(std::string_view text, const std::string& name, const Limits& limits) {
  const Json json = parse_json(text, name, limits);
  if (!json.is(Json::Kind::object))
    fail(Exit::data, "{}: it takes an object: {{\"seed\": S, \"answers\": {{\"1\": 0.5}}}}", name);
  for (const auto& [field, content] : json.members()) {
    if (field == "seed" || field == "answers") continue;
    fail(Exit::data, "{}: unknown field {}{}; there are seed and answers", name, field,
         did_you_mean(field, {"seed", "answers"}));
  }
  const auto member = [&](std::string_view field) -> const Json& {
    const Json* found = json.find(field);
    if (found == nullptr) fail(Exit::data, "{}: {} is missing", name, field);
    return *found;
  };
  Answers answers{.seed = read_seed(member("seed"), name), .by_question = {}};
  const Json& given = member("answers");
  if (!given.is(Json::Kind::object)) fail(Exit::data, "{}: answers: it takes an object: {{\"1\": 0.5}}", name);
  for (const auto& [question, content] : given.members()) read_answer(answers, question, content, name);
  return answers;
}

}  // namespace heed
