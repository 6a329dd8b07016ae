#include "sample/json.hpp"

#include "core/error.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace heed {
namespace {

using Json = nlohmann::ordered_json;

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return fmt::format("line {}, column {}", line, before.size() - start + 1);
}

/// The parser takes /* */ for a comment too.
void refuse_block_comments(std::string_view text, const std::string& name) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted && text[i] == '\\') ++i;
    if (quoted || text[i] != '/') continue;
    if (text.substr(i).starts_with("//")) i = std::min(text.find('\n', i), text.size());
    if (text.substr(i).starts_with("/*")) {
      fail(Exit::data, "{}: {}: not JSON: a comment begins with // and ends with its line", name,
           line_and_column(text, i + 1));
    }
  }
}

/// Watches the parser: keys of each open object, elements of each open array.
class Watch {
 public:
  Watch(const std::string& name, const Limits& limits) : name_(name), limits_(limits) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    switch (event) {
      case Event::object_start:
      case Event::array_start:
        if (static_cast<std::size_t>(depth) >= limits_.json_depth) {
          fail(Exit::limit, "{}: nested more than {} deep", name_, limits_.json_depth);
        }
        count_element();
        open_.emplace_back();
        break;
      case Event::object_end:
      case Event::array_end:
        open_.pop_back();
        break;
      case Event::key: {
        open_.back().key = parsed.get_ref<const std::string&>();
        if (!open_.back().keys.insert(open_.back().key).second) {
          fail(Exit::data, "{}: {} is given twice; give it once", name_, path());
        }
        break;
      }
      case Event::value:
        count_element();
        if (parsed.is_number() && ++numbers_ > limits_.run_elements) {
          fail(Exit::limit, "{}: more than {} numbers; allow more with --max-elements", name_, limits_.run_elements);
        }
        break;
    }
    return true;
  }

 private:
  struct Open {
    std::set<std::string> keys;
    std::string key;  ///< the last of them
    std::size_t elements = 0;
  };
  std::string path() const {
    std::string keys;
    for (const Open& open : open_) keys += (keys.empty() || open.key.empty() ? "" : ".") + open.key;
    return keys;
  }
  void count_element() {
    if (!open_.empty() && ++open_.back().elements > limits_.tokens) {
      fail(Exit::limit, "{}: a list of more than {} entries; allow more with --max-tokens", name_, limits_.tokens);
    }
  }
  const std::string& name_;
  const Limits& limits_;
  std::vector<Open> open_;
  std::size_t numbers_ = 0;
};

int decimals_of(std::string_view number) {
  constexpr long most = 17;
  const std::size_t mark = std::min(number.find_first_of("eE"), number.size());
  const std::size_t point = std::min(number.find('.'), mark);
  const auto fraction = mark == point ? 0 : static_cast<long>(mark - point) - 1;
  const bool has_exponent = mark < number.size();
  const auto exponent = has_exponent ? parse_integer(number.substr(mark + (number[mark + 1] == '+' ? 2 : 1))) : 0;
  const long shift = std::clamp(exponent.value_or(0), -most, fraction);
  return static_cast<int>(std::min(fraction - shift, most));
}

/// Reads the numbers of one object as they are written.
class Printed : public nlohmann::json_sax<Json> {
 public:
  explicit Printed(std::string_view field) : field_(field) {}
  std::map<std::string, int> decimals;

  bool number_float(number_float_t, const string_t& text) override {
    if (depth_ >= 2 && inside_) decimals[member_] = std::max(decimals[member_], decimals_of(text));
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ == 1) inside_ = name == field_;
    if (depth_ == 2) member_ = name;
    return true;
  }
  bool start_object(std::size_t) override { return ++depth_ > 0; }
  bool start_array(std::size_t) override { return ++depth_ > 0; }
  bool end_object() override { return depth_-- > 0; }
  bool end_array() override { return depth_-- > 0; }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  std::string_view field_;
  std::string member_;
  int depth_ = 0;
  bool inside_ = false;
};

}  // namespace

std::map<std::string, int> printed_decimals(std::string_view text, std::string_view field) {
  Printed printed(field);
  Json::sax_parse(text, &printed, nlohmann::detail::input_format_t::json, true, true);
  return std::move(printed.decimals);
}

Json parse_json(std::string_view text, const std::string& name, const Limits& limits) {
  refuse_block_comments(text, name);
  try {
    return Json::parse(text, Watch(name, limits), true, true);
  } catch (const Json::parse_error& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: what - more"
    std::string what = error.what();
    const std::size_t colon = what.find(": ");
    if (colon != std::string::npos) what = what.substr(colon + 2);
    std::replace_if(
        what.begin(), what.end(), [](unsigned char c) { return c < ' ' || c >= 0x7f; }, '?');
    fail(Exit::data, "{}: {}: not JSON: {}", name, line_and_column(text, error.byte), what);
  } catch (const Json::out_of_range& error) {
    const std::string what = error.what();
    const std::size_t quote = what.find('\'');
    fail(Exit::data, "{}: a number too large for a double: {}", name,
         quote == std::string::npos ? what : what.substr(quote));
  }
}

}  // namespace heed
