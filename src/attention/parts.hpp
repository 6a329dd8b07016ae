#pragma once

#include "attention/pipeline.hpp"

/// The tables of the grammar, one for each file of this folder that adds stages to a pipeline, and the stages that a
/// mistake puts in their place.
namespace heed {

std::span<const Token> position_tokens();
std::span<const Token> score_tokens();
std::span<const Token> bias_tokens();
std::span<const Token> mask_tokens();
std::span<const Token> normaliser_tokens();
std::span<const Token> head_tokens();
std::span<const Token> schedule_tokens();

/// Stages that can be turned off their usual course.
enum class Weight { as_stated, transposed, left_out };
/// X·W + b into Q, K or V.
Pipeline::Action project(std::size_t Run::*matrix, std::string_view id, Weight weight);
Pipeline::Action project_out(Weight weight);
/// Q and K turned, pair of columns by pair, by an angle that grows with the row's position.
Pipeline::Action turn(Pairing pairing);
Pipeline::Action additive(bool with_tanh);
/// factor·S
Pipeline::Action times(double factor);
/// S / √d_k
void divide_by_root_of_d_k(Run& run);
/// Hidden scores become −∞, or 0 and visible; or hidden weights become 0, and the scores stay.
enum class Masking { minus_infinity, zero, after_softmax };
Pipeline::Action mask_scores(Masking masking);
void mask_weights(Run& run);
/// A = softmax(S/T) along an axis; `extra` 1 makes it softmax1.
Pipeline::Action soft(double temperature, double extra, Axis axis = Axis::row);
/// A = operation(S, [visible])
Pipeline::Action weigh_by(OperationPointer operation);

/// The stages that the sample asks for and that close a part.
void add_bias_stages(Pipeline& pipeline, const Sample& sample);
void add_mask_stages(Pipeline& pipeline, const Sample& sample);
void add_default_normaliser(Pipeline& pipeline, const Recipe& recipe);

}  // namespace heed
