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

/// The gradients of the first operands where that of the result is `upstream` everywhere.
std::vector<Grid> gradients(const Subject& subject, std::uint64_t seed, double upstream) {
  Generator random(seed);
  Tape tape;
  Call call{subject.operation, {}};
  for (const Shape& shape : subject.operands) {
    Grid numbers = random.grid(shape.rows, shape.columns);
    if (call.operands.size() >= subject.learned) {
      for (double& x : numbers.values()) x = random.chance(70) ? 1.0 : 0.0;  // who is visible
    }
    call.operands.push_back({tape.input({.id = "in" + std::to_string(tape.size())}, std::move(numbers))});
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
      const std::vector<Grid> once = gradients(subject, seed() + s, 1.0);
      const std::vector<Grid> twice = gradients(subject, seed() + s, 2.0);
      const std::vector<Grid> never = gradients(subject, seed() + s, 0.0);
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
