#pragma once

#include "attention/pipeline.hpp"

#include <functional>

namespace heed {

/// What is to be approached.
enum class Goal {
  output,   ///< the sample's target: ½‖output − target‖²
  weights,  ///< the weights that the sample's own projections give, or that it claims: ½‖A − A*‖²
};

struct LearningOptions {
  Goal goal = Goal::weights;
  std::vector<std::string> train;  ///< the matrices that learn; they start at random
  std::size_t steps = 1000;
  double rate = 1.0;
  std::uint64_t seed = 1;
  std::string language = "en";
  Limits limits;
  std::function<void(std::size_t step, double loss)> progress;  ///< may be empty
};

/// A moment of learning that is kept to be looked at.
struct Snapshot {
  std::size_t step;
  double loss;
  std::shared_ptr<const Trace> trace;
};

struct Learned {
  Sample sample;                    ///< with the learned matrices in place
  std::vector<double> losses;       ///< before each step, and after the last
  std::vector<Snapshot> snapshots;  ///< at steps 0, 1, 10, 100, … and the last
};

/// Plain gradient descent from random matrices: W ← W − rate·dL/dW, nothing else. The same seed gives the same numbers
/// on every machine. Errors: data when the sample has no such matrix or goal, usage when the loss grows beyond bounds.
Learned learn(const Sample& sample, const Recipe& recipe, const LearningOptions& options);

}  // namespace heed
