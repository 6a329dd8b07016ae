#include "core/cell.hpp"

#include "attention/pipeline.hpp"
#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"
#include "sample/reader.hpp"

namespace heed::fuzz {
namespace {

/// Labels that are hard to tell apart, on two heads.
const Trace& known() {
  static const Trace made = [] {
    const Sample sample = read_sample(R"({"queries": ["the", "the", "1", "", "a,b", "]\"@\\", " ", "的"],
      "X": [[1, 0], [0, 1], [1, 1], [1, 2], [2, 1], [0, 0], [3, 1], [1, 3]]})",
                                      "known");
    return heed::trace(sample, parse_recipe("scaled+causal+heads=2")).trace;
  }();
  return made;
}

void check_named(const Cell& cell) {
  for (const std::string& name : {named(known(), cell), numbered(known(), cell)}) {
    expect(resolve(parse_cell(name), known()) == cell, "a cell is found by its name");
  }
}

}  // namespace

void cell(std::string_view bytes) {
  Cell found;
  if (accepted({Exit::usage}, [&] { found = resolve(parse_cell(bytes), known()); })) check_named(found);
}

}  // namespace heed::fuzz
