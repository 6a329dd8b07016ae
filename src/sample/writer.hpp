#pragma once

#include "sample/sample.hpp"

namespace heed {

/// A sample as JSON, one matrix row a line: what `read_sample` reads back to the same sample without its claims.
std::string write_sample(const Sample& sample);

}  // namespace heed
