#include "note/note.hpp"

#include "command/run.hpp"
#include "property/generator.hpp"
#include "sample/reader.hpp"
#include "tutor/audit.hpp"
#include "note/glossary.hpp"
#include "unit/refusal.hpp"

#include <algorithm>
#include <cmath>

using namespace heed;
using namespace heed::test;

namespace {

/// What `heed trace` prints as Markdown; nothing where the recipe does not suit the sample.
std::string note_of(std::string_view sample, std::string_view language, const std::vector<std::string>& options) {
  std::vector<std::string> line{"trace", std::string(sample), "--format", "markdown", "--lang", std::string(language)};
  line.insert(line.end(), options.begin(), options.end());
  const Outcome outcome = run(line, {});
  CHECK_MESSAGE((outcome.status == Exit::done || !options.empty()), outcome.errors);
  return outcome.out;
}

/// A note held against the built-in sample that it is of.
struct Held {
  Sample sample;
  Audit audit;
};

std::shared_ptr<const Held> held(const Note& note, std::string_view sample, const std::string& recipe) {
  auto made = std::make_shared<Held>(Held{load_sample(std::string(sample)), {}});
  made->sample.claims = claims_of(note);
  made->audit = audit(made->sample, parse_recipe(recipe.empty() ? made->sample.recipe : recipe), {});
  return made;
}

/// A place in a note where a number of a table begins, and the cell that it is.
struct Place {
  std::size_t at, end;
  std::size_t row, column;
};

/// The numbers of the tables of matrices, matrix by matrix.
std::vector<std::vector<Place>> places(std::string_view note) {
  std::vector<std::vector<Place>> all;
  std::size_t at = note.find("|:---|");
  for (; at != std::string_view::npos; at = note.find("|:---|", at)) {
    std::vector<Place> cells;
    at = note.find('\n', at) + 1;
    for (std::size_t row = 0; note[at] == '|'; ++row) {
      std::size_t bar = note.find(" |", at + 1);
      for (std::size_t column = 0; note[bar + 2] != '\n'; ++column) {
        const std::size_t next = note.find(" |", bar + 2);
        cells.push_back({bar + 3, next, row, column});
        bar = next;
      }
      at = note.find('\n', bar) + 1;
    }
    all.push_back(std::move(cells));
  }
  return all;
}

Sample told(std::string_view text) {
  return sample_of(read_note(text, "typed.md"));
}

Audit::Verdict verdict(std::string_view text) {
  const Sample sample = told(text);
  return audit(sample, parse_recipe(sample.recipe), {}).verdict;
}

const std::vector<std::vector<std::string>> ways{{},
                                                 {"--detail", "all"},
                                                 {"--precision", "4"},
                                                 {"--as", "scaled+causal"},
                                                 {"--as", "dot+alibi+softcap=3+sparsemax"},
                                                 {"--as", "additive", "--detail", "all"},
                                                 {"--as", "scaled+online=2", "--detail", "all"}};

std::string recipe_of(const std::vector<std::string>& options) {
  return !options.empty() && options[0] == "--as" ? options[1] : std::string();
}

constexpr std::string_view inputs = R"(
## Q

| 1 | 0 |
|---|---|
| 1 | 0 |

## K

|   | a | b |
|---|---|---|
| x | 1 | 0 |
| y | 0 | 1 |

## V

| |
|---|
| 1 |
| 3 |
)";

}  // namespace

