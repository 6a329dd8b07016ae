#include "command/run.hpp"
#include "render/palette.hpp"

#include <doctest/doctest.h>
#include <cmath>

using namespace heed;

namespace {

using Environment = std::map<std::string, std::string, std::less<>>;

/// What the colours of `heed trace four-steps` are made of, in these surroundings.
std::string depth(const char* color, bool terminal, const Environment& environment) {
  std::vector<std::string> arguments{"trace", "four-steps", "--only", "weights"};
  if (*color != '\0') arguments.insert(arguments.end(), {"--color", color});
  const Outcome outcome = run(arguments, {.terminal = terminal, .environment = environment});
  REQUIRE(outcome.status == Exit::done);
  if (outcome.out.find("\x1b[48;2;") != std::string::npos) return "full";
  if (outcome.out.find("\x1b[48;5;") != std::string::npos) return "indexed";
  return outcome.out.find('\x1b') != std::string::npos ? "basic" : "none";
}

}  // namespace

TEST_CASE("--color comes first, then NO_COLOR, then CLICOLOR_FORCE, then a dumb terminal, then whether it is one") {
  const struct {
    const char* color;
    bool terminal;
    Environment environment;
    const char* wanted;
  } table[] = {
      {"", false, {}, "none"},
      {"", true, {}, "basic"},
      {"auto", true, {}, "basic"},
      {"always", false, {}, "basic"},
      {"always", false, {{"NO_COLOR", "1"}}, "basic"},
      {"always", false, {{"TERM", "dumb"}}, "basic"},
      {"never", true, {{"CLICOLOR_FORCE", "1"}}, "none"},
      {"", true, {{"NO_COLOR", "1"}}, "none"},
      {"", true, {{"NO_COLOR", ""}}, "basic"},
      {"", true, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, "none"},
      {"", false, {{"CLICOLOR_FORCE", "1"}}, "basic"},
      {"", false, {{"CLICOLOR_FORCE", "0"}}, "none"},
      {"", false, {{"CLICOLOR_FORCE", ""}}, "none"},
      {"", false, {{"FORCE_COLOR", "1"}}, "basic"},
      {"", true, {{"TERM", "dumb"}}, "none"},
      {"", true, {{"TERM", "dumb"}, {"CLICOLOR_FORCE", "1"}}, "basic"},
      {"", false, {{"TERM", "xterm-256color"}, {"COLORTERM", "truecolor"}}, "none"},
      {"", true, {{"TERM", "xterm-256color"}}, "indexed"},
      {"", true, {{"TERM", "xterm-256color"}, {"COLORTERM", "truecolor"}}, "full"},
      {"", true, {{"COLORTERM", "24bit"}}, "full"},
  };
  for (const auto& row : table) {
    CAPTURE(row.color);
    CAPTURE(row.terminal);
    CHECK(depth(row.color, row.terminal, row.environment) == row.wanted);
  }
}

TEST_CASE("a coloured page has the same words and numbers; shades take the place of bars") {
  const auto page = [](const char* color) {
    std::string text =
        run({"trace", "translation", "--color", color}, {.environment = {{"COLORTERM", "truecolor"}}}).out;
    for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
      text.erase(at, text.find('m', at) - at + 1);
    }
    for (int eighths = 1; eighths <= 8; ++eighths) {
      const std::string_view glyph = bar(eighths / 8.0, false);
      for (std::size_t at = text.find(glyph); at != std::string::npos; at = text.find(glyph))
        text.erase(at, glyph.size());
    }
    std::erase(text, ' ');
    return text;
  };
  CHECK(page("always") == page("never"));
}

TEST_CASE("the width is --width, or a terminal's own; a pipe has 80") {
  const auto page = [](std::vector<std::string> more, const Surroundings& around) {
    std::vector<std::string> arguments{"trace", "translation", "--color", "never"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments, around).out;
  };
  const std::string usual = page({}, {});
  CHECK(usual == page({"--width", "80"}, {}));
  CHECK(usual == page({}, {.environment = {{"COLUMNS", "40"}}}));
  CHECK(page({"--width", "40"}, {}) == page({}, {.terminal = true, .columns = 40}));
  CHECK(page({"--width", "40"}, {}) == page({}, {.terminal = true, .columns = 80, .environment = {{"COLUMNS", "40"}}}));
  CHECK(usual == page({"--width", "80"}, {.terminal = true, .columns = 40}));
  for (const char* nonsense : {"", "0", "-1", "abc", "99999999999"}) {
    CHECK(usual == page({}, {.terminal = true, .columns = 80, .environment = {{"COLUMNS", nonsense}}}));
  }
}

namespace {

/// Relative luminance and contrast as the Web Content Accessibility Guidelines 2.1 define them.
double luminance(Rgb colour) {
  const auto linear = [](int channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrast(Rgb a, Rgb b) {
  const auto [less, more] = std::minmax({luminance(a), luminance(b)});
  return (more + 0.05) / (less + 0.05);
}

}  // namespace

TEST_CASE("ink stands out from every paper of the scale, and lightness grows with the share") {
  double before = -1.0;
  for (int share = 0; share <= 100; ++share) {
    const Rgb paper = cividis(share / 100.0);
    CHECK(luminance(paper) > before - 0.01);
    before = luminance(paper);
    constexpr double readable = 4.5;
    CHECK(contrast(paper, ink_on(paper)) >= readable);
  }
  CHECK(bar(0.0, false) == " ");
  CHECK(bar(1.0, false) == "█");
  CHECK(bar(NAN, true) == " ");
}
