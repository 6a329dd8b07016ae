#pragma once

#include "render/style.hpp"

#include <array>
#include <string>

namespace heed {

struct Rgb {
  int red, green, blue;
};

/// The colour of a share from 0 to 1: cividis (Nuñez, Anderton and Renslow 2018), which reads alike with and
/// without colour vision and in grey.
Rgb cividis(double share);

/// Black or white, whichever can be read on that colour.
Rgb ink_on(Rgb paper);

/// `text` on a background that stands for `share`, as far as the terminal can.
std::string shaded(const std::string& text, double share, ColorDepth depth);

/// A glyph as tall (or, in ASCII, as dark) as the share.
std::string_view bar(double share, bool ascii);

}  // namespace heed
