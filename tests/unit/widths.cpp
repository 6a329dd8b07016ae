#include "render/markup.hpp"
#include "render/width.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace heed;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  while (times-- > 0) result += text;
  return result;
}

}  // namespace

TEST_CASE("text from outside holds no control character when it is printed") {
  const std::pair<std::string, const char*> hostile[] = {
      {"\x1b[2J", "<U+001B>[2J"},
      {"\x1b]0;x\a", "<U+001B>]0;x<U+0007>"},
      {"\xc2\x9b"
       "31m",
       "<U+009B>31m"},
      {"a\rb", "a<U+000D>b"},
      {"a\bb", "a<U+0008>b"},
      {"a\nb\tc", "a<U+000A>b<U+0009>c"},
      {std::string("a\0b", 3), "a<U+0000>b"},
      {"\x7f", "<U+007F>"},
      {"\xff", "\xef\xbf\xbd"},
      {"a\xe6\x88", "a\xef\xbf\xbd\xef\xbf\xbd"},
  };
  for (const auto& [text, safe] : hostile) CHECK(visible(text) == safe);
}

TEST_CASE("characters that turn the direction of writing, or hide, are made visible") {
  for (const char* text :
       {"\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\ufeff", "\U000e0041"}) {
    CAPTURE(visible(text));
    CHECK(visible(text).starts_with("<U+"));
  }
  CHECK(visible("\u202e") == "<U+202E>");
  CHECK(display_width(visible("\u202e")) == 8);
}

TEST_CASE("no character carries more than 32 marks") {
  CHECK(visible("a" + repeated("\u0301", 10000)) == "a" + repeated("\u0301", 32));
  CHECK(visible(repeated("\u0301", 33)) == repeated("\u0301", 32));
  CHECK(visible("é" + repeated("\u0301", 33) + "b") == "é" + repeated("\u0301", 32) + "b");
}

TEST_CASE("a Chinese character takes two cells, a mark none") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("山川") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("，") == 2);
  CHECK(display_width("√d_k") == 4);
  CHECK(display_width(pad_right("山", 6)) == 6);
  CHECK(pad_left("山", 4) == "  山");
  CHECK(pad_left("longer", 3) == "longer");
}

TEST_CASE("a text is cut between characters, and the cut is marked") {
  CHECK(shorten("山川湖海", 8, false) == "山川湖海");
  CHECK(shorten("山川湖海", 7, false) == "山川湖…");
  CHECK(shorten("山川湖海", 6, true) == "山川~");
  CHECK(shorten("mountains", 5, true) == "moun~");
}

TEST_CASE("addresses become links, and what stands around them stays") {
  CHECK(linked("a https://x.y/z, b (https://u.v) c") ==
        "a <a href=\"https://x.y/z\">https://x.y/z</a>, b (<a href=\"https://u.v\">https://u.v</a>) c");
  CHECK(linked("https://x.y") == "<a href=\"https://x.y\">https://x.y</a>");
  CHECK(linked("no < link") == "no &lt; link");
}

TEST_CASE("lines break at blanks and between Chinese characters, never before a closing mark") {
  CHECK(wrap("one two three", 7, 0) == "one two\nthree");
  CHECK(wrap("one two three", 9, 2) == "  one two\n  three");
  CHECK(wrap("one two", 5, 0, 2) == "one\n  two");
  CHECK(wrap("山川湖海", 4, 0) == "山川\n湖海");
  CHECK(wrap("at the 中国 leads", 9, 0) == "at the\n中国\nleads");
  CHECK(wrap("山川，湖海。", 6, 0) == "山川，\n湖海。");
  CHECK(wrap("the cell a[the,湖海] holds", 20, 0) == "the cell a[the,湖海]\nholds");
  CHECK(wrap("the cell a[the,湖海] holds", 19, 0) == "the cell\na[the,湖海] holds");
  CHECK(wrap("half (的) of it", 7, 0) == "half\n(的) of\nit");
  CHECK(wrap("unbreakable", 3, 0) == "unbreakable");
}

TEST_CASE("no line of wrapped text is wider than asked, but for a word that is") {
  const std::string text = "Attention 就是 a weighted sum，权重来自 a softmax。查询与键越相配，分数越大。";
  for (std::size_t width = 16; width < 60; ++width) {
    std::istringstream lines(wrap(text, width, 2, 2));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(display_width(line) <= width);
    }
  }
}

TEST_CASE("Chinese text breaks between any two of its characters, from the first that there is") {
  for (const char* character : {"\u2e80", "\u4e2d", "\U00020000"}) {
    const std::string text = "abc " + repeated(character, 5);
    CHECK(wrap(text, 10, 0) == "abc " + repeated(character, 3) + "\n" + repeated(character, 2));
  }
}