TEST_CASE("every note that trace writes agrees, and one digit changed in any matrix is found in its cell") {
  Generator random(seed());
  std::size_t changed = 0;
  std::size_t unseen = 0;
  for (const std::string_view sample : sample_names()) {
    for (const std::string_view language : languages()) {
      for (const auto& options : ways) {
        const std::string text = note_of(sample, language, options);
        if (text.empty()) continue;
        const Note note = read_note(text, "note.md");
        const std::string where = fmt::format("{} {} {}", sample, language, recipe_of(options));
        const auto right = held(note, sample, recipe_of(options));
        REQUIRE_MESSAGE(right->audit.verdict == Audit::Verdict::agrees, where);
        const auto matrices = places(text);
        REQUIRE(matrices.size() == note.matrices.size());
        // An audit that finds something looks for its reason, too; so many recipes would take too long.
        const bool spoil = options.empty() || options[0] != "--as" || language == "en";
        for (std::size_t k = 0; spoil && k < matrices.size(); ++k) {
          const Place& place = matrices[k][random.below(matrices[k].size())];
          std::vector<std::size_t> digits;
          for (std::size_t at = place.at; at < place.end; ++at) {
            if (text[at] >= '0' && text[at] <= '9') digits.push_back(at);
          }
          if (digits.empty()) continue;  // −∞
          std::string spoilt = text;
          char& digit = spoilt[digits[random.below(digits.size())]];
          digit = static_cast<char>('0' + (digit - '0' + random.between(1, 9)) % 10);
          const Note wrong = read_note(spoilt, "note.md");
          const Claim& claim = wrong.matrices[k].claim;
          const auto found = held(wrong, sample, recipe_of(options));
          CAPTURE(where);
          CAPTURE(claim.step);
          CAPTURE(std::string_view(spoilt).substr(place.at, place.end - place.at));
          ++changed;
          if (!found->audit.first) {
            // What is half-way between two printed numbers may be printed as either.
            ++unseen;
            continue;
          }
          CHECK(found->audit.claims[*found->audit.first]->step == claim.step);
          const Cell cell = *found->audit.checks[*found->audit.first].first;
          const std::size_t shown = matrices[k].back().row + 1;
          const bool below_the_gap = shown < claim.values.rows() && place.row > shown / 2;
          CHECK(cell.row == (below_the_gap ? place.row + claim.values.rows() - shown : place.row));
          CHECK(cell.column == place.column);
        }
      }
    }
  }
  CHECK(changed > 2500);
  CHECK_MESSAGE(unseen * 500 < changed, unseen);
}

TEST_CASE("a note by heed agrees with itself where it holds all its inputs and they are whole") {
  for (const std::string_view sample : {"causal", "four-steps", "two-heads", "self-attention"}) {
    for (const std::string_view language : languages()) {
      const std::string text = note_of(sample, language, {"--precision", "6"});
      CHECK_MESSAGE(verdict(text) == Audit::Verdict::agrees, sample);
    }
  }
}

TEST_CASE("names of steps are read in both languages, as ids, titles, symbols and what else people call them") {
  const auto means = [](std::string_view name) {
    const auto step = step_spoken_of(name);
    return step ? step->address() : std::string();
  };
  for (const auto& pair : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"weights", "weights"},
           {"`weights@2` — Weights, head 2 · 10×6", "weights@2"},
           {"Weights, head 2", "weights@2"},
           {"权重，第 2 个头", "weights@2"},
           {"第2个头的权重", ""},
           {"注意力权重（头 3）", "weights@3"},
           {"Step 3: Attention weights A", "weights"},
           {"A", "weights"},
           {"A_2", "weights@2"},
           {"$A^{(2)}$", "weights@2"},
           {"S_{\\mathrm{scaled}}", "scaled"},
           {"S", "scores"},
           {"W^Q", "W_Q"},
           {"W_{Q}", "W_Q"},
           {"\\mathbf{W}_Q", "W_Q"},
           {"查询矩阵 Q", "Q"},
           {"1. Queries", "Q"},
           {"**Scaled scores**:", "scaled"},
           {"缩放后的分数", "scaled"},
           {"$Q = X W_Q$", "Q"},
           {"上下文向量", "context"},
           {"d.W_Q", "d.W_Q"},
           {"past K", "past_K"},
           {"additive.W_q", "additive.W_q"},
           {"The results of last week", ""},
           {"Head 1", ""},
           {"", ""},
       }) {
    CHECK_MESSAGE(means(pair.first) == pair.second, pair.first);
  }
  for (const std::string_view language : languages()) {
    for (const std::string_view id : step_ids(true)) {
      const auto step = step_meant(Words::of(language)(fmt::format("step.{}.title", id)));
      REQUIRE_MESSAGE(step, id);
      CHECK_MESSAGE((step->id == id || Words::of(language)(fmt::format("step.{}.title", step->id)) ==
                                           Words::of(language)(fmt::format("step.{}.title", id))),
                    id);
    }
  }
}

