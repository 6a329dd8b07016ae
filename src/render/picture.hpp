#pragma once

#include "document/document.hpp"
#include "render/style.hpp"

namespace heed {

/// What the deepest shade of a heat map stands for: the largest finite share, or 1 when none is above 0.
double deepest(const Grid& shares);

/// A matrix of shares as a heat map: a complete SVG.
std::string heat_map(const Matrix& matrix, const Style& style);

/// The same shares as lines from each row's name to each column's, thick where the share is large: an SVG to stand
/// in a page, titled `title`. Nothing where there are more names than a reader can follow.
std::string share_lines(const Matrix& matrix, const std::string& title);

/// A quantity over steps as a curve, on a logarithmic scale where it spans decades: an SVG to stand in a page.
std::string curve(const Plot& plot);

}  // namespace heed
