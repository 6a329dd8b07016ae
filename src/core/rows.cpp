#include "core/rows.hpp"

#include <algorithm>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace heed {

void over_rows(std::size_t rows, std::size_t columns,
               const std::function<void(std::size_t first, std::size_t last)>& work) {
  constexpr std::size_t worth_a_thread = 1u << 17;  // numbers: below it, starting one takes longer than the work
  static const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());  // asking the system takes time
  const std::size_t parts = std::min({cores, rows, 1 + rows * columns / worth_a_thread});
  if (parts <= 1) return work(0, rows);
  std::vector<std::exception_ptr> failures(parts);
  const auto attempt = [&](std::size_t part) noexcept {
    try {
      work(part * rows / parts, (part + 1) * rows / parts);
    } catch (...) {
      failures[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    std::size_t begun = 1;
    try {
      for (; begun < parts; ++begun) others.emplace_back(attempt, begun);
    } catch (const std::system_error&) {
      // The system gives no more threads: what none has begun is done here.
    }
    attempt(0);
    for (; begun < parts; ++begun) attempt(begun);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace heed
