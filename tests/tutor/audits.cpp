#include "tutor/audit.hpp"
#include "tutor/coverage.hpp"

#include "property/generator.hpp"
#include "sample/reader.hpp"
#include "sample/table.hpp"
#include "unit/refusal.hpp"

#include <algorithm>
#include <cmath>

using namespace heed;
using namespace heed::test;

namespace {

/// Every built-in sample, and random ones.
std::vector<Case> cases(std::size_t random) {
  std::vector<Case> all;
  for (const std::string_view name : sample_names()) {
    Sample sample = load_sample(std::string(name));
    Recipe recipe = parse_recipe(sample.recipe);
    all.push_back({std::move(sample), std::move(recipe), 0});
  }
  for (std::size_t k = 0; k < random; ++k) all.push_back(random_case(seed() + k));
  return all;
}

Problem problem(const Case& drawn) {
  return {drawn.sample, drawn.recipe, check(drawn.sample, drawn.recipe)};
}

/// The computed steps of somebody who made these mistakes, printed to so many decimals.
Sample claiming(const Case& drawn, const Mistakes& made, int places) {
  Sample sample = drawn.sample;
  sample.claims.clear();
  const TraceOptions options{.decimals = {.usual = places, .of_step = {}}};
  const Trace right = trace(drawn.sample, drawn.recipe).trace;
  const Trace traced = trace(drawn.sample, drawn.recipe, mistaken_pipeline(problem(drawn), made), options).trace;
  const double unit = std::pow(10.0, places);
  for (const Step& step : traced.steps) {
    if (step.name.fine || !step.operation) continue;
    Claim claim{step.address(), *step.values, Grid(step.values->rows(), step.values->columns(), 1.0), places};
    if (!claimed_step(right, claim)) continue;
    for (double& x : claim.values.values()) x = std::isfinite(x) ? std::nearbyint(x * unit) / unit : x;
    sample.claims.push_back(std::move(claim));
  }
  return sample;
}

bool finite(const Sample& sample) {
  return std::none_of(sample.claims.begin(), sample.claims.end(), [](const Claim& claim) {
    const auto values = claim.values.values();
    return std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
  });
}

Mistakes possible(const Case& drawn) {
  Mistakes found;
  for (const Mistake& mistake : mistakes()) {
    if (mistake.possible(problem(drawn))) found.push_back(&mistake);
  }
  return found;
}

bool names(const Audit& audited, const Mistakes& made) {
  return std::any_of(audited.explanations.begin(), audited.explanations.end(),
                     [&](const Explanation& e) { return e.mistakes == made; });
}

std::string told(const Case& drawn, const Mistakes& made, int places) {
  return fmt::format("{} to {} decimals in {}", mistake_ids(made), places, described(drawn));
}

}  // namespace

TEST_CASE("an infinite claim agrees with nothing but the same infinity") {
  for (const char* claimed : {"\"inf\"", "\"-inf\"", "\"nan\""}) {
    const Sample sample = read_sample(
        fmt::format(R"({{"Q": [[1]], "K": [[1], [2]], "V": [[1], [3]], "claims": {{"context": [[{}]]}}}})", claimed),
        "mine.json");
    CHECK(audit(sample, parse_recipe("dot"), {}).verdict == Audit::Verdict::differs);
  }
  const Sample masked = read_sample(
      R"({"X": [[1], [2]], "recipe": "dot+causal", "claims": {"masked": [[1, "-inf"], [2, 4]]}})", "mine.json");
  CHECK(audit(masked, parse_recipe("dot+causal"), {}).verdict == Audit::Verdict::agrees);
}

TEST_CASE("a step that a mistake leaves out may be claimed: as the one before it") {
  const struct {
    const char *claims, *recipe, *made;
  } written[] = {
      {R"("scores": [[1, 2]], "scaled": [[1, 2]], "weights": [[0.2689, 0.7311]])", "scaled", "no-scale"},
      {R"("scaled": [[1, 2]], "context": [[1.7311, 0]])", "scaled", "no-scale,k-as-v"},
      {R"("masked": [[1, 2]], "weights": [[0.2689, 0.7311]])", "dot+causal", "no-mask"},
  };
  for (const auto& row : written) {
    CAPTURE(row.made);
    const auto& [claims, recipe, made] = row;
    const Sample sample = read_sample(
        fmt::format(R"({{"Q": [[1, 1]], "K": [[1, 0], [2, 0]], "V": [[1, 0], [3, 1]], "claims": {{{}}}}})", claims),
        "mine.json");
    const Audit audited = audit(sample, parse_recipe(recipe), {});
    CHECK(audited.verdict == Audit::Verdict::explained);
    REQUIRE_FALSE(audited.explanations.empty());
    CHECK(mistake_ids(audited.explanations.front().mistakes) == made);
  }
}

