#pragma once

#include "core/cell.hpp"

#include <map>
#include <memory>

namespace heed {

/// A number that a lesson names instead of typing it: `SAMPLE [RECIPE] [--with-mistake ID]: CELL [.DECIMALS]`.
struct Reference {
  std::string source;  ///< "translation", "dictionary scaled=50", "demo variance --seed 3"
  std::string cell;    ///< "weights[1,4]"; a `*` for ROW or COLUMN means all of them
  int decimals = 2;
};

/// Error (data) when it is not one.
Reference parse_reference(std::string_view text);

/// The traces that a lesson's references read, each made once.
class Traces {
 public:
  explicit Traces(std::string language) : language_(std::move(language)) {}
  /// Where its cell is: a gradient in the trace of the way back.
  const Trace& of(const Reference& reference);
  double value(const Reference& reference);
  /// The cell counted from 1, the same in every language: "weights[3,4]".
  std::string position(const Reference& reference);

 private:
  const Trace& of(const std::string& source, bool back);

  std::string language_;
  std::map<std::pair<std::string, bool>, std::shared_ptr<const Trace>> traces_;  ///< there, and there and back
};

/// The text with every {{reference}} replaced by its number.
std::string filled(std::string_view text, Traces& traces);

/// The references in a text, in order.
std::vector<Reference> references(std::string_view text);

}  // namespace heed
