#include "core/number.hpp"
#include "render/addends.hpp"
#include "render/markup.hpp"
#include "render/math.hpp"

#include <fmt/format.h>

#include <cmath>

namespace heed {
namespace {

using Kind = Math::Kind;

constexpr std::string_view invisible_times = "<mo>&#8290;</mo>";
constexpr std::string_view apply = "<mo>&#8289;</mo>";

/// Characters of a sum that fit below the line of a fraction.
constexpr std::size_t widest_below = 96;

/// Parentheses grow with a fraction only: a stretchy one takes more room than it needs.
std::string parenthesised(const std::string& inner, std::string_view open = "(", std::string_view close = ")") {
  const std::string_view stretchy = inner.find("<mfrac>") == std::string::npos ? " stretchy=\"false\"" : "";
  return fmt::format("<mrow><mo{0}>{1}</mo>{2}<mo{0}>{3}</mo></mrow>", stretchy, open, inner, close);
}

class Writer {
 public:
  explicit Writer(const MathMarkup& style) : style_(style) {}

  /// What stands on a line by itself: the parts of a sum, or of an equation's sides, each with its sign. A fraction
  /// cannot be broken, so one too wide for a page is written with a stroke.
  std::vector<std::string> pieces(const Math& math) const {
    if (math.kind == Kind::sum && math.parts.size() > 1) return terms(math);
    if (math.kind == Kind::quotient && math.parts[1].kind == Kind::sum && width(math.parts[1]) > widest_below) {
      std::vector<std::string> all = terms(math.parts[1]);
      all.front() = "<mo form=\"infix\">/</mo><mo stretchy=\"false\">(</mo>" + all.front();
      all.back() += "<mo stretchy=\"false\">)</mo>";
      all.insert(all.begin(), within(math.parts[0], is_sum(math.parts[0])));
      return all;
    }
    if (math.kind != Kind::equals) return {write(math)};
    std::vector<std::string> all;
    for (const Math& side : math.parts) {
      std::vector<std::string> more = pieces(side);
      if (!all.empty()) more.front() = "<mo form=\"infix\">=</mo>" + row(more.front());
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }

 private:
  std::size_t width(const Math& math) const {
    return plain(math, {.decimals = style_.decimals, .names = style_.names, .most_parts = style_.most_parts}).size();
  }

  bool is_number(const Math& math) const {
    return math.kind == Kind::number || (math.kind == Kind::cell && !style_.names);
  }

  bool is_sum(const Math& math) const {
    if (math.kind == Kind::product && math.parts.size() == 1) return is_sum(math.parts[0]);
    return (math.kind == Kind::sum && math.parts.size() > 1) || math.kind == Kind::negative ||
           (is_number(math) && math.number < 0.0);
  }

  static std::string row(const std::string& inner) { return "<mrow>" + inner + "</mrow>"; }

  std::string number(double value) const {
    if (std::signbit(value) && !std::isnan(value)) {
      const std::string size = number(-value);
      const bool zero = written(value, style_.decimals).front() != '-';
      return zero ? size : row("<mo form=\"prefix\">−</mo>" + size);
    }
    if (std::isinf(value)) return "<mi>∞</mi>";
    const std::string text = written(value, style_.decimals);
    const std::size_t e = text.find('e');
    if (std::isnan(value) || e == std::string::npos) return fmt::format("<mn>{}</mn>", text);
    const int exponent = std::stoi(text.substr(e + 1));
    return row(fmt::format("<mn>{}</mn><mo>·</mo><msup><mn>10</mn><mrow>{}<mn>{}</mn></mrow></msup>", text.substr(0, e),
                           exponent < 0 ? "<mo form=\"prefix\">−</mo>" : "", std::abs(exponent)));
  }

  static std::string identifier(const std::string& text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? fmt::format("<mn>{}</mn>", text) : fmt::format("<mi>{}</mi>", markup(text));
  }

  std::string within(const Math& math, bool group) const {
    const std::string inner = write(math);
    return group ? parenthesised(inner) : inner;
  }

  /// The parts of a sum, each behind its sign.
  std::vector<std::string> terms(const Math& math) const {
    std::vector<std::string> all;
    for (const std::size_t k : telling_addends(math, style_.most_parts)) {
      const Math& part = math.parts[k];
      const std::string_view form = all.empty() ? "prefix" : "infix";
      if (part.kind == Kind::negative) {
        all.push_back(fmt::format("<mo form=\"{}\">−</mo>{}", form, within(part.parts[0], is_sum(part.parts[0]))));
      } else if (!all.empty() && is_number(part) && part.number < 0.0) {
        all.push_back(fmt::format("<mo form=\"infix\">−</mo>{}", number(-part.number)));
      } else {
        all.push_back((all.empty() ? "" : "<mo form=\"infix\">+</mo>") + write(part));
      }
    }
    if (math.parts.size() > style_.most_parts) all.emplace_back("<mo form=\"infix\">+</mo><mi>…</mi>");
    return all;
  }

  std::string list(const std::vector<Math>& parts, std::string_view between, bool group_sums) const {
    std::string text;
    for (const Math& part : parts) {
      if (!text.empty()) text += between;
      text += within(part, group_sums && parts.size() > 1 && is_sum(part));
    }
    return text;
  }

  std::string atom(const Math& math) const {
    const bool alone = math.kind == Kind::symbol || (is_number(math) && math.number >= 0.0) ||
                       (math.kind == Kind::cell && style_.names) || math.kind == Kind::group ||
                       math.kind == Kind::norm || math.kind == Kind::size ||
                       (math.kind == Kind::words && math.parts.empty());
    return within(math, !alone);
  }

  /// One element, or none.
  std::string write(const Math& math) const {
    const auto part = [&](std::size_t k) { return write(math.parts[k]); };
    switch (math.kind) {
      case Kind::cell:
        if (style_.names) return fmt::format("<mtext>{}</mtext>", markup(math.text));
        return number(math.number);
      case Kind::number:
        return number(math.number);
      case Kind::symbol:
        if (math.subscript.empty()) return identifier(math.text);
        return fmt::format("<msub>{}{}</msub>", identifier(math.text), identifier(math.subscript));
      case Kind::words:
        if (math.text == "½") return "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
        return fmt::format("<mtext>{}</mtext>", markup(math.text));
      case Kind::sum: {
        if (math.parts.empty()) return "<mn>0</mn>";
        std::string text;
        for (const std::string& term : terms(math)) text += term;
        return row(text);
      }
      case Kind::product:
        if (math.parts.empty()) return "<mn>1</mn>";
        return row(list(math.parts, "<mo>·</mo>", true));
      case Kind::matrices:
        return row(list(math.parts, invisible_times, true));
      case Kind::quotient:
        return fmt::format("<mfrac>{}{}</mfrac>", part(0), part(1));
      case Kind::power:
        return fmt::format("<msup>{}{}</msup>", atom(math.parts[0]), part(1));
      case Kind::root:
        return fmt::format("<msqrt>{}</msqrt>", part(0));
      case Kind::negative:
        return row("<mo form=\"prefix\">−</mo>" + within(math.parts[0], is_sum(math.parts[0])));
      case Kind::call:
        return row(fmt::format("{}{}{}", identifier(math.text), apply,
                               parenthesised(list(math.parts, "<mo separator=\"true\">,</mo>", false))));
      case Kind::transpose:
        return fmt::format("<msup>{}<mo>⊤</mo></msup>", atom(math.parts[0]));
      case Kind::norm:
        return parenthesised(part(0), "‖", "‖");
      case Kind::size:
        return parenthesised(part(0), "|", "|");
      case Kind::group:
        return parenthesised(part(0));
      case Kind::condition:
        return parenthesised(fmt::format("{}<mo>{}</mo>{}", part(0), markup(math.text), part(1)), "[", "]");
      case Kind::equals:
        return row(list(math.parts, "<mo>=</mo>", false));
    }
    return {};
  }

  const MathMarkup& style_;
};

}  // namespace

std::string mathml(const Math& math, const MathMarkup& style) {
  std::string line;
  for (const std::string& piece : Writer(style).pieces(math)) line += "<math>" + piece + "</math>";
  return line;
}

}  // namespace heed
