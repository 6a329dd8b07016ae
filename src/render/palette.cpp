#include "render/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

// Nine samples of the published table, at equal distances.
constexpr std::array<Rgb, 9> samples{{{0, 34, 78},
                                      {18, 53, 112},
                                      {59, 73, 108},
                                      {87, 93, 109},
                                      {112, 113, 115},
                                      {138, 134, 120},
                                      {165, 156, 116},
                                      {195, 179, 105},
                                      {254, 232, 56}}};

int between(int a, int b, double t) {
  return static_cast<int>(std::lround(a + (b - a) * t));
}

double clamped(double share) {
  return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
}

}  // namespace

Rgb cividis(double share) {
  const double at = clamped(share) * static_cast<double>(samples.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), samples.size() - 2);
  const double t = at - static_cast<double>(below);
  const Rgb& a = samples[below];
  const Rgb& b = samples[below + 1];
  return {between(a.red, b.red, t), between(a.green, b.green, t), between(a.blue, b.blue, t)};
}

Rgb ink_on(Rgb paper) {
  // Relative luminance (WCAG 2.1); at this one black and white are equally easy to read.
  constexpr double even = 0.179;
  const auto linear = [](int channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  const double luminance = 0.2126 * linear(paper.red) + 0.7152 * linear(paper.green) + 0.0722 * linear(paper.blue);
  return luminance > even ? Rgb{0, 0, 0} : Rgb{255, 255, 255};
}

std::string shaded(const std::string& text, double share, ColorDepth depth) {
  if (depth == ColorDepth::none) return text;
  const Rgb paper = cividis(share);
  const Rgb ink = ink_on(paper);
  switch (depth) {
    case ColorDepth::none:
      break;
    case ColorDepth::full:
      return fmt::format("\x1b[48;2;{};{};{}m\x1b[38;2;{};{};{}m{}\x1b[0m", paper.red, paper.green, paper.blue, ink.red,
                         ink.green, ink.blue, text);
    case ColorDepth::indexed: {
      const auto level = [](int channel) { return (channel * 5 + 127) / 255; };
      return fmt::format("\x1b[48;5;{}m\x1b[38;5;{}m{}\x1b[0m",
                         16 + 36 * level(paper.red) + 6 * level(paper.green) + level(paper.blue),
                         ink.red == 0 ? 16 : 231, text);
    }
    case ColorDepth::basic: {
      // Sixteen colours hold no scale: three steps, blue, plain and yellow.
      constexpr double low = 0.2;
      constexpr double high = 0.6;
      const char* code = share < low ? "\x1b[44;37m" : share < high ? "\x1b[47;30m" : "\x1b[43;30m";
      return fmt::format("{}{}\x1b[0m", code, text);
    }
  }
  return text;
}

std::string_view bar(double share, bool ascii) {
  static constexpr std::array<std::string_view, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static constexpr std::array<std::string_view, 9> ramp{" ", ".", ":", "-", "=", "+", "*", "#", "@"};
  const auto step = static_cast<std::size_t>(std::lround(clamped(share) * 8.0));
  return ascii ? ramp[step] : blocks[step];
}

}  // namespace heed