TEST_CASE("matrices are read from tables, formulas and fenced lists alike") {
  const std::string rest = "\nrecipe: dot\n";
  const std::vector<std::string> ways_to_write{
      std::string(inputs) + "\n## Weights\n\n| 0.73 | 0.27 |\n|---|---|\n| 0.73 | 0.27 |\n" + rest,
      "$$\nQ = \\begin{pmatrix} 1 & 0 \\end{pmatrix}, \\quad K = \\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}\n$$\n"
      "$$V = \\, \\begin{matrix} 1 \\\\ 3 \\end{matrix}$$\n"
      "$$ S = QK^T = \\begin{pmatrix} 1 & 0 \\end{pmatrix} \\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix} = "
      "\\begin{pmatrix} 1 & 0 \\end{pmatrix} $$\n### 权重\n$$\n\\begin{array}{cc} 0.73 & 0.27 \\end{array}\n$$" +
          rest,
      "```python\nimport numpy as np\nQ = [[1, 0]]\nK = np.array([\n  [1, 0],\n  [0, 1],\n])\nV = [[1.],\n [3.]]\n"
      "n = [1, 2]\nkeys = [\"a\", \"b\"]\nA = [[0.73 0.27]]\nprint(A)\n```\n" +
          rest,
  };
  for (const std::string& text : ways_to_write) {
    CAPTURE(text);
    CHECK(verdict(text) == Audit::Verdict::agrees);
    std::string spoilt = text;
    const std::size_t last = spoilt.rfind("0.73");
    spoilt.replace(last, 4, "0.74");
    CHECK(verdict(spoilt) != Audit::Verdict::agrees);
  }
}

TEST_CASE("heads are told by sections, by names and by addresses") {
  const Note note = read_note(
      "## Head 1\n### Weights\n|1|\n|-|\n|1|\n## 第 2 个头\n### 权重\n|1|\n|-|\n|1|\n## Together\n### "
      "Output\n|1|\n|-|\n|1|\n"
      "## Weights, head 3\n|1|\n|-|\n|1|\n## `context@3`\n|1|\n|-|\n|1|\n",
      "typed.md");
  CHECK(note.found() == "weights@1, weights@2, output, weights@3, context@3");
}

TEST_CASE("what is hidden, left out, cut or written with an exponent is read") {
  const Note note = read_note(
      "## masked · 2×3\n| | a | b | c |\n|:--|--|--|--|\n| x | 1 | −∞ | -inf |\n| y | $-\\infty$ | — | **0.50** |\n"
      "## weights · 70×70\n| | 1 | … | 70 |\n|:--|--|--|--|\n| 1 | 0.5 | … | 0 |\n| … | … | … | … |\n| 70 | 0 | … | 1 "
      "|\n"
      "## scaled\n| 1.5e-03 | 2.25e+06 |\n|-|-|\n| 1.5e-03 | 2.25e+06 |\n",
      "typed.md");
  const Claim& masked = note.matrices[0].claim;
  CHECK(masked.values(0, 1) == -INFINITY);
  CHECK(masked.values(0, 2) == -INFINITY);
  CHECK(masked.values(1, 0) == -INFINITY);
  CHECK(masked.stated(1, 1) == 0.0);
  CHECK(masked.decimals == 2);
  const Claim& weights = note.matrices[1].claim;
  CHECK(weights.values.rows() == 70);
  CHECK(weights.values(69, 69) == 1.0);
  CHECK(weights.stated(1, 1) == 0.0);
  const Claim& scaled = note.matrices[2].claim;
  CHECK(scaled.tolerances(0, 0) == doctest::Approx(0.00005));
  CHECK(scaled.tolerances(0, 1) == doctest::Approx(5000));
}

TEST_CASE("a note in another encoding is refused by its line") {
  check_refused(Exit::data, "n.md: line 2: not UTF-8", [] { read_note("# A\n\xc2g\n", "n.md"); });
}