TEST_CASE("a gradient's way through one of its readers may be claimed") {
  const Sample sample =
      read_sample(R"({"X": [[1], [2]], "upstream": [[1], [0]], "claims": {"d.X.via.V": [[0.5], [0.5]]}})", "mine.json");
  const Audit audited = audit(sample, parse_recipe("dot+temperature=1e300"), {});
  CHECK(audited.verdict == Audit::Verdict::agrees);
}

TEST_CASE("gradients may be claimed whatever the schedule") {
  const Sample sample =
      read_sample(R"({"Q": [[1]], "K": [[1], [2]], "V": [[1], [3]], "claims": {"d.weights": [[1, 3]]}})", "mine.json");
  for (const char* recipe : {"dot", "dot+online=1", "dot+cached"}) {
    CHECK(audit(sample, parse_recipe(recipe), {}).verdict == Audit::Verdict::agrees);
  }
}

TEST_CASE("claims made with one mistake are explained by that mistake, alone and first") {
  std::size_t explained = 0;
  std::size_t turn = 0;
  for (const Case& drawn : cases(500)) {
    for (const Mistake* mistake : possible(drawn)) {
      const int places = static_cast<int>(2 + turn++ % 3);
      const Sample sample = claiming(drawn, {mistake}, places);
      if (!finite(sample)) continue;
      const Audit audited = audit(sample, drawn.recipe, {});
      if (audited.verdict == Audit::Verdict::agrees) continue;  // the sample's numbers cannot see it
      ++explained;
      CHECK_MESSAGE(audited.verdict == Audit::Verdict::explained, told(drawn, {mistake}, places));
      CHECK_MESSAGE(names(audited, {mistake}), told(drawn, {mistake}, places));
      for (const Explanation& e : audited.explanations) CHECK(e.mistakes.size() == 1);
    }
  }
  CHECK(explained > 1000);
}

TEST_CASE("claims made with two mistakes are explained by the pair, where one alone does not") {
  std::size_t explained = 0;
  std::size_t turn = 0;
  for (const Case& drawn : cases(500)) {
    const Mistakes all = possible(drawn);
    for (std::size_t a = 0; a < all.size(); ++a) {
      for (std::size_t b = a + 1; b < all.size(); ++b) {
        // Every pair on the built-in samples, some on each random one.
        constexpr std::size_t one_of = 40;
        const bool rounded = all[b]->id == "rounded-between";
        const bool skipped = drawn.seed != 0 && turn++ % (rounded ? one_of / 8 : one_of) != 0;
        if (skipped || !compatible(*all[a], *all[b])) continue;
        const Mistakes pair{all[a], all[b]};
        const int places = static_cast<int>(2 + turn % 3);
        const Sample sample = claiming(drawn, pair, places);
        if (!finite(sample)) continue;
        const Audit audited = audit(sample, drawn.recipe, {});
        if (audited.verdict == Audit::Verdict::agrees) continue;
        CHECK_MESSAGE(audited.verdict == Audit::Verdict::explained, told(drawn, pair, places));
        if (audited.explanations.empty() || audited.explanations.front().mistakes.size() < 2) continue;
        ++explained;
        CHECK_MESSAGE(names(audited, pair), told(drawn, pair, places));
      }
    }
  }
  CHECK(explained > 100);
}

TEST_CASE("a right sample is never accused") {
  std::size_t turn = 0;
  for (const Case& drawn : cases(1000)) {
    const int places = static_cast<int>(2 + turn++ % 5);
    Sample sample = claiming(drawn, {}, places);
    if (sample.claims.empty()) continue;
    const Audit audited = audit(sample, drawn.recipe, {});
    CHECK_MESSAGE(audited.verdict == Audit::Verdict::agrees, told(drawn, {}, places));
  }
}

