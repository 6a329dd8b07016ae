#include "core/spelling.hpp"
#include "render/addends.hpp"
#include "render/math.hpp"
#include "render/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace heed {
namespace {

using Kind = Math::Kind;

struct Spelling {
  std::string_view plain, command;
};

/// Names that have a command of their own; other words stand upright.
constexpr std::array<Spelling, 12> names{{{"[O, state]", "[O, \\mathrm{state}]"},
                                          {"φ", "\\varphi"},
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

/// Signs in prose that text fonts lack.
constexpr std::array<Spelling, 24> signs{
    {{"√", "$\\surd$"},    {"·", "$\\cdot$"},  {"×", "$\\times$"},  {"−", "$-$"},           {"∞", "$\\infty$"},
     {"→", "$\\to$"},      {"≤", "$\\le$"},    {"≥", "$\\ge$"},     {"Σ", "$\\Sigma$"},     {"φ", "$\\varphi$"},
     {"τ", "$\\tau$"},     {"θ", "$\\theta$"}, {"‖", "$\\Vert$"},   {"ᵀ", "$^{\\top}$"},    {"½", "$\\frac{1}{2}$"},
     {"∂", "$\\partial$"}, {"±", "$\\pm$"},    {"≈", "$\\approx$"}, {"⌊", "$\\lfloor$"},    {"⌋", "$\\rfloor$"},
     {"ˢ", "$^{s}$"},      {"⁻", "$^{-}$"},    {"²", "$^{2}$"},     {"ε", "$\\varepsilon$"}}};

bool negative_number(const Math& math) {
  return (math.kind == Kind::number || math.kind == Kind::cell) && math.number < 0.0;
}

bool is_sum(const Math& math) {
  return (math.kind == Kind::sum && math.parts.size() > 1) || math.kind == Kind::negative || negative_number(math);
}

std::string braced(const std::string& text) {
  return fmt::format("\\left({}\\right)", text);
}

class Printer {
 public:
  /// Of more than `most_parts` parts four are written: the telling ones of a sum, the first three and the last of a
  /// list.
  Printer(int decimals, std::size_t most_parts) : decimals_(decimals), most_parts_(most_parts) {}

  std::string print(const Math& math) const {
    const auto part = [&](std::size_t k) { return print(math.parts[k]); };
    switch (math.kind) {
      case Kind::number:
      case Kind::cell:
        return number(math.number);
      case Kind::symbol:
        return symbol(math);
      case Kind::words:
        return math.text == "½" ? "\\tfrac{1}{2}" : fmt::format("\\text{{{}}}", latex_text(math.text));
      case Kind::sum:
        return sum(math);
      case Kind::product:
        return joined(factors(math), " \\cdot ", "\\cdots");
      case Kind::matrices:
        return joined(factors(math), " ", "\\cdots");
      case Kind::quotient:
        return fmt::format("\\frac{{{}}}{{{}}}", part(0), part(1));
      case Kind::power:
        return fmt::format("{}^{{{}}}", atom(math.parts[0]), part(1));
      case Kind::root:
        return fmt::format("\\sqrt{{{}}}", part(0));
      case Kind::negative:
        return "-" + (is_sum(math.parts[0]) ? braced(part(0)) : part(0));
      case Kind::call:
        return name(math.text) + braced(joined(plain_parts(math), ", ", "\\ldots"));
      case Kind::transpose:
        return fmt::format("{}^{{\\top}}", atom(math.parts[0]));
      case Kind::norm:
        return fmt::format("\\lVert {} \\rVert", part(0));
      case Kind::size:
        return fmt::format("\\lvert {} \\rvert", part(0));
      case Kind::group:
        return braced(part(0));
      case Kind::condition:
        return fmt::format("\\left[{} {} {}\\right]", part(0), relation(math.text), part(1));
      case Kind::equals:
        return joined(plain_parts(math), " = ", "\\cdots");
    }
    return {};
  }

  /// The parts of a sum, each with its sign and blanks.
  std::vector<std::string> addends(const Math& sum, std::size_t most) const {
    if (sum.parts.empty()) return {"0"};
    std::vector<std::string> all;
    for (const std::size_t k : telling_addends(sum, most)) {
      const Math& part = sum.parts[k];
      if (part.kind == Kind::negative) {
        const std::string inner = print(part.parts[0]);
        all.push_back((all.empty() ? "-" : " - ") + (is_sum(part.parts[0]) ? braced(inner) : inner));
      } else if (negative_number(part) && !all.empty()) {
        all.push_back(" - " + number(-part.number));
      } else {
        all.push_back((all.empty() ? "" : " + ") + print(part));
      }
    }
    return all;
  }

 private:
  std::string number(double value) const { return latex_number(value, number_format({&value, 1}, decimals_)); }

  static std::string name(const std::string& text) {
    for (const Spelling& known : names) {
      if (text == known.plain) return std::string(known.command);
    }
    return text.size() == 1 ? text : fmt::format("\\mathrm{{{}}}", latex_text(text));
  }

  /// A subscript to a long name stands within the name's braces, so that `_` follows a letter.
  static std::string symbol(const Math& math) {
    const std::string base = name(math.text);
    if (math.subscript.empty()) return base;
    const std::string below =
        math.subscript.size() == 1 ? math.subscript : fmt::format("{{\\mathrm{{{}}}}}", latex_text(math.subscript));
    return base.ends_with('}') ? fmt::format("{}_{}}}", base.substr(0, base.size() - 1), below)
                               : fmt::format("{}_{}", base, below);
  }

  static std::string relation(const std::string& sign) { return sign == "≤" ? "\\le" : sign == "≥" ? "\\ge" : sign; }

  std::string atom(const Math& math) const {
    const bool alone = math.kind == Kind::symbol || math.kind == Kind::group || math.kind == Kind::norm ||
                       math.kind == Kind::size ||
                       ((math.kind == Kind::number || math.kind == Kind::cell) && math.number >= 0.0);
    return alone ? print(math) : braced(print(math));
  }

  std::vector<std::string> plain_parts(const Math& math) const {
    std::vector<std::string> all;
    for (const Math& part : math.parts) all.push_back(print(part));
    return all;
  }

  std::vector<std::string> factors(const Math& math) const {
    if (math.parts.empty()) return {"1"};
    std::vector<std::string> all;
    for (const Math& part : math.parts) {
      all.push_back(math.parts.size() > 1 && is_sum(part) ? braced(print(part)) : print(part));
    }
    return all;
  }

  std::string sum(const Math& math) const {
    constexpr std::size_t told = 4;
    const bool cut = math.parts.size() > most_parts_;
    return listed(addends(math, cut ? told : math.parts.size()), "") + (cut ? " + \\cdots" : "");
  }

  std::string joined(const std::vector<std::string>& parts, std::string_view between, std::string_view cut) const {
    constexpr std::size_t head = 3;
    std::string text;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (parts.size() > most_parts_ && k == head) {
        text += fmt::format("{}{}", between, cut);
        k = parts.size() - 1;
      }
      if (k > 0) text += between;
      text += parts[k];
    }
    return text;
  }

  int decimals_;
  std::size_t most_parts_;
};

/// About how many characters wide it prints: a command is one, braces none.
std::size_t printed_width(std::string_view text) {
  std::size_t width = 0;
  bool command = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (command && letter) continue;
    command = c == '\\';
    width += c == '{' || c == '}' || c == ' ' ? 0 : 1;
  }
  return width;
}

}  // namespace

