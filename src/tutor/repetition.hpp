#pragma once

#include "tutor/practice.hpp"

namespace heed {

/// What somebody missed, and when it is to come back: in the next session; once it is known, two sessions later, then
/// four; after that it counts as learned.
class Repetition {
 public:
  Repetition() = default;
  /// From its own text; lines that it did not write are passed over.
  explicit Repetition(std::string_view text);
  std::string text() const;

  std::size_t sessions() const { return sessions_; }
  /// A session begins: whatever waits has waited one more.
  void begin();

  /// What is due on this sample and recipe, and the steps of what is due elsewhere.
  std::vector<Recall> due(std::string_view sample, std::string_view recipe) const;
  std::vector<std::string> weak(std::string_view sample, std::string_view recipe) const;

  void missed(const std::string& sample, const std::string& recipe, const Recall& recall);
  /// Answered without help. Where that very exercise is not due, one of the same step elsewhere counts as known.
  void known(const std::string& sample, const std::string& recipe, const Recall& recall);

 private:
  struct Item {
    Recall recall;
    int times_known = 0;
    int wait = 1;  ///< in sessions; due at 0
    std::string recipe;
    std::string sample;
    bool is(std::string_view of_sample, std::string_view of_recipe) const {
      return sample == of_sample && recipe == of_recipe;
    }
  };
  std::size_t sessions_ = 0;
  std::vector<Item> items_;
};

}  // namespace heed
