#include "tutor/audit.hpp"

#include "attention/gradient.hpp"
#include "attention/parts.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace heed {
namespace {

/// Looks for the pipeline that somebody's numbers came from.
class Auditor {
 public:
  Auditor(const Sample& sample, const Recipe& recipe, TraceOptions options)
      : sample_(sample),
        recipe_(recipe),
        options_(std::move(options)),
        problem_{sample, recipe, check(sample, recipe)} {
    options_.decimals = decimals(sample.claims);
    backwards_ = std::any_of(sample.claims.begin(), sample.claims.end(),
                             [](const Claim& claim) { return claim.step.starts_with("d."); });
  }

  Audit run() {
    Audit result;
    // The way back does not go through a schedule.
    const Pipeline pipeline = backwards_ ? mistaken_pipeline(problem_, {}) : build_pipeline(recipe_, sample_);
    Trace right = traced(pipeline);
    const bool finer = std::any_of(sample_.claims.begin(), sample_.claims.end(),
                                   [&](const Claim& claim) { return !claimed_step(right, claim); });
    if (finer) {
      options_.detail = true;
      right = traced(pipeline);
    }
    result.trace = std::make_shared<const Trace>(std::move(right));
    result.claims = claims_ = ordered(*result.trace, sample_.claims);
    for (const Claim* claim : claims_) {
      result.checks.push_back(check(*result.trace, *claimed_step(*result.trace, *claim), *claim));
      if (!result.checks.back().agrees() && !result.first) result.first = result.checks.size() - 1;
    }
    if (!result.first) return result;
    checks_ = &result.checks;
    result.verdict = Audit::Verdict::differs;
    search(result);
    if (result.verdict == Audit::Verdict::differs) result.follow = following(result);
    return result;
  }

 private:
  Trace traced(const Pipeline& pipeline) const {
    if (backwards_) return gradient(sample_, recipe_, pipeline, options_).trace;
    return trace(sample_, recipe_, pipeline, options_).trace;
  }

  /// How far the claims fit what a pipeline gives.
  Explanation weigh(const Pipeline& pipeline) const {
    const Trace made = traced(pipeline);
    Explanation found;
    for (std::size_t k = 0; k < claims_.size(); ++k) {
      const auto step = claimed_step(made, *claims_[k]);
      const Check fit = step ? check(made, *step, *claims_[k]) : Check{.misfit = INFINITY, .first = Cell{}};
      found.misfit += fit.misfit;
      if (!fit.agrees()) {
        found.leaves.push_back(claims_[k]->step);
        found.breaks = found.breaks || (*checks_)[k].agrees();
      } else if (!(*checks_)[k].agrees()) {
        found.explains.push_back(claims_[k]->step);
      }
    }
    return found;
  }

  void search(Audit& result) {
    std::vector<Explanation> found;
    const auto consider = [&](const Mistakes& made) {
      Explanation explanation = weigh(mistaken_pipeline(problem_, made));
      explanation.mistakes = made;
      if (!explanation.explains.empty() && !explanation.breaks) found.push_back(std::move(explanation));
    };
    Mistakes possible;
    for (const Mistake& mistake : mistakes()) {
      if (mistake.possible(problem_)) possible.push_back(&mistake);
    }
    for (const Mistake* mistake : possible) consider({mistake});
    if (!settled(found)) {
      result.searched_pairs = affordable(*result.trace, possible.size() * possible.size() / 2);
      for (std::size_t a = 0; result.searched_pairs && a < possible.size(); ++a) {
        for (std::size_t b = a + 1; b < possible.size(); ++b) {
          if (compatible(*possible[a], *possible[b])) consider({possible[a], possible[b]});
        }
      }
    }
    if (!settled(found) && told_by_wrong_claims() > 1) {
      if (auto scale = unknown_scale()) found.push_back(std::move(*scale));
    }
    if (settled(found)) {
      result.verdict = Audit::Verdict::explained;
      std::erase_if(found, [](const Explanation& e) { return !e.leaves.empty(); });
    }
    const auto rank = [](const Explanation& e) {
      return std::tuple(e.mistakes.size(), -static_cast<long>(e.explains.size()), e.misfit);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Explanation& a, const Explanation& b) { return rank(a) < rank(b); });
    keep_likeliest(found, result.verdict);
    result.explanations = std::move(found);
  }

  /// Numbers in the claims that differ, as far as one does not follow from the others: a single one fits some scale.
  std::size_t told_by_wrong_claims() const {
    std::size_t told = 0;
    for (std::size_t k = 0; k < claims_.size(); ++k) {
      if ((*checks_)[k].agrees()) continue;
      const auto stated = claims_[k]->stated.values();
      const bool shares = claims_[k]->step.starts_with("weights");  // each row sums to 1
      told += static_cast<std::size_t>(std::count(stated.begin(), stated.end(), 1.0));
      told -= std::min(told, shares ? claims_[k]->stated.rows() : 0);
    }
    return told;
  }

  static bool settled(const std::vector<Explanation>& found) {
    return std::any_of(found.begin(), found.end(), [](const Explanation& e) { return e.leaves.empty(); });
  }

  /// Of partial explanations, those that no simpler one equals.
  static void keep_likeliest(std::vector<Explanation>& found, Audit::Verdict verdict) {
    if (verdict == Audit::Verdict::explained || found.empty()) return;
    constexpr std::size_t most = 3;
    std::size_t best_single = 0;
    for (const Explanation& e : found) {
      if (e.mistakes.size() < 2) best_single = std::max(best_single, e.explains.size());
    }
    std::erase_if(found,
                  [&](const Explanation& e) { return e.mistakes.size() > 1 && e.explains.size() <= best_single; });
    if (found.size() > most) found.resize(most);
  }

