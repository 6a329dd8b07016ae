#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace heed {

/// A formula or a piece of arithmetic as a tree, so that each format writes it in its own notation.
/// It knows no attention and no layout.
struct Math {
  enum class Kind {
    number,     ///< `number`
    cell,       ///< a cell of operand `operand`, `number` being its value and, once resolved, `text` its name
    symbol,     ///< `text` with `subscript`: W_Q
    words,      ///< `text`, upright
    sum,        ///< a + b + c; a negative part is subtracted
    product,    ///< a · b · c
    matrices,   ///< A·B: the product of matrices, written close
    quotient,   ///< a / b
    power,      ///< a ^ b
    root,       ///< √a
    negative,   ///< −a
    call,       ///< text(a, b)
    transpose,  ///< aᵀ
    norm,       ///< ‖a‖
    size,       ///< |a|
    equals,     ///< a = b = c
    group,      ///< (a)
    condition,  ///< [a ≤ b]: 1 where it holds, else 0; `text` is the relation
  };

  Kind kind = Kind::words;
  std::string text;
  std::string subscript;
  double number = 0.0;
  std::size_t operand = 0;
  std::size_t row = 0;
  std::size_t column = 0;
  std::vector<Math> parts;
};

namespace math {

inline Math number(double value) {
  return {.kind = Math::Kind::number, .number = value};
}
inline Math cell(std::size_t operand, std::size_t row, std::size_t column, double value) {
  return {.kind = Math::Kind::cell, .number = value, .operand = operand, .row = row, .column = column};
}
inline Math symbol(std::string base, std::string subscript = {}) {
  return {.kind = Math::Kind::symbol, .text = std::move(base), .subscript = std::move(subscript)};
}
inline Math words(std::string text) {
  return {.kind = Math::Kind::words, .text = std::move(text)};
}

inline Math of(Math::Kind kind, std::vector<Math> parts) {
  return {.kind = kind, .parts = std::move(parts)};
}
inline Math sum(std::vector<Math> parts) {
  return of(Math::Kind::sum, std::move(parts));
}
inline Math product(std::vector<Math> parts) {
  return of(Math::Kind::product, std::move(parts));
}
inline Math matrices(Math a, Math b) {
  return of(Math::Kind::matrices, {std::move(a), std::move(b)});
}
inline Math quotient(Math a, Math b) {
  return of(Math::Kind::quotient, {std::move(a), std::move(b)});
}
inline Math power(Math a, Math b) {
  return of(Math::Kind::power, {std::move(a), std::move(b)});
}
inline Math root(Math a) {
  return of(Math::Kind::root, {std::move(a)});
}
inline Math negative(Math a) {
  return of(Math::Kind::negative, {std::move(a)});
}
inline Math difference(Math a, Math b) {
  return sum({std::move(a), negative(std::move(b))});
}
inline Math transpose(Math a) {
  return of(Math::Kind::transpose, {std::move(a)});
}
inline Math norm(Math a) {
  return of(Math::Kind::norm, {std::move(a)});
}
inline Math size(Math a) {
  return of(Math::Kind::size, {std::move(a)});
}
inline Math group(Math a) {
  return of(Math::Kind::group, {std::move(a)});
}
inline Math equals(std::vector<Math> parts) {
  return of(Math::Kind::equals, std::move(parts));
}
inline Math condition(Math a, std::string relation, Math b) {
  return {.kind = Math::Kind::condition, .text = std::move(relation), .parts = {std::move(a), std::move(b)}};
}
inline Math call(std::string name, std::vector<Math> arguments) {
  return {.kind = Math::Kind::call, .text = std::move(name), .parts = std::move(arguments)};
}

}  // namespace math
}  // namespace heed
