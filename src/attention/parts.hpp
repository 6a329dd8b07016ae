#pragma once

#include "attention/recipe.hpp"
#include "sample/sample.hpp"

/// The tables of the grammar, one for each file of this folder that adds stages to a pipeline.
namespace heed {

std::span<const Token> position_tokens();
std::span<const Token> score_tokens();
std::span<const Token> bias_tokens();
std::span<const Token> mask_tokens();
std::span<const Token> normaliser_tokens();
std::span<const Token> head_tokens();
std::span<const Token> schedule_tokens();

/// The stages that the sample asks for and that close a part.
void add_bias_stages(Pipeline& pipeline, const Sample& sample);
void add_mask_stages(Pipeline& pipeline, const Sample& sample);
void add_default_normaliser(Pipeline& pipeline, const Recipe& recipe);

}  // namespace heed
