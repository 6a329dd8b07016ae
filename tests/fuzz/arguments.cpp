#include "command/run.hpp"
#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"

#include <sstream>

namespace heed::fuzz {
namespace {

/// Whether an argument leads out of the folder, or asks for hours of work: that is heed's to do, not the fuzzer's.
bool is_left_out(const std::string& argument) {
  constexpr std::size_t most_digits = 2;
  std::size_t digits = 0;
  for (const char c : argument) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (c == '/' || c == '\0' || digits > most_digits) return true;
  }
  return argument == "-";
}

void check(const Outcome& outcome) {
  expect(outcome.status != Exit::bug, "heed contradicts itself in nothing");
  const bool answered = outcome.status == Exit::done || outcome.status == Exit::no;
  expect(answered || !outcome.errors.empty(), "a failure says why");
  expect(answered || outcome.out.empty(), "a failure leaves nothing on standard output");
  for (const char c : outcome.errors) expect(c == '\n' || static_cast<unsigned char>(c) >= ' ', "errors are quiet");
}

}  // namespace

void arguments(std::string_view bytes) {
  std::istringstream lines{std::string(bytes)};
  std::vector<std::string> arguments, answers;
  bool answering = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      answering = true;
    } else {
      (answering ? answers : arguments).push_back(line);
    }
  }
  if (std::any_of(arguments.begin(), arguments.end(), is_left_out)) return;
  const auto has = [&](const char* word) {
    return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
  };
  if (has("cost") && !has("--n")) return;  // it measures up to lengths that take a sanitized program seconds
  Surroundings around;
  around.terminal = around.input_terminal = answering;
  Outcome outcome = run(arguments, around);
  check(outcome);
  for (const std::string& answer : answers) {
    if (!outcome.reply) return;
    outcome = outcome.reply(answer);
    check(outcome);
  }
}

}  // namespace heed::fuzz
