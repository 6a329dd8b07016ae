#include "tutor/audit.hpp"
#include "tutor/coverage.hpp"

#include "command/command.hpp"
#include "command/shell.hpp"
#include "command/subject.hpp"
#include "core/json_writer.hpp"
#include "core/number.hpp"
#include "document/narrator.hpp"
#include "render/math.hpp"

namespace heed {
namespace {

/// What became of a sample's claims.
struct Audited : Subject {
  Audit audit;
};

std::string exactly(double x) {
  return written(x, NumberFormat{NumberFormat::Notation::shortest, 17});
}

Prose explained(const Explanation& explanation, const Words& words) {
  std::string text;
  if (explanation.scale) {
    text = words("audit.scale", {{"factor", written(*explanation.scale, 4)},
                                 {"divisor", written(1.0 / *explanation.scale, 4)},
                                 {"square", written(1.0 / (*explanation.scale * *explanation.scale), 2)}});
  }
  for (const Mistake* mistake : explanation.mistakes) {
    const std::string id = fmt::format("mistake.{}", mistake->id);
    text += (text.empty() ? "" : " ") + words("audit.mistake", {{"id", std::string(mistake->id)},
                                                                {"done", words(id + ".done")},
                                                                {"right", words(id + ".right")},
                                                                {"see", words(id + ".see")}});
  }
  if (!explanation.leaves.empty()) {
    text += " " + words("audit.partly", {{"explains", in_code(explanation.explains, words)},
                                         {"leaves", in_code(explanation.leaves, words)}});
  }
  return {text};
}

Table claims_table(const Audit& audit, const Words& words) {
  Table table{{words("audit.step"), words("audit.printed"), words("audit.largest"), ""}, {}};
  for (std::size_t k = 0; k < audit.claims.size(); ++k) {
    const Check& check = audit.checks[k];
    table.rows.push_back(
        {fmt::format("`{}`", audit.claims[k]->step), std::to_string(audit.claims[k]->decimals),
         written(check.max_abs, NumberFormat{NumberFormat::Notation::fixed, audit.claims[k]->decimals + 2}),
         words(check.agrees() ? "audit.step_agrees" : "audit.step_differs")});
  }
  return table;
}

Document page(const Audited& audited, const Words& words) {
  const Audit& audit = audited.audit;
  Document document;
  document.blocks.push_back(
      Heading{1, audited.sample.called(words.language()),
              words("recipe_line", {{"sample", audited.sample.name}, {"recipe", audited.recipe.text}})});
  document.blocks.push_back(Prose{words(fmt::format("audit.{}", verdict_name(audit.verdict)))});
  document.blocks.push_back(claims_table(audit, words));
  if (!audit.first) return document;
  const Claim& claim = *audit.claims[*audit.first];
  const Cell& cell = *audit.checks[*audit.first].first;
  const Narrator narrator(audit.trace, words, audited.recipe.names());
  const Derivation derivation = derive(*audit.trace, cell);
  document.blocks.push_back(Heading{2, words("audit.first")});
  document.blocks.push_back(Prose{words("audit.cell", {{"cell", named(*audit.trace, cell)},
                                                       {"claimed", exactly(claim.values(cell.row, cell.column))},
                                                       {"computed", written(derivation.value, claim.decimals + 2)}})});
  document.blocks.push_back(narrator.worked(derivation));
  if (!audit.follow.empty()) {
    document.blocks.push_back(Prose{words("audit.follow", {{"steps", in_code(audit.follow, words)}})});
  }
  if (!audit.explanations.empty()) {
    const bool several = audit.verdict == Audit::Verdict::explained && audit.explanations.size() > 1;
    document.blocks.push_back(Heading{2, words(several ? "audit.explanations" : "audit.explanation")});
    if (several) document.blocks.push_back(Prose{words("audit.indistinguishable")});
    for (const Explanation& explanation : audit.explanations) document.blocks.push_back(explained(explanation, words));
  }
  if (audited.reference.empty()) return document;
  const std::string where = shell_quoted(audited.reference);
  const std::string as = audited.as.empty() ? "" : fmt::format(" --as {}", shell_quoted(audited.as));
  document.blocks.push_back(
      Next{fmt::format("heed why {} {}{}", where, shell_quoted(named(*audit.trace, cell)), as), words("go_deeper")});
  if (!audit.explanations.empty() && !audit.explanations.front().mistakes.empty()) {
    document.blocks.push_back(Next{
        fmt::format("heed trace {}{} --with-mistake {}", where, as, mistake_ids(audit.explanations.front().mistakes)),
        words("mistakes.try")});
  }
  return document;
}

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).array();
  for (const std::string& name : names) json.value(name);
  json.end();
}

