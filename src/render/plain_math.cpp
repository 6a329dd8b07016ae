#include "core/number.hpp"
#include "render/addends.hpp"
#include "render/math.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

using Kind = Math::Kind;

/// How strongly a kind holds its parts together; weaker ones are put in parentheses.
enum class Bond { relation, sum, product, power, atom };

Bond bond(const Math& math) {
  switch (math.kind) {
    case Kind::equals:
      return Bond::relation;
    case Kind::sum:
      return math.parts.size() == 1 ? bond(math.parts[0]) : Bond::sum;
    case Kind::negative:
      return Bond::sum;
    case Kind::product:
    case Kind::matrices:
      return math.parts.size() == 1 ? bond(math.parts[0]) : Bond::product;
    case Kind::quotient:
      return Bond::product;
    case Kind::number:
      return math.number < 0.0 ? Bond::sum : Bond::atom;
    case Kind::power:
      return Bond::power;
    default:
      return Bond::atom;
  }
}

class Printer {
 public:
  explicit Printer(const PlainMath& style) : style_(style) {}

  std::string print(const Math& math) const {
    const auto part = [&](std::size_t k) -> const Math& { return math.parts[k]; };
    switch (math.kind) {
      case Kind::number:
        return number(math.number);
      case Kind::cell:
        return style_.names ? visible(math.text) : number(math.number);
      case Kind::symbol:
        return symbol(math);
      case Kind::words:
        return style_.ascii && math.text == "½" ? "1/2" : visible(math.text);
      case Kind::sum:
        return sum(math);
      case Kind::product:
        return joined(math, style_.ascii ? "*" : "·", Bond::product);
      case Kind::matrices:
        return joined(math, style_.ascii ? "*" : "·", Bond::product);
      case Kind::quotient:
        return (part(0).kind == Kind::cell ? print(part(0)) : within(part(0), Bond::product)) + " / " +
               within(part(1), Bond::power);
      case Kind::power:
        return power(part(0), part(1));
      case Kind::root:
        return style_.ascii ? "sqrt(" + print(part(0)) + ")" : "√" + within(part(0), Bond::atom);
      case Kind::negative:
        return "-" + within(part(0), Bond::product);
      case Kind::call:
        return function(math.text) + "(" + held(list(math.parts)) + ")";
      case Kind::transpose:
        return within(part(0), Bond::atom) + (style_.ascii ? "^T" : "ᵀ");
      case Kind::norm:
        return style_.ascii ? "|" + print(part(0)) + "|" : "‖" + print(part(0)) + "‖";
      case Kind::size:
        return "|" + print(part(0)) + "|";
      case Kind::group:
        return "(" + held(print(part(0))) + ")";
      case Kind::condition:
        return held("[" + print(part(0)) + " " + relation(math.text) + " " + print(part(1)) + "]");
      case Kind::equals:
        return joined(math, " = ", Bond::sum);
    }
    return {};
  }

 private:
  std::string number(double value) const {
    const std::string text = written(value, style_.decimals);
    if (!style_.ascii || !std::isinf(value)) return text;
    return value < 0 ? "-inf" : "inf";
  }

  /// Short pieces stay on one line; long ones may be broken.
  std::string held(std::string text) const {
    constexpr std::size_t long_piece = 40;
    if (style_.hold && text.size() <= long_piece) std::replace(text.begin(), text.end(), ' ', held_blank);
    return text;
  }

  std::string symbol(const Math& math) const {
    const std::string base = style_.ascii ? function(math.text) : math.text;
    return math.subscript.empty() ? base : base + "_" + math.subscript;
  }

  std::string function(const std::string& name) const {
    if (!style_.ascii) return name;
    if (name == "Σ") return "sum";
    if (name == "τ") return "tau";
    if (name == "θ") return "theta";
    if (name.starts_with("φ")) return "phi" + name.substr(std::string("φ").size());
    return name;
  }

  std::string relation(const std::string& sign) const {
    if (!style_.ascii) return sign;
    return sign == "≤" ? "<=" : sign == "≥" ? ">=" : sign;
  }

  std::string within(const Math& math, Bond least) const {
    const std::string text = print(math);
    const bool negative_cell = math.kind == Kind::cell && !style_.names && math.number < 0.0;
    return bond(math) < least || (negative_cell && least > Bond::sum) ? "(" + text + ")" : text;
  }

  std::string sum(const Math& math) const {
    if (math.parts.empty()) return "0";
    std::string text;
    for (const std::size_t k : telling_addends(math, style_.most_parts)) {
      const Math& part = math.parts[k];
      const bool number = part.kind == Kind::number || (part.kind == Kind::cell && !style_.names);
      if (part.kind == Kind::negative) {
        text += (text.empty() ? "-" : " - ") + within(part.parts[0], Bond::product);
      } else if (!text.empty() && number && part.number < 0.0) {
        text += " - " + this->number(-part.number);
      } else {
        text += (text.empty() ? "" : " + ") + print(part);
      }
    }
    if (math.parts.size() > style_.most_parts) text += style_.ascii ? " + ..." : " + …";
    return text;
  }

  std::string joined(const Math& math, std::string_view between, Bond least) const {
    if (math.parts.empty()) return "1";
    if (math.parts.size() == 1) return print(math.parts[0]);
    std::string text;
    for (const Math& part : math.parts) {
      if (!text.empty()) text += between;
      text += part.kind == Kind::quotient ? print(part) : within(part, least);
    }
    return text;
  }

  std::string power(const Math& base, const Math& exponent) const {
    const bool square = exponent.kind == Kind::number && exponent.number == 2.0;
    if (square && !style_.ascii) return within(base, Bond::atom) + "²";
    return within(base, Bond::atom) + "^" +
           (exponent.kind == Kind::number ? print(exponent) : "(" + print(exponent) + ")");
  }

  std::string list(const std::vector<Math>& parts) const {
    std::string text;
    for (const Math& part : parts) text += (text.empty() ? "" : ", ") + print(part);
    return text;
  }

  const PlainMath& style_;
};

}  // namespace

std::string plain(const Math& math, const PlainMath& style) {
  return Printer(style).print(math);
}

}  // namespace heed
