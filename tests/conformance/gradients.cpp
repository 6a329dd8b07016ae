#include "attention/gradient.hpp"
#include "conformance/claims.hpp"
#include "sample/reader.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::test;

namespace {

/// Backward passes that others published, each with its source.
constexpr const char* published[] = {
    R"json({"title": "scaled dot product, forth and back, masked",
        "source": "Seegnify/EmbeddedML@3added9, examples/transformer-test.cc (numbers of PyTorch)",
        "recipe": "scaled",
        "Q": [[1, 2, 3], [4, 5, 6]],
        "K": [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [1.4, 1.5, 1.6], [2.4, 2.5, 2.6]],
        "V": [[-2, 7, 8, 2, 2], [4, 1, -9, 3, 3], [1, 2, 3, 4, 4], [4, 5, 6, 5, 5]],
        "mask": [[0, 0, 0, 0], [0, 0, "-inf", "-inf"]],
        "upstream": [[5, 1, 1, 1, 1], [5, 1, 1, 1, 1]],
        "claims": {"d.Q": [[0.4281, 0.4281, 0.4281], [0.1005, 0.1005, 0.1005]],
                   "d.K": [[-1.3459, -1.687, -2.028], [1.3277, 1.6505, 1.9732],
                           [-0.3897, -0.7795, -1.1692], [0.408, 0.816, 1.224]]},
        "decimals": 4})json",
    R"json({"title": "attention's gradient", "source": "alibaba/MNN, test/grad/AttentionGradTest",
        "recipe": "scaled",
        "Q": [[0.1, 0.2], [0.3, 0.4]], "K": [[0.5, 0.6], [0.7, 0.8]], "V": [[0.9, 1], [1.1, 1.2]],
        "upstream": [[0.01, 0.02], [0.03, 0.04]],
        "claims": {"d.Q": [[0.000212037, 0.000212037], [0.000493764, 0.000493764]],
                   "d.K": [[-0.000846664, -0.00119956], [0.000846664, 0.00119956]],
                   "d.V": [[0.0191521, 0.0287988], [0.0208479, 0.0312012]]},
        "decimals": 7})json",
    R"json({"title": "softmax, forth and back",
        "source": "seanwevans/pg_gpt2@f49aa44, sql/llm_attention_regress.sql (numbers of PyTorch)",
        "recipe": "dot",
        "Q": [[2, -1, 0.5, 3]],
        "K": [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        "V": [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        "upstream": [[0.1, -0.2, 0.05, 0.07]],
        "claims": {"d.scores": [[0.006757271, -0.0034058397, -0.0012875265, -0.0020639042]]},
        "decimals": 7
})json",
};

}  // namespace

TEST_CASE("backward passes that others published come out to the decimals they printed") {
  for (const char* json : published) {
    const Sample sample = read_sample(json, "published");
    CAPTURE(sample.source.in("en"));
    const Trace back = gradient(sample, parse_recipe(sample.recipe)).trace;
    CHECK_FALSE(sample.claims.empty());
    for (const Claim& claim : sample.claims) CHECK(disagreement(claim, back, printing_tolerance(claim)) == "");
  }
}

TEST_CASE("a gradient that fits only the unscaled run is told from the scaled one") {
  const Sample sample = read_sample(published[0], "published");
  const Trace unscaled = gradient(sample, parse_recipe("dot")).trace;
  for (const Claim& claim : sample.claims) CHECK(disagreement(claim, unscaled, printing_tolerance(claim)) != "");
}
