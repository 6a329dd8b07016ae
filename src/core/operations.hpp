#pragma once

#include "core/operation.hpp"

#include <optional>
#include <vector>

/// The closed vocabulary of operations. Shapes in brackets, one token per row; an operand in [brackets]
/// may be left out. Each is implemented, with its cell, gradient and formula, in core/operations/.
namespace heed {

// --- products (product.cpp)

OperationPointer product();             ///< A·B [+ b]; A: m×k, B: k×n, b: 1×n -> m×n
OperationPointer product_transposed();  ///< A·Bᵀ [+ b]; A: m×k, B: n×k, b: 1×n -> m×n
/// A·B on the way back, each transposed first where its flag is set: a factor of exactly 0 on the left contributes
/// nothing (0·NaN is skipped).
OperationPointer product_back(bool transpose_left, bool transpose_right);
/// A·V over the keys that [visible] shows; A: m×n, V: n×d, visible: m×n -> m×d.
OperationPointer mix();

// --- cell by cell (elementwise.cpp)

OperationPointer same();                ///< A
OperationPointer add();                 ///< A + B + …, all of one shape
OperationPointer add_blocking();        ///< A + B + …, but −∞ wherever the last is −∞
OperationPointer add_row();             ///< A + b; b: 1×n
OperationPointer difference();          ///< A − B
OperationPointer scale(double factor);  ///< factor·A
OperationPointer divide_by_root(std::size_t d, std::string symbol);  ///< A / √d, written with `symbol`
OperationPointer tanh_of();                                          ///< tanh A
OperationPointer softcap(double c);                                  ///< c·tanh(A/c) (Gemma 2 2024, 2408.00118)
OperationPointer relu();                                             ///< max(0, A)
OperationPointer elu_plus_one();                                     ///< x+1 above 0, eˣ below (Katharopoulos 2020)
OperationPointer rounded(OperationPointer of, int decimals);         ///< what `of` gives, to so many decimals

// --- layout (layout.cpp)

OperationPointer join_columns();  ///< [A B …], side by side
OperationPointer stack_rows();    ///< A above B above …
/// One head's columns where a tensor n×(H·d) was reshaped to H×n×d instead of being split by columns.
OperationPointer reshaped_heads(std::size_t heads);
OperationPointer column_sums();  ///< m×n -> 1×n
/// Where the first cell of a matrix lies in a larger one.
struct Corner {
  std::size_t row, column;
};
/// The sum of operands laid into a larger matrix of zeros, operand k with its corner at corners[k].
OperationPointer assemble(Shape shape, std::vector<Corner> corners);

// --- who may see whom (visibility.cpp)

/// 1 where every rule and every mask lets a query see a key, 0 elsewhere. Operands, all m×n: boolean masks
/// (0 or 1), then numeric ones (−∞ blocks).
struct VisibilityRules {
  std::size_t queries = 0;
  std::size_t keys = 0;
  std::size_t boolean_masks = 0;
  bool inverted = false;             ///< 1 in a boolean mask hides
  std::optional<long> causal;        ///< key j visible to query i when j ≤ i + causal
  std::optional<long> window_left;   ///< j ≥ i + past − left
  std::optional<long> window_right;  ///< j ≤ i + past + right
  long past = 0;                     ///< rows of the cache
  std::optional<std::size_t> valid;  ///< j < valid (counted from 0)
};
OperationPointer visibility(VisibilityRules rules);
OperationPointer shown(double divisor = 1.0);  ///< A/divisor where visible, 0 elsewhere; (A, [visible])
OperationPointer hide();                       ///< S where visible, −∞ elsewhere; (S, visible)

// --- scores of a query against a key (score.cpp)

OperationPointer unit_rows();                       ///< each row divided by its length; 0 stays 0
OperationPointer half_squared_distance();           ///< −½‖q−k‖²; (Q: m×d, K: n×d) -> m×n
OperationPointer pair_sums();                       ///< q + k for each pair; (m×a, n×a) -> (m·n)×a
OperationPointer pair_scores(std::size_t queries);  ///< vᵀh for each pair; ((m·n)×a, 1×a) -> m×n

// --- weights from scores (softmax.cpp, sparsemax.cpp, share.cpp, normalise.cpp); the second operand, visible, may be
// left out

enum class Axis { row, column, all };
/// softmax(S / temperature), with `extra` added to the denominator (1: softmax1, Miller 2023).
OperationPointer softmax(double temperature = 1.0, double extra = 0.0, Axis axis = Axis::row);
OperationPointer sigmoid();  ///< 1/(1+e⁻ˢ), each by itself
OperationPointer hard();     ///< all on the first of the largest
OperationPointer share();    ///< s/Σs
/// A(δ − A)/T for one row of weights A: how each of its weights answers to each of its scores: n×n.
OperationPointer softmax_jacobian(std::size_t row, double temperature = 1.0);
OperationPointer sparsemax_threshold();  ///< τ: m×1 (Martins and Astudillo 2016, alg. 1)
OperationPointer sparsemax();            ///< max(0, s − τ); (S, τ, [visible])
OperationPointer row_maximum(double temperature, double extra = 0.0);  ///< max s/T, or 0 if larger and `extra`: m×1
OperationPointer exponentials(double temperature);                     ///< exp(s/T − max); (S, maxima, [visible])
/// Σ of each row, and so many exp(−max) more, for which the maxima are wanted: m×1; (E, [maxima])
OperationPointer row_sums(double extra_exponential = 0.0);

// --- positions (position.cpp)

/// sin and cos of pos/10000^(2k/d), alternating (Vaswani 2017, sec. 3.5): rows×d from position `first`.
OperationPointer sinusoids(std::size_t rows, std::size_t columns, std::size_t first);
/// pos·10000^(−2k/d) for pair k (Su 2021, eq. 15): rows×(d/2).
OperationPointer angles(std::size_t rows, std::size_t pairs, std::size_t first);
enum class Pairing { neighbours, halves };
/// Each pair of each head's columns turned by its angle; (A: n×(H·d), angles: n×(d/2)).
OperationPointer rotate(Pairing pairing, double direction = 1.0);
/// −slope·|i + past − j| (Press 2021, 2108.12409).
OperationPointer distance_penalty(std::size_t queries, std::size_t keys, std::size_t past, double slope);

// --- schedules (online.cpp)

/// Keys first…last−1 of a softmax taken in blocks (Milakov and Gimelshein 2018; Dao 2022). A state row holds
/// the running maximum, the running sum of exponentials, and the values gathered so far.
struct OnlineForm {
  std::size_t first = 0;
  std::size_t last = 0;
  bool has_previous = false;
  bool has_visible = false;
  double temperature = 1.0;
  std::size_t previous = 2;  ///< operand that holds the state before
  std::size_t visible = 2;   ///< operand that says who sees whom
};
OperationPointer online_block(OnlineForm form);       ///< (S, V, [state], [visible]) -> m×(2+d_v)
OperationPointer online_weights(double temperature);  ///< (S, state, [visible])
OperationPointer online_context();                    ///< (state)
/// Where a key is computed anew, one query at a time against a growing cache; ([visible]) -> m×n of 0 and 1.
OperationPointer first_use(std::size_t queries, std::size_t keys, std::size_t past);

}  // namespace heed