void write(JsonWriter& json, const Audit& audit) {
  json.object().field("format", "heed-audit").field("version", 1);
  json.field("sample", audit.trace->sample).field("recipe", audit.trace->recipe);
  json.field("verdict", verdict_name(audit.verdict));
  json.key("steps").array();
  for (std::size_t k = 0; k < audit.claims.size(); ++k) {
    const Check& check = audit.checks[k];
    json.object().field("step", audit.claims[k]->step).field("agrees", check.agrees());
    json.field("max_abs", check.max_abs).field("tolerance", check.tolerance).end();
  }
  json.end();
  if (audit.first) {
    const Cell& cell = *audit.checks[*audit.first].first;
    const Derivation derivation = derive(*audit.trace, cell);
    constexpr int exact = 17;
    json.key("first").object().field("cell", numbered(*audit.trace, cell));
    json.field("claimed", audit.claims[*audit.first]->values(cell.row, cell.column))
        .field("computed", derivation.value);
    json.field("arithmetic", derivation.given
                                 ? std::string()
                                 : plain(derivation.arithmetic, {.decimals = exact, .most_parts = 100000}));
    json.end();
    write_names(json, "follow", audit.follow);
  }
  json.key("explanations").array();
  for (const Explanation& explanation : audit.explanations) {
    json.object().key("mistakes").array();
    for (const Mistake* mistake : explanation.mistakes) json.value(mistake->id);
    json.end();
    if (explanation.scale) json.field("scale", *explanation.scale);
    write_names(json, "explains", explanation.explains);
    write_names(json, "leaves", explanation.leaves);
    json.end();
  }
  json.end().end();
}

Answer coverage_of(const Sample& sample, const Recipe& recipe, const Request& request) {
  constexpr int usual = 2;
  constexpr int most = 17;
  const int places = static_cast<int>(request.whole_number("precision", usual, 0, most));
  const auto all = std::make_shared<const std::vector<Coverage>>(coverage(sample, recipe, places, request.limits));
  const Words& words = *request.words;
  const auto page = [=, name = sample.name, &words] {
    using Sight = Coverage::Sight;
    Table table{{words("coverage.mistake"), words("coverage.result"), words("coverage.wants")}, {}};
    std::size_t seen = 0;
    for (const Coverage& one : *all) {
      seen += one.sight == Sight::seen;
      const std::string wants = words(fmt::format("mistake.{}.wants", one.mistake->id));
      table.rows.push_back({fmt::format("`{}`", one.mistake->id),
                            words(fmt::format("coverage.{}", sight_name(one.sight)),
                                  {{"change", written(one.change, places)}, {"step", one.step}}),
                            one.sight == Sight::seen ? "" : wants});
    }
    return Document{{Heading{1, words("coverage.title", {{"sample", name}})},
                     Prose{words("coverage.about", {{"decimals", std::to_string(places)},
                                                    {"seen", std::to_string(seen)},
                                                    {"all", std::to_string(all->size())}})},
                     std::move(table)}};
  };
  const auto record = [=, name = sample.name, text = recipe.text](JsonWriter& json) {
    json.object().field("format", "heed-coverage").field("version", 1).field("sample", name).field("recipe", text);
    json.key("mistakes").array();
    for (const Coverage& one : *all) {
      json.object().field("mistake", one.mistake->id).field("sight", sight_name(one.sight));
      json.field("first", one.step).field("max_abs", one.change).end();
    }
    json.end().end();
  };
  return {.document = page, .record = record};
}

}  // namespace

Answer audit_command(const Request& request) {
  Audited made{audit_subject(request), {}};
  if (request.has("coverage")) return coverage_of(made.sample, made.recipe, request);
  if (made.sample.claims.empty()) {
    fail(Exit::data, "{}: claims is missing: the matrices to be audited, by the ids of their steps", made.sample.name);
  }
  const auto audited = std::make_shared<Audited>(std::move(made));
  audited->audit =
      audit(audited->sample, audited->recipe, {.language = request.words->language(), .limits = request.limits});
  const Words& words = *request.words;
  Answer answer{.status = audited->audit.verdict == Audit::Verdict::agrees ? Exit::done : Exit::no,
                .document = [=, &words] { return page(*audited, words); },
                .record = [=](JsonWriter& json) { write(json, audited->audit); }};
  for (const Notice& notice : audited->notices) answer.notices.push_back(words("notice." + notice.id, notice.values));
  if (!audited->audit.searched_pairs) answer.notices.push_back(words("notice.pairs_left_out"));
  return answer;
}

}  // namespace heed