std::string latex_text(std::string_view text) {
  std::string escaped;
  const std::string safe = visible(text);
  for (std::string_view rest = safe; !rest.empty();) {
    const auto sign =
        std::find_if(signs.begin(), signs.end(), [&](const Spelling& known) { return rest.starts_with(known.plain); });
    if (sign != signs.end()) {
      escaped += sign->command;
      rest.remove_prefix(sign->plain.size());
      continue;
    }
    const char c = rest.front();
    rest.remove_prefix(1);
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (beyond_ascii || letter || std::string_view(" .,:;!?()[]/*+=@\"").find(c) != std::string_view::npos) {
      escaped += c;
    } else if (std::string_view("%#&$_{}").find(c) != std::string_view::npos) {
      escaped += fmt::format("\\{}", c);
    } else {
      switch (c) {
        case '\\':
          escaped += "\\textbackslash{}";
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
        case '`':
          escaped += "{`}";
          break;
        default:  // - and ', which two by two would become a dash and a quotation mark
          escaped += rest.starts_with(c) ? fmt::format("{{{}}}", c) : std::string(1, c);
      }
    }
  }
  return escaped;
}

std::string latex_number(double value, NumberFormat format) {
  if (std::isinf(value)) return value < 0 ? "-\\infty" : "\\infty";
  if (std::isnan(value)) return "\\mathrm{nan}";
  const std::string text = written(value, format);
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  return fmt::format("{} \\cdot 10^{{{}}}", text.substr(0, e), std::stoi(text.substr(e + 1)));
}

std::string latex(const Math& math, int decimals) {
  constexpr std::size_t whole = static_cast<std::size_t>(-1);
  return Printer(decimals, whole).print(math);
}

std::vector<std::string> latex_lines(const Math& math, int decimals) {
  constexpr std::size_t line_width = 60;
  constexpr std::size_t most_parts = 6;
  const Printer printer(decimals, most_parts);
  if (math.kind != Kind::sum) return {printer.print(math)};
  std::vector<std::string> lines{""};
  for (const std::string& addend : printer.addends(math, math.parts.size())) {
    if (!lines.back().empty() && printed_width(lines.back() + addend) > line_width) lines.emplace_back("{}");
    lines.back() += addend;
  }
  return lines;
}

}  // namespace heed
