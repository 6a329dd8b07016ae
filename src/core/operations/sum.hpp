#pragma once

#include "core/operation.hpp"

namespace heed {

/// A cell of an operand, read.
inline Factor factor(std::span<const View> in, std::size_t operand, std::size_t row, std::size_t column) {
  return {operand, row, column, in[operand](row, column)};
}

/// One cell that is a sum, added up from left to right.
class Sum {
 public:
  /// The product of the factors.
  void add(std::vector<Factor> factors) {
    double product = factors.front().value;
    std::vector<Math> cells{math::cell(factors.front())};
    for (std::size_t k = 1; k < factors.size(); ++k) {
      product *= factors[k].value;
      cells.push_back(math::cell(factors[k]));
    }
    Math part = cells.size() == 1 ? std::move(cells.front()) : math::product(std::move(cells));
    add({std::move(factors), product}, std::move(part));
  }
  void add(Term term, Math part) {
    add(term.value, std::move(part));
    sum_.terms.push_back(std::move(term));
  }
  /// What comes from no cell.
  void add(double value, Math part) {
    sum_.value += value;
    parts_.push_back(std::move(part));
  }

  Arithmetic done() {
    sum_.math = math::sum(std::move(parts_));
    return std::move(sum_);
  }

 private:
  Arithmetic sum_;
  std::vector<Math> parts_;
};

}  // namespace heed
