#pragma once

#include "sample/sample.hpp"

namespace heed {

/// A sample as JSON that `read_sample` reads back to the same sample, one matrix row a line.
std::string write_sample(const Sample& sample);

}  // namespace heed
