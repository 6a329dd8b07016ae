#include "note/note.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed {
namespace {

/// Sorts the matrices of a note into those that are given and those that are claimed.
class Sorter {
 public:
  explicit Sorter(const Note& note) : note_(note) {
    sample_.name = note.name;
    if (!note.recipe.empty()) sample_.recipe = note.recipe;
  }

  Sample sort() {
    for (const Noted& noted : note_.matrices) {
      if (is_given(noted)) {
        give(noted);
      } else {
        sample_.claims.push_back(claim(noted));
      }
    }
    require_inputs();
    label();
    return std::move(sample_);
  }

 private:
  bool has(std::string_view address) const { return note_.find(address) != nullptr; }

  static std::string id_of(const Noted& noted) { return noted.claim.step.substr(0, noted.claim.step.find('@')); }

  bool is_given(const Noted& noted) const {
    const std::string id = id_of(noted);
    if (id == "mask" || id == "relative_bias") return true;
    if (id == "Q" || id == "K" || id == "V") return is_source(noted);
    return std::any_of(matrix_fields().begin(), matrix_fields().end(),
                       [&](const MatrixField& field) { return field.name == id; });
  }

  /// Whether nothing in the note makes this Q, K or V.
  bool is_source(const Noted& noted) const {
    const std::string& id = noted.claim.step;
    const Noted* x = note_.find("X");
    if (x == nullptr) x = note_.find(id == "Q" ? "X_query" : "X_memory");
    if (x == nullptr) return true;
    if (has(fmt::format("W_{}", id)) || has(fmt::format("b_{}", id))) return false;
    // A note by heed shows Q as well where it is X itself.
    return note_.made_by.empty();
  }

  void give(const Noted& noted) {
    const std::string& address = noted.claim.step;
    const auto stated = noted.claim.stated.values();
    if (std::find(stated.begin(), stated.end(), 0.0) != stated.end()) {
      fail(Exit::data, "{}: {} is an input and is not told whole; nothing can be computed from it", note_.name,
           address);
    }
    const std::string id = id_of(noted);
    if (id == "mask" || id == "relative_bias") {
      const bool of_head = address.find('@') != std::string::npos;
      auto& matrices = id == "mask" ? sample_.mask : sample_.relative_bias;
      if (!matrices) matrices.emplace();
      const std::string next = fmt::format("{}@{}", id, matrices->heads.size() + 1);
      if (of_head ? address != next : !matrices->heads.empty()) {
        fail(Exit::data, "{}: {} where {} is due; give one {}, or one for each head in their order", note_.name,
             address, next, id);
      }
      matrices->heads.push_back(noted.claim.values);
      const auto values = noted.claim.values.values();
      const bool flags = std::all_of(values.begin(), values.end(), [](double x) { return x == 0.0 || x == 1.0; });
      // A mask of numbers is added, and shows in the step `biased`.
      matrices->boolean = id == "mask" && flags && !has("biased") && !has("biased@1");
    } else if (address != id) {
      fail(Exit::data, "{}: {} of one head; an input holds all heads side by side", note_.name, address);
    } else {
      sample_.matrices[id] = noted.claim.values;
      if (id == "decide.W") sample_.decision = Decision{.with_query = has("evidence"), .words = {}};
    }
  }

  /// What people call the output is the context where there is no W_O.
  Claim claim(const Noted& noted) const {
    Claim claim = noted.claim;
    const bool last = claim.step == "output" && !has("W_O") && !has("b_O") && !has("context");
    if (last) claim.step = has("weights@1") ? "concat" : "context";
    return claim;
  }

  void require_inputs() const {
    const auto& given = sample_.matrices;
    std::vector<std::string_view> missing;
    const bool crossed = given.contains("X_query") || given.contains("X_memory");
    for (const std::string_view id : {"Q", "K", "V"}) {
      const std::string_view source = id == "Q" ? "X_query" : "X_memory";
      if (!given.contains(id) && !given.contains("X") && !given.contains(source))
        missing.push_back(crossed ? source : id);
    }
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    if (!missing.empty()) {
      fail(Exit::data, "{}: found {}; missing {}{} (a sample may give them: heed audit SAMPLE --claim NOTE.md)",
           note_.name, note_.found(), listed(missing), crossed ? "" : ", or X to project them from");
    }
    if (sample_.claims.empty()) {
      fail(Exit::data, "{}: found {}; missing something computed from them, such as scores, weights or context",
           note_.name, note_.found());
    }
  }

  /// Tokens are called as the rows of their tables are.
  void label() {
    const auto names = [&](std::initializer_list<std::string_view> tables) -> std::optional<std::vector<std::string>> {
      for (const std::string_view id : tables) {
        const Noted* table = note_.find(id);
        if (table == nullptr || table->rows.size() != table->claim.values.rows()) continue;
        const bool named = std::none_of(table->rows.begin(), table->rows.end(), [](const std::string& row) {
          return row.empty() || row.find_first_not_of("0123456789.") == std::string::npos;
        });
        if (named) return table->rows;
      }
      return std::nullopt;
    };
    sample_.queries = names({"X", "X_query", "Q"});
    if (!sample_.has("X")) sample_.keys = names({"X_memory", "K"});
  }

  const Note& note_;
  Sample sample_;
};

}  // namespace

const Noted* Note::find(std::string_view address) const {
  const auto found =
      std::find_if(matrices.begin(), matrices.end(), [&](const Noted& noted) { return noted.claim.step == address; });
  return found == matrices.end() ? nullptr : &*found;
}

std::string Note::found() const {
  constexpr std::size_t most = 20;
  std::vector<std::string_view> addresses;
  for (const Noted& noted : matrices) addresses.push_back(noted.claim.step);
  const bool more = addresses.size() > most;
  addresses.resize(std::min(addresses.size(), most));
  return listed(addresses) + (more ? ", …" : "");
}

Sample sample_of(const Note& note) {
  return Sorter(note).sort();
}

std::vector<Claim> claims_of(const Note& note) {
  std::vector<Claim> claims;
  for (const Noted& noted : note.matrices) claims.push_back(noted.claim);
  return claims;
}

}  // namespace heed
