#include "core/error.hpp"
#include "core/operations.hpp"
#include "core/operations/cellwise.hpp"

#include <cmath>

namespace heed {
namespace {

/// 10000^(−2k/d), the speed at which pair k of d/2 turns.
double frequency(std::size_t pair, std::size_t width) {
  return std::pow(10000.0, -2.0 * static_cast<double>(pair) / static_cast<double>(width));
}

Math frequency_math(std::size_t pair, std::size_t width) {
  return math::power(math::number(10000.0), math::words(fmt::format("{}/{}", 2 * pair, width)));
}

class Sinusoids : public Final<Cellwise> {
 public:
  Sinusoids(std::size_t rows, std::size_t columns, std::size_t first) : shape_{rows, columns}, first_(first) {}
  Shape shape(std::span<const View>) const override { return shape_; }
  Arithmetic cell(std::span<const View>, std::size_t row, std::size_t column) const override {
    const double position = static_cast<double>(first_ + row);
    const double angle = position * frequency(column / 2, shape_.columns);
    const bool sine = column % 2 == 0;
    return {sine ? std::sin(angle) : std::cos(angle),
            {},
            math::call(sine ? "sin" : "cos",
                       {math::quotient(math::number(position), frequency_math(column / 2, shape_.columns))})};
  }
  Math formula(std::span<const Math>) const override {
    return math::call("sin,cos",
                      {math::quotient(math::symbol("pos"), math::power(math::number(10000.0), math::words("2k/d")))});
  }
  Names names() const override { return {{}, {}}; }

 private:
  Shape shape_;
  std::size_t first_;
};

class Angles : public Final<Cellwise> {
 public:
  Angles(std::size_t rows, std::size_t pairs, std::size_t first) : shape_{rows, pairs}, first_(first) {}
  Shape shape(std::span<const View>) const override { return shape_; }
  Arithmetic cell(std::span<const View>, std::size_t row, std::size_t column) const override {
    const double position = static_cast<double>(first_ + row);
    return {position * frequency(column, 2 * shape_.columns),
            {},
            math::quotient(math::number(position), frequency_math(column, 2 * shape_.columns))};
  }
  Math formula(std::span<const Math>) const override {
    return math::quotient(math::symbol("pos"), math::power(math::number(10000.0), math::words("2k/d")));
  }
  Names names() const override { return {{}, {}}; }

 private:
  Shape shape_;
  std::size_t first_;
};

class Rotate : public Shaped {
 public:
  Rotate(Pairing pairing, double direction) : pairing_(pairing), direction_(direction) {}

  Arithmetic cell(std::span<const View> in, std::size_t row, std::size_t column) const override {
    const std::size_t pairs = in[1].columns();
    const std::size_t width = 2 * pairs;
    expect(in[0].columns() % width == 0, "heads that the angles do not fit");
    const std::size_t base = column / width * width;
    const std::size_t within = column % width;
    const bool neighbours = pairing_ == Pairing::neighbours;
    const std::size_t pair = neighbours ? within / 2 : within % pairs;
    const std::size_t first = base + (neighbours ? 2 * pair : pair);
    const std::size_t second = first + (neighbours ? 1 : pairs);
    const double angle = direction_ * in[1](row, pair);
    const double a = in[0](row, first);
    const double b = in[0](row, second);
    const Math cosine = math::call("cos", {math::cell(1, row, pair, angle)});
    const Math sine = math::call("sin", {math::cell(1, row, pair, angle)});
    const Math first_math = math::cell(0, row, first, a);
    const Math second_math = math::cell(0, row, second, b);
    const Factor turn{1, row, pair, in[1](row, pair)};
    if (column == first) {
      return {a * std::cos(angle) - b * std::sin(angle),
              {{{{0, row, first, a}, turn}, a * std::cos(angle)}, {{{0, row, second, b}, turn}, -b * std::sin(angle)}},
              math::difference(math::product({first_math, cosine}), math::product({second_math, sine}))};
    }
    return {a * std::sin(angle) + b * std::cos(angle),
            {{{{0, row, first, a}, turn}, a * std::sin(angle)}, {{{0, row, second, b}, turn}, b * std::cos(angle)}},
            math::sum({math::product({first_math, sine}), math::product({second_math, cosine})})};
  }
  std::optional<Call> gradient(const Flow& flow, std::size_t operand) const override {
    if (operand != 0) return std::nullopt;
    return Call{rotate(pairing_, -direction_), {{flow.upstream}, flow.operands[1]}};
  }
  Math formula(std::span<const Math> in) const override {
    return math::call("rotate", {in[0], direction_ < 0 ? math::negative(in[1]) : in[1]});
  }

 private:
  Pairing pairing_;
  double direction_;
};

class DistancePenalty : public Final<Cellwise> {
 public:
  DistancePenalty(Shape shape, std::size_t past, double slope) : shape_(shape), past_(past), slope_(slope) {}
  Shape shape(std::span<const View>) const override { return shape_; }
  Arithmetic cell(std::span<const View>, std::size_t row, std::size_t column) const override {
    const double query = static_cast<double>(row + past_ + 1);
    const double key = static_cast<double>(column + 1);
    return {-slope_ * std::abs(query - key), {}, penalty(math::number(query), math::number(key))};
  }
  Math formula(std::span<const Math>) const override { return penalty(math::symbol("i"), math::symbol("j")); }
  Names names() const override { return {{}, {}}; }

 private:
  Math penalty(Math query, Math key) const {
    Math distance = math::size(math::difference(std::move(query), std::move(key)));
    const double part = 1.0 / slope_;
    return math::negative(part == std::floor(part) ? math::quotient(std::move(distance), math::number(part))
                                                   : math::product({math::number(slope_), std::move(distance)}));
  }
  Shape shape_;
  std::size_t past_;
  double slope_;
};

}  // namespace

OperationPointer sinusoids(std::size_t rows, std::size_t columns, std::size_t first) {
  return std::make_shared<Sinusoids>(rows, columns, first);
}
OperationPointer angles(std::size_t rows, std::size_t pairs, std::size_t first) {
  return std::make_shared<Angles>(rows, pairs, first);
}
OperationPointer rotate(Pairing pairing, double direction) {
  return std::make_shared<Rotate>(pairing, direction);
}
OperationPointer distance_penalty(std::size_t queries, std::size_t keys, std::size_t past, double slope) {
  return std::make_shared<DistancePenalty>(Shape{queries, keys}, past, slope);
}

}  // namespace heed
