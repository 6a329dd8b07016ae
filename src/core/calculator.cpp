#include "core/calculator.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace heed {

double calculated(const Math& math) {
  using Kind = Math::Kind;
  const auto part = [&](std::size_t k) { return calculated(math.parts.at(k)); };
  const auto folded = [&](double start, auto step) {
    for (std::size_t k = 0; k < math.parts.size(); ++k) start = step(start, part(k));
    return start;
  };
  switch (math.kind) {
    case Kind::number:
    case Kind::cell:
      return math.number;
    case Kind::words: {
      if (math.text == "½") return 0.5;
      const std::size_t slash = math.text.find('/');
      if (slash == std::string::npos) break;
      return std::strtod(math.text.c_str(), nullptr) / std::strtod(math.text.c_str() + slash + 1, nullptr);
    }
    case Kind::sum:
      return folded(0.0, [](double a, double b) { return a + b; });
    case Kind::product:
      return folded(1.0, [](double a, double b) { return a * b; });
    case Kind::quotient:
      return part(0) / part(1);
    case Kind::power:
      return std::pow(part(0), part(1));
    case Kind::root:
      return std::sqrt(part(0));
    case Kind::negative:
      return -part(0);
    case Kind::size:
      return std::abs(part(0));
    case Kind::group:
      return part(0);
    case Kind::condition: {
      const double a = part(0);
      const double b = part(1);
      if (math.text == "=") return a == b;
      if (math.text == ">") return a > b;
      if (math.text == "≤") return a <= b;
      if (math.text == "≥") return a >= b;
      break;
    }
    case Kind::call:
      if (math.text == "exp") return std::exp(part(0));
      if (math.text == "tanh") return std::tanh(part(0));
      if (math.text == "sin") return std::sin(part(0));
      if (math.text == "cos") return std::cos(part(0));
      if (math.text == "φ") return part(0) > 0.0 ? part(0) + 1.0 : std::exp(part(0));
      if (math.text == "max") {
        return folded(-std::numeric_limits<double>::infinity(),
                      [](double a, double b) { return std::isnan(b) || b > a ? b : a; });
      }
      break;
    default:
      break;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace heed
