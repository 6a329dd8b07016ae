#include "attention/dimensions.hpp"

#include "attention/steps.hpp"
#include "core/spelling.hpp"

#include <algorithm>
#include <tuple>

namespace heed {
namespace {

class Checker {
 public:
  Checker(const Sample& sample, const Recipe& recipe) : sample_(sample), recipe_(recipe) {}

  Dimensions run() {
    sources();
    Dimensions d;
    d.heads = recipe_.heads();
    d.kv_heads = recipe_.kv_heads();
    const Width q = projected("X_query", "W_Q", "b_Q", "Q");
    const Width k = projected("X_memory", "W_K", "b_K", "K");
    const Width v = projected("X_memory", "W_V", "b_V", "V");
    d.m = q.rows;
    d.n = k.rows;
    if (v.rows != k.rows) {
      complain("V: {} does not fit K: {}; each key needs one value", shape(v.rows, v.columns),
               shape(k.rows, k.columns));
    }
    if (q.columns % d.heads != 0) {
      complain("Q is {}, {} columns that do not divide into {} heads", shape(q.rows, q.columns), q.columns, d.heads);
    }
    for (const auto& [name, width] : {std::pair{"K", k}, std::pair{"V", v}}) {
      if (width.columns % d.kv_heads != 0) {
        complain("{} is {}, {} columns that do not divide into {} heads", name, shape(width.rows, width.columns),
                 width.columns, d.kv_heads);
      }
    }
    d.d_q = q.columns / d.heads;
    d.d_k = k.columns / d.kv_heads;
    d.d_v = v.columns / d.kv_heads;
    cache(d);
    const std::size_t joined = d.heads * d.d_v;
    d.d_o = joined;
    if (const Grid* w = sample_.find("W_O")) {
      fits("W_O", joined, std::nullopt, fmt::format("{} of width {}", d.heads > 1 ? "concat" : "the context", joined));
      d.d_o = w->columns();
    }
    row("b_O", d.d_o, "the output");
    fits("target", d.m, d.d_o, fmt::format("the output: {}", shape(d.m, d.d_o)));
    fits("upstream", d.m, d.d_o, fmt::format("the output: {}", shape(d.m, d.d_o)));
    scoring(d);
    masks(d);
    decision(d);
    names(d, k, v);
    claims();
    return d;
  }

 private:
  struct Width {
    std::size_t rows, columns;
  };

  template <typename... Args>
  [[noreturn]] void complain(fmt::format_string<Args...> format, Args&&... args) const {
    fail(Exit::data, "{}: {}", sample_.name, fmt::format(format, std::forward<Args>(args)...));
  }

  void exclude(std::string_view a, std::string_view b) const {
    if (sample_.has(a) && sample_.has(b)) complain("{} beside {}; give one of the two", a, b);
  }

  void sources() const {
    exclude("X", "X_query");
    exclude("X", "X_memory");
    exclude("target", "upstream");
    for (const std::string_view name : {"Q", "K", "V"}) {
      exclude(name, fmt::format("W_{}", name));
      exclude(name, fmt::format("b_{}", name));
    }
    if (sample_.has("X_query") && !sample_.has("X_memory") && !(sample_.has("K") && sample_.has("V"))) {
      complain("X_query without X_memory; keys and values come from X_memory, or are given as K and V");
    }
    if (sample_.has("X_memory") && !sample_.has("X_query") && !sample_.has("Q")) {
      complain("X_memory without X_query; queries come from X_query, or are given as Q");
    }
    if (sample_.has("past_K") != sample_.has("past_V")) complain("past_K and past_V go together; give both or neither");
  }

