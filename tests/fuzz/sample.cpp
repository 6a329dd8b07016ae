#include "fuzz/refusals.hpp"
#include "fuzz/target.hpp"

#include "sample/reader.hpp"
#include "sample/writer.hpp"

namespace heed::fuzz {

void sample(std::string_view bytes) {
  Sample read;
  if (!accepted({Exit::data, Exit::limit}, [&] { read = read_sample(bytes, "given", little()); })) return;
  for (const Claim& claim : read.claims) {
    expect(claim.decimals >= 0 && claim.decimals <= 17, "a claim has 0 to 17 decimals");
  }
  const std::string text = write_sample(read);
  expect(write_sample(read_sample(text, "written", little())) == text, "what is written reads back");
}

}  // namespace heed::fuzz
