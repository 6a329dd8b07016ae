#pragma once

#include "command/file.hpp"
#include "command/run.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace heed::test {

/// Somebody at a terminal, without the terminal: with a home of their own, they type lines and see what comes.
class Reader {
 public:
  Reader() {
    char name[] = "/tmp/heed-reader-XXXXXX";
    home_ = mkdtemp(name);
    around_.terminal = around_.input_terminal = true;
    around_.environment["XDG_STATE_HOME"] = home_;
    around_.environment["NO_COLOR"] = "1";
  }
  ~Reader() { std::filesystem::remove_all(home_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void calls(const std::vector<std::string>& arguments) { take(run(arguments, around_)); }
  void types(const std::string& line) {
    REQUIRE(is_asked());
    take(outcome_.reply(line));
  }
  void pipes() { around_.terminal = false; }
  void loses_home() { around_.environment.erase("XDG_STATE_HOME"); }

  bool is_asked() const { return static_cast<bool>(outcome_.reply); }
  const std::string& sees() const { return outcome_.out; }
  bool sees(std::string_view text) const { return outcome_.out.find(text) != std::string::npos; }
  const Outcome& outcome() const { return outcome_; }

 private:
  void take(Outcome outcome) {
    outcome_ = std::move(outcome);
    if (outcome_.memory) REQUIRE(write_memory(outcome_.memory->path, outcome_.memory->text) == "");
  }
  Surroundings around_;
  Outcome outcome_;
  std::string home_;
};

}  // namespace heed::test
