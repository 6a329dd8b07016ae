#include "sample/table.hpp"

#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"

#include <cmath>

namespace heed::fuzz {
namespace {

std::string as_csv(const Claim& claim) {
  std::string text;
  for (std::size_t i = 0; i < claim.values.rows(); ++i) {
    for (std::size_t j = 0; j < claim.values.columns(); ++j) {
      const double value = claim.values(i, j);
      const std::string number = std::isnan(value) ? "nan" : fmt::format("{}", value);  // NaN may be negative
      text += fmt::format("{}{}", j == 0 ? "" : ",", claim.stated(i, j) != 0.0 ? number : "");
    }
    text += '\n';
  }
  return text;
}

}  // namespace

void table(std::string_view bytes) {
  Claim claim;
  if (!accepted({Exit::data, Exit::limit}, [&] { claim = read_table(bytes, "given", "weights", little()); })) return;
  expect(claim.decimals >= 0 && claim.decimals <= Claim::most_decimals, "a table has 0 to 9 decimals");
  expect(claim.stated.rows() == claim.values.rows() && claim.stated.columns() == claim.values.columns(), "one shape");
  const std::string header = "a" + std::string(claim.values.columns() - 1, ',') + "\n";
  const std::string text = header + as_csv(claim);
  // A row that claims nothing is an empty line where it has one column.
  if (text.find("\n\n") != std::string::npos) return;
  expect(header + as_csv(read_table(text, "written", "weights", little())) == text, "what is written reads back");
}

}  // namespace heed::fuzz
