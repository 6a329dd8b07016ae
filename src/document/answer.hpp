#pragma once

#include "core/error.hpp"
#include "document/document.hpp"

#include <functional>

namespace heed {

class JsonWriter;

/// What a command answers. People read the document, programs the record; each is made only when asked for.
struct Answer {
  Exit status = Exit::done;
  std::function<Document()> document;
  std::function<void(JsonWriter&)> record;
  std::vector<std::string> notices;
  /// What -o FILE.json is to hold instead of the answer, where a command makes something to go on with.
  std::function<std::string()> file;
};

}  // namespace heed