TEST_CASE("a note that cannot be audited is refused in one line: what was found, what is missing") {
  const auto refused = [](std::string_view words, const std::string& text) {
    check_refused(Exit::data, words, [&] { static_cast<void>(told(text)); });
    const std::string message = refusal([&] { static_cast<void>(told(text)); });
    CHECK(message.find('\n') == std::string::npos);
  };
  const std::string table = "\n| 1 |\n|---|\n| 1 |\n";
  refused("typed.md: no matrix found",
          "# Attention\n\nIs all you need.\n\n| word | meaning |\n|---|---|\n| Q | asks |\n");
  refused("typed.md: no matrix found", "");
  refused("line 6: weights stands here and on line 2", "# weights" + table + "# A" + table);
  refused("line 2: a matrix called Wieghts, which names no step; did you mean `weights`?", "# Wieghts" + table);
  refused("line 2: a matrix without a name", table);
  refused("line 3: a matrix called F, which names no step", "# Q\n```\nF = [[1, 2]]\n```\n");
  refused("found weights; missing Q, K, V, or X to project them from", "# weights" + table);
  refused("found Q, K, V; missing something computed from them", std::string(inputs));
  refused("found X_query, weights; missing X_memory", "# X_query" + table + "# weights" + table);
  refused("row 2 of Q has 1 cells where row 1 has 2", "# Q\n| 1 | 2 |\n|---|---|\n| 1 | 2 |\n| 1 |\n");
  refused("Q[1,2]: \"two\" is not a number", "# Q\n| 1 | 2 |\n|---|---|\n| 1 | two |\n| 2 | 3 |\n");
  refused("Q is said to be 3×1 and has 1 rows of 1 numbers", "# Q · 3×1" + table);
  refused("leaves some of it out (…) and does not say its shape", "# Q\n| 1 | … |\n|---|---|\n| 1 | … |\n");
  refused("the matrix Q is not closed", "$$ Q = \\begin{pmatrix} 1 $$\n");
  refused("does not end in one plain matrix", "$$ Q = \\begin{pmatrix} 1 \\end{pmatrix}^T $$\n");
  refused("has something else on the side of its last matrix", "$$ Q = 2 \\begin{pmatrix} 1 \\end{pmatrix} $$\n");
  refused("W_Q@2 of one head", "# W_Q@2" + table + "# X" + table);
  refused("recipe dot here and scaled before", "recipe: scaled\n\nrecipe: dot\n# Q" + table);
  check_refused(Exit::data, "weights: 1×1 where the step is 1×2",
                [&] { static_cast<void>(verdict(std::string(inputs) + "# weights" + table)); });
  check_refused(Exit::data, "found", [&] { static_cast<void>(told("# scores" + table)); });
}

TEST_CASE("spoilt notes are read or refused, never anything else") {
  Generator random(seed());
  const std::string note = note_of("two-heads", "zh", {}) + std::string(inputs) +
                           "$$\nQ = \\begin{pmatrix} 1 & 0 \\end{pmatrix}\n$$\n```\nK = [[1, 0],\n [2, 3]]\n```\n";
  const std::vector<std::string_view> pieces{
      "|", "\n",    "`",    "$$", "[[", "]", "\\begin{pmatrix}",       "\\end{pmatrix}", "…", "·", "@",
      "#", "1e999", "\xff", "—",  "=",  "×", std::string_view("\0", 1)};
  for (int round = 0; round < 3000; ++round) {
    std::string spoilt = note;
    for (std::size_t k = 1 + random.below(4); k > 0; --k) {
      const std::size_t at = random.below(spoilt.size());
      const std::size_t length = std::min(random.below(80), spoilt.size() - at);
      spoilt.replace(at, random.chance(50) ? length : 0, pieces[random.below(pieces.size())]);
    }
    try {
      static_cast<void>(told(spoilt));
    } catch (const Error& error) {
      CHECK((error.status() == Exit::data || error.status() == Exit::limit));
      CHECK(std::string_view(error.what()).starts_with("typed.md: "));
    }
  }
}
