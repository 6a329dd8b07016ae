#include "core/backward.hpp"
#include "core/operations.hpp"
#include "property/comparison.hpp"

using namespace heed;
using namespace heed::test;

namespace {

struct Subject {
  const char* name;
  OperationPointer operation;
  std::vector<Shape> operands;
  std::size_t learned;  ///< so many of the operands have a gradient
};

std::vector<Grid> drawn(const Subject& subject, std::uint64_t seed) {
  Generator random(seed);
  std::vector<Grid> operands;
  for (const Shape& shape : subject.operands) {
    operands.push_back(random.grid(shape.rows, shape.columns));
    if (operands.size() <= subject.learned) continue;
    for (double& x : operands.back().values()) x = random.chance(70) ? 1.0 : 0.0;  // who is visible
  }
  return operands;
}

/// The gradients of the first operands where that of the result is `upstream` everywhere.
std::vector<Grid> gradients(const Subject& subject, const std::vector<Grid>& operands, double upstream) {
  Tape tape;
  Call call{subject.operation, {}};
  for (const Grid& numbers : operands) {
    call.operands.push_back({tape.input({.id = "in" + std::to_string(tape.size())}, numbers)});
  }
  const std::size_t result = tape.append({.id = "out"}, call);
  const Grid& out = tape.grid(result);
  const std::size_t back = tape.input({.id = "d.out"}, Grid(out.rows(), out.columns(), upstream));
  run_back(tape, {{result, back}});
  std::vector<Grid> found;
  for (std::size_t k = 0; k < subject.learned; ++k) found.push_back(matrix(tape.trace(), "d.in" + std::to_string(k)));
  return found;
}

}  // namespace

TEST_CASE("what flows back doubles with what flows in, whatever its size, and nothing comes of nothing") {
  const std::vector<Subject> subjects{
      {"product", product(), {{2, 3}, {3, 4}, {1, 4}}, 3},
      {"product_transposed", product_transposed(), {{2, 3}, {4, 3}}, 2},
      {"mix", mix(), {{2, 3}, {3, 4}, {2, 3}}, 2},
      {"add", add(), {{2, 3}, {2, 3}}, 2},
      {"add_row", add_row(), {{2, 3}, {1, 3}}, 2},
      {"scale", scale(3.0), {{2, 3}}, 1},
      {"divide_by_root", divide_by_root(3, "d_k"), {{2, 3}}, 1},
      {"tanh", tanh_of(), {{2, 3}}, 1},
      {"softcap", softcap(2.0), {{2, 3}}, 1},
      {"relu", relu(), {{2, 3}}, 1},
      {"elu_plus_one", elu_plus_one(), {{2, 3}}, 1},
      {"join_columns", join_columns(), {{2, 3}, {2, 1}}, 2},
      {"stack_rows", stack_rows(), {{2, 3}, {1, 3}}, 2},
      {"reshaped_heads", reshaped_heads(2), {{3, 4}}, 1},
      {"hide", hide(), {{3, 3}, {3, 3}}, 1},
      {"unit_rows", unit_rows(), {{3, 2}}, 1},
      {"half_squared_distance", half_squared_distance(), {{2, 3}, {4, 3}}, 2},
      {"pair_sums", pair_sums(), {{2, 3}, {4, 3}}, 2},
      {"pair_scores", pair_scores(2), {{6, 3}, {1, 3}}, 2},
      {"softmax", softmax(), {{2, 4}, {2, 4}}, 1},
      {"softmax1", softmax(1.0, 1.0), {{2, 4}, {2, 4}}, 1},
      {"softmax, T = 2", softmax(2.0), {{2, 4}}, 1},
      {"sigmoid", sigmoid(), {{2, 4}, {2, 4}}, 1},
      {"hard", hard(), {{2, 4}, {2, 4}}, 1},
      {"share", share(), {{2, 4}, {2, 4}}, 1},
      {"sparsemax_threshold", sparsemax_threshold(), {{2, 4}, {2, 4}}, 1},
      {"sparsemax", sparsemax(), {{2, 4}, {2, 1}}, 2},
  };
  for (const Subject& subject : subjects) {
    CAPTURE(subject.name);
    for (std::uint64_t s = 0; s < 20; ++s) {
      const std::vector<Grid> operands = drawn(subject, seed() + s);
      const std::vector<Grid> once = gradients(subject, operands, 1.0);
      const std::vector<Grid> twice = gradients(subject, operands, 2.0);
      const std::vector<Grid> never = gradients(subject, operands, 0.0);
      for (std::size_t k = 0; k < subject.learned; ++k) {
        const Grid& unit = once[k];
        for (std::size_t i = 0; i < unit.size(); ++i) {
          CHECK(apart(2.0 * unit.values()[i], twice[k].values()[i]) <= rounding);
          if (std::isfinite(unit.values()[i])) CHECK(never[k].values()[i] == 0.0);
        }
      }
    }
  }
}

TEST_CASE("the slope of a function of one number is its difference quotient, and 0 on the flat side of a kink") {
  constexpr double h = 1e-6;
  for (const OperationPointer& function : {tanh_of(), softcap(2.0), relu(), elu_plus_one(), same(), scale(3.0)}) {
    const Subject subject{"", function, {{1, 5}}, 1};
    Grid x(1, 5);
    const double places[] = {-1.5, -0.25, 0.25, 1.0, 3.0};
    std::copy(std::begin(places), std::end(places), x.values().begin());
    const Grid slopes = gradients(subject, {x}, 1.0)[0];
    for (std::size_t j = 0; j < 5; ++j) {
      Grid more = x, less = x;
      more(0, j) += h;
      less(0, j) -= h;
      const std::vector<View> above{more}, below{less};
      const double quotient = (function->value(above)(0, j) - function->value(below)(0, j)) / (2.0 * h);
      CHECK(std::abs(slopes(0, j) - quotient) <= 1e-8);
    }
  }
  CHECK(gradients({"relu", relu(), {{1, 1}}, 1}, {Grid(1, 1)}, 1.0)[0](0, 0) == 0.0);
}
