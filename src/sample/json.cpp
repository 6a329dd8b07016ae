#include "sample/json.hpp"

#include "core/error.hpp"
#include "sample/number.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace heed {

struct Json::Contents {
  std::string text;
  std::vector<Json> entries;
  std::vector<Member> members;
};

void Json::Dispose::operator()(Contents* contents) const {
  delete contents;
}

Json::Json(Kind kind, Contents contents) : kind_(kind), contents_(new Contents(std::move(contents))) {}
Json::Json(bool truth) : kind_(Kind::boolean), number_(truth ? 1.0 : 0.0) {}
Json::Json(double number, bool whole, int decimals)
    : kind_(Kind::number), whole_(whole), decimals_(static_cast<std::uint8_t>(decimals)), number_(number) {}
Json::Json(std::string text) : Json(Kind::text, {.text = std::move(text)}) {}
Json::Json(std::vector<Json> entries) : Json(Kind::list, {.entries = std::move(entries)}) {}
Json::Json(std::vector<Member> members) : Json(Kind::object, {.members = std::move(members)}) {}

const std::string& Json::text() const {
  expect(is(Kind::text), "no text");
  return contents_->text;
}

const std::vector<Json>& Json::entries() const {
  expect(is(Kind::list), "no list");
  return contents_->entries;
}

const std::vector<Json::Member>& Json::members() const {
  expect(is(Kind::object), "no object");
  return contents_->members;
}

const Json* Json::find(std::string_view name) const {
  for (const Member& member : members()) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

namespace {

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

/// How a number is written.
struct Writing {
  bool whole;    ///< without fraction and exponent
  int decimals;  ///< as long as its fraction, the exponent moving the point: 2 for 0.50 and for 5.0e-1
};

Writing writing(std::string_view number) {
  constexpr long most = 17;
  std::size_t point = number.size();
  std::size_t mark = number.size();
  for (std::size_t i = 0; i < mark; ++i) {
    if (number[i] == '.') point = i;
    if (number[i] == 'e' || number[i] == 'E') mark = i;
  }
  const auto fraction = point < mark ? static_cast<long>(mark - point) - 1 : 0;
  const bool has_exponent = mark < number.size();
  const auto exponent = has_exponent ? parse_integer(number.substr(mark + (number[mark + 1] == '+' ? 2 : 1))) : 0;
  const long shift = std::clamp(exponent.value_or(0), -most, fraction);
  return {point == number.size() && !has_exponent, static_cast<int>(std::min(fraction - shift, most))};
}

/// What the parser reads, put together. Each list and object that is open holds what came so far.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(std::string_view text, const std::string& name, const Limits& limits)
      : text_(text), name_(name), limits_(limits) {}
  Json root;

  bool null() override { return put(Json()); }
  bool boolean(bool truth) override { return put(Json(truth)); }
  bool number_integer(number_integer_t number) override { return put_number(static_cast<double>(number), {true, 0}); }
  bool number_unsigned(number_unsigned_t number) override { return put_number(static_cast<double>(number), {true, 0}); }
  // A whole number too long for an integer comes here as well.
  bool number_float(number_float_t number, const string_t& text) override { return put_number(number, writing(text)); }
  bool string(string_t& text) override { return put(Json(std::move(text))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(&Open::members); }
  bool end_array() override { return close(&Open::entries); }

  bool key(string_t& key) override {
    open_.back().key = key;
    if (!open_.back().keys.insert(std::move(key)).second) {
      fail(Exit::data, "{}: {} is given twice; give it once", name_, path());
    }
    return true;
  }

  bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) override {
    std::string what = error.what();
    if (dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr) {
      const std::size_t quote = what.find('\'');
      fail(Exit::data, "{}: a number too large for a double: {}", name_,
           quote == std::string::npos ? what : what.substr(quote));
    }
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      fail(Exit::data, "{}: empty, where an object in JSON must stand", name_);
    }
    // "[json.exception.parse_error.101] parse error at line 1, column 2: what - more"
    const std::size_t colon = what.find(": ");
    if (colon != std::string::npos) what = what.substr(colon + 2);
    std::replace_if(
        what.begin(), what.end(), [](unsigned char c) { return c < ' ' || c >= 0x7f; }, '?');
    fail(Exit::data, "{}: {}: not JSON: {}{}", name_, line_and_column(text_, byte), what,
         names_a_number(byte) ? "; write \"nan\", \"inf\" and \"-inf\" in quotes" : "");
  }

 private:
  struct Open {
    std::set<std::string> keys;
    std::string key;  ///< the last of them
    std::vector<Json> entries;
    std::vector<Json::Member> members;
  };

  /// Whether the word that ends, or breaks off, at this byte is one for what is not finite.
  bool names_a_number(std::size_t byte) const {
    const std::string_view before = text_.substr(0, byte);
    const std::size_t start = before.find_last_of(" \t\r\n,:[-") + 1;
    const std::string_view word = text_.substr(std::min(start, text_.size()));
    return word.starts_with("NaN") || word.starts_with("nan") || word.starts_with("Inf") || word.starts_with("inf");
  }

  std::string path() const {
    std::string keys;
    for (const Open& open : open_) keys += (keys.empty() || open.key.empty() ? "" : ".") + open.key;
    return keys;
  }

  bool put(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return true;
    }
    make_room();
    Open& into = open_.back();
    if (into.keys.empty()) {
      into.entries.push_back(std::move(value));
    } else {
      into.members.push_back({into.key, std::move(value)});
    }
    return true;
  }

  void make_room() const {
    if (!open_.empty() && open_.back().entries.size() + open_.back().members.size() >= limits_.tokens) {
      fail(Exit::limit, "{}: a list of more than {} entries; allow more with --max-tokens", name_, limits_.tokens);
    }
  }

  bool put_number(double number, Writing written) {
    if (++numbers_ > limits_.run_elements) {
      fail(Exit::limit, "{}: more than {} numbers; allow more with --max-elements", name_, limits_.run_elements);
    }
    return put(Json(number, written.whole, written.decimals));
  }

  bool open() {
    if (open_.size() >= limits_.json_depth) {
      fail(Exit::limit, "{}: nested more than {} deep", name_, limits_.json_depth);
    }
    make_room();
    open_.emplace_back();
    return true;
  }

  template <typename Part>
  bool close(Part Open::*part) {
    Json whole(std::move(open_.back().*part));
    open_.pop_back();
    return put(std::move(whole));
  }

  std::string_view text_;
  const std::string& name_;
  const Limits& limits_;
  std::vector<Open> open_;
  std::size_t numbers_ = 0;
};

}  // namespace

Json parse_json(std::string_view text, const std::string& name, const Limits& limits) {
  refuse_block_comments(text, name);
  Builder builder(text, name, limits);
  nlohmann::json::sax_parse(text, &builder, nlohmann::json::input_format_t::json, true, true);
  return std::move(builder.root);
}

}  // namespace heed
