#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A step as somebody names it.
struct StepMeant {
  std::string id;
  int head = 0;  ///< counted from 1; 0: none was said
  std::string address() const;
};

/// The step that a whole name means: an id ("weights@2", "d.W_Q"), a title in any language, a symbol ("A", "W^Q",
/// "S_{\mathrm{scaled},2}"), or what `names.*` of the words list; "head 2" may stand anywhere in it. Nothing when it
/// means none.
std::optional<StepMeant> step_meant(std::string_view name);

/// The step that a heading or the left side of an equation speaks of: "Step 3: Attention weights A, head 2",
/// "`Q` — Queries · 4×4". The first part of it that means one counts.
std::optional<StepMeant> step_spoken_of(std::string_view text);

/// The head that a text speaks of, or 0.
int head_spoken_of(std::string_view text);

/// Whether each head has that step for itself.
bool is_of_heads(std::string_view id);

/// Every id that a name can mean, for those who look for one; without `fine` only those of a usual trace.
std::vector<std::string_view> step_ids(bool fine);

}  // namespace heed