TEST_CASE("one changed digit is found, and nothing is made up to explain it") {
  Case drawn{load_sample("four-steps"), {}, 0};
  drawn.recipe = parse_recipe(drawn.sample.recipe);
  const Sample right = claiming(drawn, {}, 3);
  for (std::size_t k = 0; k < right.claims.size(); ++k) {
    Sample sample = right;
    sample.claims[k].values(1, 0) += 0.1;
    const Audit audited = audit(sample, drawn.recipe, {});
    CHECK(audited.verdict == Audit::Verdict::differs);
    REQUIRE(audited.first);
    CHECK(audited.claims[*audited.first]->step == sample.claims[k].step);
    CHECK(audited.checks[*audited.first].first->row == 1);
    CHECK(audited.checks[*audited.first].first->column == 0);
    CHECK(audited.explanations.empty());
  }
}

TEST_CASE("of what explains only a part, no pair is named that one mistake equals") {
  std::size_t partly = 0;
  for (const Case& drawn : cases(0)) {
    for (const Mistake* mistake : possible(drawn)) {
      Sample sample = claiming(drawn, {mistake}, 3);
      if (!finite(sample) || sample.claims.size() < 3) continue;
      sample.claims.back().values(0, 0) += 0.1;
      const Audit audited = audit(sample, drawn.recipe, {});
      std::size_t alone = 0;
      for (const Explanation& e : audited.explanations) {
        if (e.mistakes.size() == 1) alone = std::max(alone, e.explains.size());
      }
      if (audited.verdict != Audit::Verdict::differs || alone == 0) continue;
      ++partly;
      for (const Explanation& e : audited.explanations) {
        if (e.mistakes.size() > 1) CHECK_MESSAGE(e.explains.size() > alone, told(drawn, {mistake}, 3));
      }
    }
  }
  CHECK(partly > 10);
}

TEST_CASE("coverage names the first step in which a mistake shows") {
  std::size_t named = 0;
  for (const Coverage& found : coverage(load_sample("four-steps"), parse_recipe("scaled"), 2, {})) {
    if (found.mistake->id != "no-scale" && found.mistake->id != "softmax-over-queries") continue;
    ++named;
    CHECK(found.step == (found.mistake->id == "no-scale" ? "scaled" : "weights"));
  }
  CHECK(named == 2);
}

TEST_CASE("a scale that no mistake has is found") {
  for (const double scale : {0.003, 0.0471, 0.3, 0.8127, 2.34567, 19.0}) {
    CAPTURE(scale);
    Case drawn{load_sample("four-steps"), parse_recipe(fmt::format("scaled={}", scale)), 0};
    const Audit audited = audit(claiming(drawn, {}, 7), parse_recipe("scaled"), {});
    CHECK(audited.verdict == Audit::Verdict::explained);
    REQUIRE(audited.explanations.size() == 1);
    CHECK(audited.explanations[0].scale == scale);
  }
}

TEST_CASE("a scale that is one over a root is told by its digits, all of them") {
  const double scale = 1.0 / std::sqrt(7.0);
  Case drawn{load_sample("four-steps"), parse_recipe(fmt::format("scaled={}", scale)), 0};
  const Audit audited = audit(claiming(drawn, {}, 6), parse_recipe("scaled"), {});
  REQUIRE(audited.explanations.size() == 1);
  CHECK(audited.explanations[0].scale == scale);
}

TEST_CASE("steps that are only shown in detail may be claimed, without any other") {
  const auto verdict = [](std::string_view claimed) {
    const Sample sample = read_sample(fmt::format(R"({{"Q": [[1, 0]], "K": [[1, 0], [0, 1]], "V": [[1], [3]],
                                     "claims": {{"exponentials": [{}]}}}})",
                                                  claimed),
                                      "mine.json");
    return audit(sample, parse_recipe("dot"), {}).verdict;
  };
  CHECK(verdict("[1, 0.3679]") == Audit::Verdict::agrees);
  CHECK(verdict("[0.3, 0.2]") == Audit::Verdict::differs);
}

TEST_CASE("a step that follows from a wrong one is said to follow") {
  const Sample sample = read_sample(
      R"({"Q": [[1, 0]], "K": [[1, 0], [0, 1]], "V": [[1], [3]], "recipe": "dot",
          "claims": {"weights": [[0.6, 0.5]], "context": [[2.1]]}})",
      "typed");
  const Audit audited = audit(sample, parse_recipe("dot"), {});
  CHECK(audited.verdict == Audit::Verdict::differs);
  CHECK(audited.follow == std::vector<std::string>{"context"});
}

