#include "property/generator.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <limits>
#include <optional>

namespace heed::test {
namespace {

/// One case in the making.
class Maker {
 public:
  Maker(std::uint64_t seed, const Wanted& wanted) : random_(seed), wanted_(wanted) {}

  Case make(std::uint64_t seed) {
    sizes();
    const std::string text = wanted_.recipe.empty() ? drawn_recipe() : with_heads(wanted_.recipe);
    Case drawn{{}, parse_recipe(text), seed};
    drawn.sample.name = "random";
    drawn.sample.recipe = text;
    widths(drawn.recipe);
    sources(drawn.sample, drawn.recipe);
    scoring(drawn.sample, drawn.recipe);
    masks(drawn.sample);
    output(drawn.sample);
    return drawn;
  }

 private:
  bool allowed(std::string_view name) const {
    return wanted_.without.find(fmt::format(" {} ", name)) == std::string::npos;
  }

  void sizes() {
    heads_ = wanted_.heads != 0 ? wanted_.heads : random_.chance(50) ? 1 : 1 + random_.below(4);
    kv_heads_ = heads_;
    if (!wanted_.one_key_head_each && heads_ > 1 && random_.chance(50)) {
      do kv_heads_ = 1 + random_.below(heads_);
      while (heads_ % kv_heads_ != 0);
    }
    m_ = 1 + random_.below(5);
    n_ = 1 + random_.below(5);
    past_ = allowed("cache") && random_.chance(25) ? 1 + random_.below(3) : 0;
  }

  /// The argument of a token, with its "=", or nothing.
  std::string argument(Argument kind) {
    switch (kind) {
      case Argument::none:
        return {};
      case Argument::optional_number:
        if (random_.chance(50)) return {};
        [[fallthrough]];
      case Argument::number:
        return fmt::format("={}", random_.number());
      case Argument::positive:
        return fmt::format("={}", 0.25 * static_cast<double>(1 + random_.below(12)));
      case Argument::count:
        return fmt::format("={}", 1 + random_.below(4));
      case Argument::optional_integer:
        return random_.chance(50) ? std::string() : fmt::format("={}", random_.between(-2, 3));
      case Argument::window:
        return fmt::format("={},{}", random_.between(-1, 3), random_.between(-1, 3));
      case Argument::optional_half:
        return random_.chance(50) ? "=half" : "";
    }
    return {};
  }

  const Token* one_of(Part part) {
    std::vector<const Token*> some;
    for (const Token* token : tokens()) {
      if (token->part == part && allowed(token->name)) some.push_back(token);
    }
    return some.empty() ? nullptr : some[random_.below(some.size())];
  }

  std::string with_heads(std::string recipe) const {
    if (heads_ > 1) recipe += fmt::format("+heads={}", heads_);
    if (kv_heads_ != heads_) recipe += fmt::format("+kv-heads={}", kv_heads_);
    return recipe;
  }

  std::string drawn_recipe() {
    const Token* score = one_of(Part::score);
    std::string recipe = fmt::format("{}{}", score->name, argument(score->argument));
    const auto add = [&](const Token& token) { recipe += fmt::format("+{}{}", token.name, argument(token.argument)); };
    for (const Token* token : tokens()) {
      const bool many = token->part == Part::position || token->part == Part::cap || token->part == Part::bias ||
                        token->part == Part::mask;
      if (many && allowed(token->name) && random_.chance(20)) add(*token);
    }
    const Token* schedule = random_.chance(30) ? one_of(Part::schedule) : nullptr;
    const Token* normalise = random_.chance(60) ? one_of(Part::normalise) : nullptr;
    if (schedule != nullptr && schedule->name == "online") {
      // Blocks are of a softmax.
      if (score->name == "linear") recipe += "+softmax";
      normalise = nullptr;
    }
    if (normalise != nullptr) add(*normalise);
    if (schedule != nullptr) add(*schedule);
    if (schedule != nullptr && schedule->name == "online" && allowed("cached") && random_.chance(30)) {
      recipe += "+cached";
    }
    return with_heads(std::move(recipe));
  }

  void widths(const Recipe& recipe) {
    d_k_ = recipe.find("rope") != nullptr ? 2 * (1 + random_.below(2)) : 1 + random_.below(4);
    d_v_ = 1 + random_.below(3);
    d_q_ = d_k_;
    const bool own_width = recipe.find("general") != nullptr || recipe.find("additive") != nullptr;
    if (own_width && recipe.find("rope") == nullptr && random_.chance(50)) d_q_ = 1 + random_.below(4);
  }

  void project(Sample& sample, std::string_view letter, std::size_t input, std::size_t columns) {
    sample.matrices[fmt::format("W_{}", letter)] = random_.grid(input, columns);
    if (random_.chance(30)) sample.matrices[fmt::format("b_{}", letter)] = random_.grid(1, columns);
  }

