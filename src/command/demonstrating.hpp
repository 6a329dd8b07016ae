#pragma once

#include "command/tracing.hpp"
#include "demo/demo.hpp"

namespace heed {

/// --seed, --n and --causal. Errors (usage).
DemoOptions demo_options(const Request& request);

/// What a demonstration found, as a page: its title and what it is about (words `demo.NAME.*`), then its matrices.
Answer findings(std::shared_ptr<const Tracing> tracing, std::vector<std::size_t> shown, const Words& words);

}  // namespace heed