  /// The shape of Q, K or V, from its input and projection or as given.
  Width projected(std::string_view input, std::string_view w, std::string_view b, std::string_view given) const {
    if (const Grid* direct = sample_.find(given)) return {direct->rows(), direct->columns()};
    const std::string_view source = sample_.has("X") ? "X" : input;
    const Grid* x = sample_.find(source);
    if (x == nullptr) {
      complain("{} is missing: give {} itself, or X, or X_query and X_memory to project it from", given, given);
    }
    Width result{x->rows(), x->columns()};
    if (const Grid* projection = sample_.find(w)) {
      fits(w, x->columns(), std::nullopt, fmt::format("{}: {}", source, shape(*x)));
      result.columns = projection->columns();
    }
    row(b, result.columns, given);
    return result;
  }

  /// A matrix of that many rows and columns, where it is given.
  void fits(std::string_view field, std::optional<std::size_t> rows, std::optional<std::size_t> columns,
            const std::string& beside) const {
    const Grid* grid = sample_.find(field);
    if (grid == nullptr) return;
    if (rows && grid->rows() != *rows) {
      complain("{}: {} does not fit {}; it needs {} rows", field, shape(*grid), beside, *rows);
    }
    if (columns && grid->columns() != *columns) {
      complain("{}: {} does not fit {}; it needs {} columns", field, shape(*grid), beside, *columns);
    }
  }

  void row(std::string_view field, std::size_t columns, std::string_view beside) const {
    fits(field, 1, columns, fmt::format("{}, {} wide", beside, columns));
  }

  void cache(Dimensions& d) const {
    const Grid* keys = sample_.find("past_K");
    if (keys == nullptr) return;
    d.past = keys->rows();
    fits("past_K", std::nullopt, d.kv_heads * d.d_k, fmt::format("K: {}", shape(d.n, d.kv_heads * d.d_k)));
    fits("past_V", d.past, d.kv_heads * d.d_v,
         fmt::format("past_K: {} and V: {}", shape(*keys), shape(d.n, d.kv_heads * d.d_v)));
  }

  void scoring(const Dimensions& d) const {
    const std::string heads = fmt::format("one head of Q, {} wide, and of K, {} wide", d.d_q, d.d_k);
    fits("W_score", d.d_q, d.d_k, heads);
    const Grid* w_q = sample_.find("additive.W_q");
    const Grid* w_k = sample_.find("additive.W_k");
    const std::size_t hidden = w_q != nullptr ? w_q->columns() : w_k != nullptr ? w_k->columns() : d.d_q;
    const bool additive = recipe_.find("additive") != nullptr;
    for (const auto& [name, side, width] :
         {std::tuple{"additive.W_q", "Q", d.d_q}, std::tuple{"additive.W_k", "K", d.d_k}}) {
      fits(name, width, hidden, fmt::format("{}, and a hidden layer {} wide", heads, hidden));
      if (additive && !sample_.has(name) && width != hidden) {
        complain("{} is missing: one head of {} is {} wide and the hidden layer {}; give a {} matrix", name, side,
                 width, hidden, shape(width, hidden));
      }
    }
    row("additive.v", hidden, "the hidden layer");
    if (recipe_.find("general") != nullptr) {
      if (!sample_.has("W_score")) complain("general needs W_score: a {} matrix", shape(d.d_q, d.d_k));
    } else if (!additive && d.d_q != d.d_k) {
      complain("one head of Q is {} wide and one head of K {}; {} needs them equal (general and additive do not)",
               d.d_q, d.d_k, recipe_.find(Part::score)->token->name);
    }
    if (recipe_.find("rope") != nullptr) {
      for (const auto& [name, width_of_head] : {std::pair{"Q", d.d_q}, std::pair{"K", d.d_k}}) {
        if (width_of_head % 2 != 0) {
          complain("rope turns pairs of columns, and one head of {} is {} wide; make it even", name, width_of_head);
        }
      }
    }
    if (recipe_.find("sinusoidal") != nullptr && !sample_.has("X") &&
        !(sample_.has("X_query") && sample_.has("X_memory"))) {
      complain(
          "sinusoidal adds positions to X, and the sample gives Q, K, V directly; give X, or X_query and X_memory");
    }
  }

