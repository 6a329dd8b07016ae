#pragma once

#include "core/limits.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// A JSON value as it was written: the members of an object in their order, numbers with their decimals.
class Json {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };
  struct Member;

  Json() = default;
  explicit Json(bool truth);
  Json(double number, bool whole, int decimals);
  explicit Json(std::string text);
  explicit Json(std::vector<Json> entries);
  explicit Json(std::vector<Member> members);

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }

  bool truth() const { return number_ != 0.0; }
  double number() const { return number_; }
  bool whole() const { return whole_; }       ///< a number without fraction and exponent
  int decimals() const { return decimals_; }  ///< of a number: 2 for 0.50
  const std::string& text() const;
  const std::vector<Json>& entries() const;       ///< of a list
  const std::vector<Member>& members() const;     ///< of an object
  const Json* find(std::string_view name) const;  ///< the member of an object that is called so, or none

 private:
  struct Contents;
  struct Dispose {
    void operator()(Contents* contents) const;
  };
  Json(Kind kind, Contents contents);

  Kind kind_ = Kind::null;
  bool whole_ = false;
  std::uint8_t decimals_ = 0;
  double number_ = 0.0;
  std::unique_ptr<Contents, Dispose> contents_;  ///< small numbers must stay small: a matrix may hold millions
};

struct Json::Member {
  std::string name;
  Json value;
};

/// Parses JSON with // comments; a doubled key, too much depth or too many numbers are errors.
/// Messages begin with `name` and end with line and column.
Json parse_json(std::string_view text, const std::string& name, const Limits& limits);

}  // namespace heed
