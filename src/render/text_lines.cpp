#include "render/text_lines.hpp"

#include "render/math.hpp"
#include "render/prose.hpp"
#include "render/width.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace heed {
namespace {

std::string ascii_prose(std::string text) {
  static const std::vector<std::pair<std::string_view, std::string_view>> signs{
      {"√", "sqrt "}, {"·", "*"},   {"×", "x"},   {"−", "-"},  {"∞", "inf"}, {"→", "->"},   {"←", "<-"},  {"—", "-"},
      {"–", "-"},     {"…", "..."}, {"≤", "<="},  {"≥", ">="}, {"≈", "~"},   {"±", "+-"},   {"½", "1/2"}, {"‖", "|"},
      {"Σ", "sum "},  {"∂", "d"},   {"φ", "phi"}, {"ᵀ", "^T"}, {"ᵉ", "^e"},  {"⁻ˢ", "^-s"}, {"ˢ", "^s"},  {"²", "^2"},
      {"³", "^3"},    {"⁴", "^4"},  {"⁶", "^6"},  {"⁸", "^8"}, {"ᵢ", "_i"},  {"ⱼ", "_j"},   {"ₜ", "_t"},  {"₋₁", "-1"},
      {"₁", "_1"},    {"₂", "_2"},  {"’", "'"},   {"‘", "'"},  {"“", "\""},  {"”", "\""}};
  for (const auto& [sign, plain_sign] : signs) {
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + plain_sign.size())) {
      text.replace(at, sign.size(), plain_sign);
    }
  }
  return text;
}

}  // namespace

void TextLines::line(std::string text) {
  std::replace(text.begin(), text.end(), held_blank, ' ');
  out += text;
  out += '\n';
}

std::string TextLines::strong(const std::string& text) const {
  return style.color == ColorDepth::none ? text : "\x1b[1m" + text + "\x1b[0m";
}
std::string TextLines::faint(const std::string& text) const {
  return style.color == ColorDepth::none ? text : "\x1b[2m" + text + "\x1b[0m";
}

std::string TextLines::spoken(std::string_view prose) const {
  constexpr std::size_t short_code = 24;
  std::string text;
  for (const ProsePiece& piece : prose_pieces(prose)) {
    text += piece.text;
    if (piece.mark != ProsePiece::Mark::code || piece.text.size() > short_code) continue;
    std::replace(text.end() - static_cast<std::ptrdiff_t>(piece.text.size()), text.end(), ' ', held_blank);
  }
  return style.ascii ? ascii_prose(text) : text;
}

void TextLines::paragraph(const std::string& text, std::size_t indent, std::size_t hanging) {
  line(wrap(text, std::min<std::size_t>(style.width, 100), indent, hanging));
}

std::string TextLines::number(double value, NumberFormat format) const {
  if (style.ascii && std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return written(value, format);
}

}  // namespace heed
