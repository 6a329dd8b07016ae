#pragma once

#include "tutor/claims.hpp"
#include "tutor/mistakes.hpp"

namespace heed {

/// What may have gone wrong: these mistakes, or a scale that no mistake has.
struct Explanation {
  Mistakes mistakes;
  std::optional<double> scale;        ///< the factor of the scores, where it is none of the known ones
  std::vector<std::string> explains;  ///< wrong claims that fit it
  std::vector<std::string> leaves;    ///< claims that do not
  bool breaks = false;                ///< among them one that is right
  double misfit = 0.0;
};

/// Somebody's numbers, recomputed.
struct Audit {
  enum class Verdict { agrees, explained, differs };
  Verdict verdict = Verdict::agrees;
  std::shared_ptr<const Trace> trace;  ///< the right one
  std::vector<const Claim*> claims;    ///< in the order of the trace
  std::vector<Check> checks;           ///< one for each
  std::optional<std::size_t> first;    ///< the first claim that disagrees
  std::vector<std::string> follow;     ///< later wrong claims that follow from the first
  /// The likeliest first: fewest mistakes, then most claims explained. When the verdict is `explained`, each of them
  /// fits every claim, and the numbers cannot tell them apart.
  std::vector<Explanation> explanations;
  bool searched_pairs = true;  ///< false where the sample is too large for it
};

std::string_view verdict_name(Audit::Verdict verdict);

/// Recomputes a sample's claims and, where they are wrong, tries every mistake and every pair of them. The sample must
/// outlive the audit. Error (data) for a claim about a step that there is not, or of another shape.
Audit audit(const Sample& sample, const Recipe& recipe, const TraceOptions& options);

}  // namespace heed
