#include "render/worked.hpp"

#include "core/number.hpp"
#include "render/math.hpp"

#include <fmt/format.h>

namespace heed {

WrittenWork written_work(const Worked& worked, int decimals) {
  constexpr std::size_t most_names = 4;
  const std::string names = plain(worked.arithmetic, {.decimals = decimals, .names = true, .most_parts = most_names});
  WrittenWork work{fmt::format("{} = {}", worked.cell, names), latex_lines(worked.arithmetic, decimals)};
  const std::string value = latex(math::number(worked.value), decimals);
  if (work.lines.size() > 1) {
    for (std::string& part : work.lines) part.insert(0, " ");
    work.lines.push_back("= " + value);
  } else if (work.lines.front() == value) {
    work.names += fmt::format(" = {}", written(worked.value, decimals));
    work.lines.clear();
  } else {
    work.lines.front() += " = " + value;
  }
  return work;
}

std::string written_briefly(const Worked& worked, int decimals) {
  const std::string value = written(worked.value, decimals);
  const std::string numbers = worked.remark.empty() ? plain(worked.arithmetic, {.decimals = decimals}) : value;
  return numbers == value ? fmt::format("{} = {}", worked.cell, value)
                          : fmt::format("{} = {} = {}", worked.cell, numbers, value);
}

}  // namespace heed
