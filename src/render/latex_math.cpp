#include "render/math.hpp"
#include "render/number.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace heed {
namespace {

using Kind = Math::Kind;

bool is_sum(const Math& math) {
  return (math.kind == Kind::sum && math.parts.size() > 1) || math.kind == Kind::negative ||
         ((math.kind == Kind::number || math.kind == Kind::cell) && math.number < 0.0);
}

std::string number(double value, int decimals) {
  if (std::isinf(value)) return value < 0 ? "-\\infty" : "\\infty";
  if (std::isnan(value)) return "\\mathrm{nan}";
  std::string text = written(value, decimals);
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const int exponent = std::stoi(text.substr(e + 1));
  return fmt::format("{} \\cdot 10^{{{}}}", text.substr(0, e), exponent);
}

/// Greek letters and operator names; other words stand upright.
std::string name(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> known{{{"φ", "\\varphi"},
                                                                                        {"τ", "\\tau"},
                                                                                        {"θ", "\\theta"},
                                                                                        {"Σ", "\\textstyle\\sum"},
                                                                                        {"exp", "\\exp"},
                                                                                        {"max", "\\max"},
                                                                                        {"tanh", "\\tanh"},
                                                                                        {"sin", "\\sin"},
                                                                                        {"cos", "\\cos"},
                                                                                        {"φ(Q)", "\\varphi(Q)"},
                                                                                        {"φ(K)", "\\varphi(K)"}}};
  for (const auto& [plain, command] : known) {
    if (text == plain) return std::string(command);
  }
  if (text.size() == 1) return text;
  return fmt::format("\\mathrm{{{}}}", latex_text(text));
}

std::string parts(const Math& math, std::string_view between, int decimals, bool group_sums) {
  if (math.parts.empty()) return "1";
  std::string text;
  for (const Math& part : math.parts) {
    if (!text.empty()) text += between;
    const std::string inner = latex(part, decimals);
    const bool group = group_sums && math.parts.size() > 1 && is_sum(part);
    text += group ? fmt::format("\\left({}\\right)", inner) : inner;
  }
  return text;
}

std::string sum(const Math& math, int decimals) {
  if (math.parts.empty()) return "0";
  std::string text;
  for (const Math& part : math.parts) {
    const bool negative_number = (part.kind == Kind::number || part.kind == Kind::cell) && part.number < 0.0;
    if (part.kind == Kind::negative) {
      const std::string inner = latex(part.parts[0], decimals);
      text += (text.empty() ? "-" : " - ") + (is_sum(part.parts[0]) ? "\\left(" + inner + "\\right)" : inner);
    } else if (negative_number && !text.empty()) {
      text += " - " + number(-part.number, decimals);
    } else {
      text += (text.empty() ? "" : " + ") + latex(part, decimals);
    }
  }
  return text;
}

std::string atom(const Math& math, int decimals) {
  const std::string inner = latex(math, decimals);
  const bool alone = math.kind == Kind::symbol || (math.kind == Kind::number && math.number >= 0.0) ||
                     (math.kind == Kind::cell && math.number >= 0.0) || math.kind == Kind::group ||
                     math.kind == Kind::norm;
  return alone ? inner : fmt::format("\\left({}\\right)", inner);
}

}  // namespace

std::string latex_text(std::string_view text) {
  std::string escaped;
  for (const char c : visible(text)) {
    switch (c) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '{':
        escaped += "\\{";
        break;
      case '}':
        escaped += "\\}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '|':
        escaped += "\\textbar{}";
        break;
      case '<':
        escaped += "\\textless{}";
        break;
      case '>':
        escaped += "\\textgreater{}";
        break;
      case '%':
      case '#':
      case '&':
      case '$':
      case '_':
        escaped += '\\';
        escaped += c;
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string latex(const Math& math, int decimals) {
  const auto part = [&](std::size_t k) { return latex(math.parts[k], decimals); };
  switch (math.kind) {
    case Kind::number:
    case Kind::cell:
      return number(math.number, decimals);
    case Kind::symbol:
      if (math.subscript.empty()) return name(math.text);
      return math.subscript.size() == 1
                 ? fmt::format("{}_{}", name(math.text), math.subscript)
                 : fmt::format("{}_{{\\mathrm{{{}}}}}", name(math.text), latex_text(math.subscript));
    case Kind::words:
      return math.text == "½" ? "\\tfrac{1}{2}" : fmt::format("\\text{{{}}}", latex_text(math.text));
    case Kind::sum:
      return sum(math, decimals);
    case Kind::product:
      return parts(math, " \\cdot ", decimals, true);
    case Kind::matrices:
      return parts(math, " ", decimals, true);
    case Kind::quotient:
      return fmt::format("\\frac{{{}}}{{{}}}", part(0), part(1));
    case Kind::power:
      return fmt::format("{}^{{{}}}", atom(math.parts[0], decimals), part(1));
    case Kind::root:
      return fmt::format("\\sqrt{{{}}}", part(0));
    case Kind::negative:
      return "-" + (is_sum(math.parts[0]) ? fmt::format("\\left({}\\right)", part(0)) : part(0));
    case Kind::call:
      return fmt::format("{}\\left({}\\right)", name(math.text), parts(math, ", ", decimals, false));
    case Kind::transpose:
      return fmt::format("{}^{{\\top}}", atom(math.parts[0], decimals));
    case Kind::norm:
      return fmt::format("\\lVert {} \\rVert", part(0));
    case Kind::group:
      return fmt::format("\\left({}\\right)", part(0));
    case Kind::condition: {
      const std::string relation = math.text == "≤"   ? "\\le"
                                   : math.text == "≥" ? "\\ge"
                                   : math.text == ">" ? "\\gt"
                                                      : math.text;
      return fmt::format("\\left[{} {} {}\\right]", part(0), relation, part(1));
    }
    case Kind::equals:
      return parts(math, " = ", decimals, false);
  }
  return {};
}

}  // namespace heed
