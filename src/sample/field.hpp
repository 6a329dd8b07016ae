#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"
#include "sample/json.hpp"
#include "sample/sample.hpp"

#include <functional>

// How one field of a sample is read. Whatever is not as it must be is an Error (data) that names the file and the
// place.
namespace heed {

/// Where in the file a complaint belongs, and the means to make it.
class Place {
 public:
  Place(const std::string& file, std::string field) : file_(file), field_(std::move(field)) {}
  const std::string& field() const { return field_; }
  Place inside(std::string_view part) const { return {file_, fmt::format("{}{}", field_, part)}; }

  template <typename... Args>
  [[noreturn]] void complain(fmt::format_string<Args...> format, Args&&... args) const {
    fail(Exit::data, "{}: {}: {}", file_, field_, fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  const std::string& file_;
  std::string field_;
};

/// One entry of a matrix. Its place is put into words only for a complaint.
struct Entry {
  const Json& value;
  const Place& matrix;
  std::size_t row;
  std::size_t column;
  Place place() const { return matrix.inside(fmt::format("[{},{}]", row + 1, column + 1)); }
};
using ReadEntry = std::function<double(const Entry&)>;

/// "a list", for messages.
std::string_view kind(const Json& value);

/// A number, or one of the texts "-inf", "inf", "nan".
double number(const Entry& entry);
long integer(const Json& value, const Place& place);
int decimals(const Json& value, const Place& place);
const std::string& text(const Json& value, const Place& place);
/// One text for all languages, or one for each.
Text translated(const Json& value, const Place& place);
/// The entries of a list that has some.
const std::vector<Json>& list(const Json& value, const Place& place);
std::vector<std::string> labels(const Json& value, const Place& place, const Limits& limits);
/// A matrix of whatever `read` makes of each entry. `flat` allows a plain list for a single row.
Grid matrix(const Json& value, const Place& place, const Limits& limits, bool flat = false,
            const ReadEntry& read = number);
/// A mask of booleans, or numbers: one for all heads, or a list with one for each.
PerHead per_head(const Json& value, const Place& place, const Limits& limits, bool may_be_boolean);

void require_object(const Json& value, const Place& place);
void refuse_unknown(const Json& object, const std::vector<std::string_view>& known, const Place& place);

}  // namespace heed
