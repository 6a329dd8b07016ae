#pragma once

#include "core/grid.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// Writes JSON from left to right. Numbers read back to the same double; non-finite ones are the strings
/// "-inf", "inf", "nan". Text must be UTF-8.
class JsonWriter {
 public:
  JsonWriter& object();
  JsonWriter& array();
  JsonWriter& end();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(int number);
  JsonWriter& value(std::size_t number);
  JsonWriter& value(bool truth);
  /// A list of rows.
  JsonWriter& value(const Grid& matrix);
  /// The same, false for 0 and true for all others.
  JsonWriter& truths(const Grid& matrix);

  template <typename Value>
  JsonWriter& field(std::string_view name, const Value& content) {
    return key(name).value(content);
  }

  /// Makes room for so many numbers more at once; they may be more or fewer.
  void expect(std::size_t numbers);

  /// The text, with a newline at its end.
  std::string finish();

 private:
  void separate();
  std::string_view separator() const { return open_.size() <= 2 ? ",\n" : ", "; }
  void quote(std::string_view text);
  std::string out_;
  std::vector<std::string> pieces_;  ///< of a matrix, written side by side; kept for their memory
  std::vector<char> open_;           ///< the closing brackets still to come
  bool first_ = true;                ///< nothing stands yet in the innermost bracket
  bool keyed_ = false;               ///< a key waits for its value
};

}  // namespace heed