TEST_CASE("a claim about a step that there is not, or of another shape, is refused by name") {
  const auto audited = [](std::string_view claims) {
    const Sample sample = read_sample(
        fmt::format(R"({{"Q": [[1, 0]], "K": [[1, 0], [0, 1]], "V": [[1], [3]], "claims": {}}})", claims), "typed");
    static_cast<void>(audit(sample, parse_recipe("scaled"), {}));
  };
  check_refused(Exit::data, "claims.weigths: there is no such step; did you mean `weights`?",
                [&] { audited(R"({"weigths": [[1, 0]]})"); });
  check_refused(Exit::data, "claims.capped: the recipe scaled has no such step",
                [&] { audited(R"({"capped": [[1, 0]]})"); });
  check_refused(Exit::data, "claims.weights: 1×3 where the step is 1×2",
                [&] { audited(R"({"weights": [[1, 0, 0]]})"); });
}

TEST_CASE("a claim is as precise as its longest fraction is written, zeros and exponents included") {
  const auto places = [](std::string_view claims) {
    return read_sample(fmt::format(R"({{"Q": [[1]], "K": [[1]], "V": [[1]], "claims": {{"weights": {}}}}})", claims),
                       "typed")
        .claims[0]
        .decimals;
  };
  CHECK(places("[[0.50, 1]]") == 2);
  CHECK(places("[[1, 0]]") == 0);
  CHECK(places("[[1.5e-3]]") == 4);
  CHECK(places("[[0.123456789012]]") == 9);
}

TEST_CASE("what a claim leaves out is not held against it") {
  const Sample sample = read_sample(
      R"({"Q": [[1, 0]], "K": [[1, 0], [0, 1]], "V": [[1], [3]], "claims": {"weights": [[0.67, null]]}})", "typed");
  CHECK(audit(sample, parse_recipe("scaled"), {}).verdict == Audit::Verdict::agrees);
}

TEST_CASE("claims are read from comma-separated values and from NumPy, and refused by line and field") {
  const auto read = [](std::string_view bytes) { return read_table(bytes, "w.csv", "weights", {}); };
  const Claim claim = read("the,cat\n0.50, 1\r\n,-inf\n");
  CHECK(claim.values(0, 0) == 0.5);
  CHECK(claim.values(1, 1) == -INFINITY);
  CHECK(claim.stated(1, 0) == 0.0);
  CHECK(claim.decimals == 2);
  check_refused(Exit::data, "w.csv: line 2: 1 fields where the first row has 2", [&] { read("1,2\n3\n"); });
  check_refused(Exit::data, "w.csv: line 2, field 2: \"x\" is not a number", [&] { read("1,2\n3,x\n"); });
  check_refused(Exit::data, "w.csv: no numbers", [&] { read("\n"); });
  CHECK(read(" 0.5 ,\t1 \r\n").values(0, 0) == 0.5);
  const auto npy = [](const std::string& order, const std::string& shape) {
    const std::string header = "{'descr': '<f8', 'fortran_order': " + order + ", 'shape': (" + shape + "), }\n";
    return std::string("\x93NUMPY\x01\x00", 8) + std::string{static_cast<char>(header.size()), '\0'} + header;
  };
  check_refused(Exit::data, "0 bytes of numbers where 1×2 need 16", [&] { read(npy("False", "1, 2")); });
  const double numbers[] = {0, 1, 2, 3, 4, 5};
  const std::string bytes(reinterpret_cast<const char*>(numbers), sizeof numbers);
  CHECK(read(npy("False", "2, 3") + bytes).values(0, 1) == 1.0);
  CHECK(read(npy("True", "2, 3") + bytes).values(0, 1) == 2.0);
  CHECK(read(npy("False", "6,") + bytes).values(0, 5) == 5.0);
}

TEST_CASE("every mistake has its words in every language") {
  for (const std::string_view language : languages()) {
    for (const Mistake& mistake : mistakes()) {
      for (const std::string_view what : {"done", "right", "see"}) {
        CHECK(Words::of(language).has(fmt::format("mistake.{}.{}", mistake.id, what)));
      }
    }
  }
}