  void masks(const Dimensions& d) const {
    for (const auto& [name, field] :
         {std::pair{"mask", &sample_.mask}, std::pair{"relative_bias", &sample_.relative_bias}}) {
      if (!field->has_value()) continue;
      const std::size_t listed = (*field)->heads.size();
      if (listed != 1 && listed != d.heads) {
        complain("{}: a list of {} matrices for {} heads; give one, or one for each head", name, listed, d.heads);
      }
      for (const Grid& grid : (*field)->heads) {
        if (grid.rows() != d.m || grid.columns() != d.keys()) {
          complain("{}: {} does not fit {} queries and {} keys; it needs to be {}", name, shape(grid), d.m, d.keys(),
                   shape(d.m, d.keys()));
        }
      }
    }
    if (recipe_.find("relative") != nullptr && !sample_.relative_bias) {
      complain("relative needs relative_bias: a {} matrix, or one for each head", shape(d.m, d.keys()));
    }
    if (sample_.valid_keys && *sample_.valid_keys > d.keys()) {
      complain("valid_keys: {} of only {} keys", *sample_.valid_keys, d.keys());
    }
  }

  void decision(const Dimensions& d) const {
    if (!sample_.decision) return;
    std::size_t width = d.d_o;
    std::string beside = fmt::format("the output, {} wide", d.d_o);
    if (sample_.decision->with_query) {
      const std::string_view state = sample_.has("Q") ? "Q" : sample_.has("X") ? "X" : "X_query";
      width += sample_.find(state)->columns();
      beside += fmt::format(", with {}, {} wide, behind it", state, sample_.find(state)->columns());
    }
    fits("decide.W", width, std::nullopt, beside);
    const std::size_t words = sample_.find("decide.W")->columns();
    row("decide.b", words, "the logits");
    const std::size_t named = sample_.decision->words.size();
    if (named != 0 && named != words) complain("decide.words: {} words for {} columns of decide.W", named, words);
  }

  void names(const Dimensions& d, Width k, Width v) const {
    if (sample_.queries && sample_.queries->size() != d.m) {
      complain("queries: {} labels for {} rows of Q", sample_.queries->size(), d.m);
    }
    if (sample_.keys && sample_.keys->size() != d.n && sample_.keys->size() != d.keys()) {
      complain("keys: {} labels for {} keys{}", sample_.keys->size(), d.n,
               d.past == 0 ? "" : fmt::format(" ({} with the cache)", d.keys()));
    }
    for (const auto& [matrix, labels] : sample_.features) {
      const Grid* grid = sample_.find(matrix);
      const std::size_t columns = matrix == "K"        ? k.columns
                                  : matrix == "V"      ? v.columns
                                  : matrix == "output" ? d.d_o
                                  : grid != nullptr    ? grid->columns()
                                                       : 0;
      if (labels.size() != columns) complain("features.{}: {} names for {} columns", matrix, labels.size(), columns);
    }
  }

  /// Of steps that some recipe has; whether this one does is for whoever reads the claims.
  void claims() const {
    for (const Claim& claim : sample_.claims) {
      std::string_view id = std::string_view(claim.step).substr(0, claim.step.find('@'));
      if (id.starts_with("d.")) id = id.substr(2, id.find(".via.") - 2);
      const auto given = [&](const MatrixField& field) { return field.name == id; };
      if (find_step_kind(id) != nullptr) continue;
      if (std::any_of(matrix_fields().begin(), matrix_fields().end(), given)) continue;
      std::vector<std::string_view> ids;
      for (const StepKind& kind : step_kinds()) ids.push_back(kind.id);
      complain("claims.{}: there is no such step{}", claim.step, did_you_mean(id, ids));
    }
  }

  const Sample& sample_;
  const Recipe& recipe_;
};

}  // namespace

Dimensions check(const Sample& sample, const Recipe& recipe) {
  return Checker(sample, recipe).run();
}

}  // namespace heed
