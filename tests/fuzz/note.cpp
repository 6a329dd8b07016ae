#include "note/note.hpp"

#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"
#include "sample/reader.hpp"
#include "sample/writer.hpp"

namespace heed::fuzz {

void note(std::string_view bytes) {
  Note read;
  is_note("given", bytes);
  if (!accepted({Exit::data, Exit::limit}, [&] { read = read_note(bytes, "given.md", little()); })) return;
  expect(!read.matrices.empty() && claims_of(read).size() == read.matrices.size(), "a note has matrices");
  for (const Noted& noted : read.matrices) {
    const Claim& claim = noted.claim;
    expect(read.find(claim.step) == &noted, "no two matrices of a note have one name");
    expect(claim.stated.rows() == claim.values.rows() && claim.stated.columns() == claim.values.columns(), "one shape");
    expect(noted.rows.empty() || noted.rows.size() == claim.values.rows(), "each row has its name");
  }
  accepted({Exit::data}, [&] {
    const std::string text = write_sample(sample_of(read));
    expect(write_sample(read_sample(text, "written")) == text, "the sample of a note is written and read back");
  });
}

}  // namespace heed::fuzz