  void sources(Sample& sample, const Recipe& recipe) {
    const bool positions = recipe.find("sinusoidal") != nullptr;
    const std::size_t kind = wanted_.given && !positions ? 2 : random_.below(positions ? 2 : 3);
    const std::size_t q = heads_ * d_q_, k = kv_heads_ * d_k_, v = kv_heads_ * d_v_;
    if (kind == 0) {
      const std::size_t d = 1 + random_.below(4);
      m_ = n_;
      sample.matrices["X"] = random_.grid(n_, d);
      state_ = d;
      project(sample, "Q", d, q);
      project(sample, "K", d, k);
      project(sample, "V", d, v);
    } else if (kind == 1) {
      const std::size_t d = 1 + random_.below(4), memory = 1 + random_.below(4);
      sample.matrices["X_query"] = random_.grid(m_, d);
      sample.matrices["X_memory"] = random_.grid(n_, memory);
      state_ = d;
      project(sample, "Q", d, q);
      project(sample, "K", memory, k);
      project(sample, "V", memory, v);
    } else {
      sample.matrices["Q"] = random_.grid(m_, q);
      sample.matrices["K"] = random_.grid(n_, k);
      sample.matrices["V"] = random_.grid(n_, v);
      state_ = q;
    }
    if (past_ > 0) {
      sample.matrices["past_K"] = random_.grid(past_, k);
      sample.matrices["past_V"] = random_.grid(past_, v);
    }
  }

  void scoring(Sample& sample, const Recipe& recipe) {
    if (recipe.find("general") != nullptr) sample.matrices["W_score"] = random_.grid(d_q_, d_k_);
    if (recipe.find("additive") != nullptr && (d_q_ != d_k_ || random_.chance(70))) {
      const std::size_t hidden = 1 + random_.below(4);
      sample.matrices["additive.W_q"] = random_.grid(d_q_, hidden);
      sample.matrices["additive.W_k"] = random_.grid(d_k_, hidden);
      if (random_.chance(70)) sample.matrices["additive.v"] = random_.grid(1, hidden);
    }
    if (recipe.find("relative") != nullptr) sample.relative_bias = per_head(false);
  }

  PerHead per_head(bool boolean) {
    PerHead result{{}, boolean};
    const std::size_t count = heads_ > 1 && random_.chance(50) ? heads_ : 1;
    for (std::size_t h = 0; h < count; ++h) result.heads.push_back(random_.grid(m_, past_ + n_));
    return result;
  }

  void masks(Sample& sample) {
    if (!allowed("mask")) return;
    if (random_.chance(30)) {
      sample.mask = per_head(random_.chance(50));
      for (Grid& grid : sample.mask->heads) {
        for (double& x : grid.values()) {
          if (sample.mask->boolean) {
            x = random_.chance(60) ? 1.0 : 0.0;
          } else if (random_.chance(20)) {
            x = -std::numeric_limits<double>::infinity();
          }
        }
      }
    }
    if (random_.chance(15)) sample.valid_keys = random_.below(past_ + n_ + 1);
  }

  void output(Sample& sample) {
    std::size_t width = heads_ * d_v_;
    if (random_.chance(30)) {
      const std::size_t columns = 1 + random_.below(4);
      sample.matrices["W_O"] = random_.grid(width, columns);
      width = columns;
    }
    if (random_.chance(20)) sample.matrices["b_O"] = random_.grid(1, width);
    if (!allowed("decide") || !random_.chance(20)) return;
    sample.decision = Decision{random_.chance(50), {}};
    if (sample.decision->with_query) width += state_;
    const std::size_t words = 1 + random_.below(4);
    sample.matrices["decide.W"] = random_.grid(width, words);
    if (random_.chance(50)) sample.matrices["decide.b"] = random_.grid(1, words);
  }

  Generator random_;
  const Wanted& wanted_;
  std::size_t heads_ = 1, kv_heads_ = 1, m_ = 1, n_ = 1, past_ = 0;
  std::size_t d_q_ = 1, d_k_ = 1, d_v_ = 1, state_ = 1;
};

}  // namespace

std::uint64_t seed() {
  constexpr std::uint64_t usual = 20170612;
  const char* given = std::getenv("HEED_SEED");
  return given == nullptr ? usual : std::strtoull(given, nullptr, 10);
}

std::uint64_t Generator::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

Grid Generator::grid(std::size_t rows, std::size_t columns) {
  Grid result(rows, columns);
  for (double& x : result.values()) x = number();
  return result;
}

Case random_case(std::uint64_t seed, const Wanted& wanted) {
  return Maker(seed, wanted).make(seed);
}

std::string described(const Case& drawn) {
  std::string text = fmt::format("case {}, recipe {}", drawn.seed, drawn.recipe.text);
  for (const auto& [name, grid] : drawn.sample.matrices) text += fmt::format(", {} {}", name, shape(grid));
  if (drawn.sample.mask) text += drawn.sample.mask->boolean ? ", a boolean mask" : ", a numeric mask";
  if (drawn.sample.valid_keys) text += fmt::format(", {} valid keys", *drawn.sample.valid_keys);
  return text;
}

}  // namespace heed::test
