#pragma once

#include "attention/pipeline.hpp"

/// Attention a few queries at a time, for readers who ask for the context alone: the scores and weights of some rows
/// are computed and let go before the next, so that memory grows with n, not with n².
namespace heed {

/// Whether a row of queries needs nothing but itself, K and V: `online` without a mask or bias of its own row.
bool can_stream(const Recipe& recipe, const Sample& sample);

/// The pipeline in which each head's context stands for all that leads to it; no more than so many scores of a head
/// exist at a time, or those of one query.
Pipeline streamed_pipeline(const Recipe& recipe, const Sample& sample, std::size_t scores_at_a_time = 1u << 20);

}  // namespace heed