  Pipeline scaled_by(double factor) const {
    Pipeline pipeline = mistaken_pipeline(problem_, {});
    if (pipeline.has("scale")) {
      pipeline.replace("scale", times(factor));
    } else {
      pipeline.add(Slot::scale, "scale", times(factor));
    }
    return pipeline;
  }

  /// The factor of the scores that fits the claims best, if it fits them all.
  std::optional<Explanation> unknown_scale() const {
    if (recipe_.find("scaled") == nullptr && recipe_.find("dot") == nullptr) return std::nullopt;
    const auto misfit = [&](double exponent) { return weigh(scaled_by(std::exp2(exponent))).misfit; };
    constexpr double least = -8.0;
    constexpr double most = 4.0;
    constexpr int grid = 24;
    constexpr double stride = (most - least) / grid;
    double best = least;
    double smallest = INFINITY;
    for (int k = 0; k <= grid; ++k) {
      const double exponent = least + k * stride;
      const double here = misfit(exponent);
      if (here < smallest) {
        smallest = here;
        best = exponent;
      }
    }
    // Golden section between the neighbours of the best.
    const double golden = (std::sqrt(5.0) - 1.0) / 2.0;
    double low = best - stride;
    double high = best + stride;
    double a = high - golden * (high - low);
    double b = low + golden * (high - low);
    double at_a = misfit(a);
    double at_b = misfit(b);
    constexpr int rounds = 32;
    for (int k = 0; k < rounds; ++k) {
      if (at_a < at_b) {
        high = std::exchange(b, a);
        at_b = at_a;
        at_a = misfit(a = high - golden * (high - low));
      } else {
        low = std::exchange(a, b);
        at_a = at_b;
        at_b = misfit(b = low + golden * (high - low));
      }
    }
    const double factor = plainest(std::exp2((low + high) / 2.0));
    Explanation found = weigh(scaled_by(factor));
    if (!found.leaves.empty()) return std::nullopt;
    found.scale = factor;
    return found;
  }

  /// The number with fewest digits near a factor that fits as well: 0.3 for 0.30002, 1/√5 for 0.4471.
  double plainest(double factor) const {
    const auto fits = [&](double candidate) { return weigh(scaled_by(candidate)).leaves.empty(); };
    const double root = 1.0 / std::sqrt(std::round(1.0 / (factor * factor)));
    constexpr int most_digits = 6;
    for (int digits = 1; digits <= 2; ++digits) {
      const double candidate = std::stod(fmt::format("{:.{}g}", factor, digits));
      if (fits(candidate)) return candidate;
    }
    if (std::isfinite(root) && fits(root)) return root;
    for (int digits = 3; digits <= most_digits; ++digits) {
      const double candidate = std::stod(fmt::format("{:.{}g}", factor, digits));
      if (fits(candidate)) return candidate;
    }
    return factor;
  }

  /// Later wrong claims that come out when the first wrong one is taken as it was claimed. How far its own rounding
  /// carries is found by rounding the right step the same way.
  std::vector<std::string> following(const Audit& result) const {
    const Claim& wrong = *claims_[*result.first];
    const Step& step = result.trace->steps[result.checks[*result.first].step];
    if (!step.operation || step.name.id.starts_with("d.")) return {};
    const auto with = [&](const Grid& values) {
      const std::map<std::string, Grid, std::less<>> instead{{wrong.step, values}};
      TraceOptions options = options_;
      options.instead = &instead;
      return trace(sample_, recipe_, options).trace;
    };
    Grid claimed = *step.values;
    Grid rounded = *step.values;
    const double unit = std::pow(10.0, wrong.decimals);
    for (std::size_t i = 0; i < claimed.rows(); ++i) {
      for (std::size_t j = 0; j < claimed.columns(); ++j) {
        if (wrong.stated(i, j) != 0.0) claimed(i, j) = wrong.values(i, j);
        if (std::isfinite(rounded(i, j))) rounded(i, j) = std::nearbyint(rounded(i, j) * unit) / unit;
      }
    }
    const Trace from_claim = with(claimed);
    const Trace from_rounded = with(rounded);
    std::vector<std::string> follow;
    for (std::size_t k = *result.first + 1; k < claims_.size(); ++k) {
      const std::size_t at = result.checks[k].step;
      if (result.checks[k].agrees() || at >= from_claim.steps.size()) continue;
      double slack = 0.0;
      const auto right = result.trace->steps[at].values->values();
      const auto other = from_rounded.steps[at].values->values();
      for (std::size_t c = 0; c < right.size(); ++c) {
        if (std::isfinite(right[c])) slack = std::max(slack, std::abs(right[c] - other[c]));
      }
      constexpr double twice = 2.0;
      if (check(from_claim, at, *claims_[k], twice * slack).agrees()) follow.push_back(claims_[k]->step);
    }
    return follow;
  }

  const Sample& sample_;
  const Recipe& recipe_;
  TraceOptions options_;
  Problem problem_;
  bool backwards_ = false;
  std::vector<const Claim*> claims_;
  const std::vector<Check>* checks_ = nullptr;
};

}  // namespace

std::string_view verdict_name(Audit::Verdict verdict) {
  constexpr std::string_view names[] = {"agrees", "explained", "differs"};
  return names[static_cast<std::size_t>(verdict)];
}

Audit audit(const Sample& sample, const Recipe& recipe, const TraceOptions& options) {
  return Auditor(sample, recipe, options).run();
}

}  // namespace heed
