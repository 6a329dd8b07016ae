#pragma once

#include "core/error.hpp"
#include "document/document.hpp"

#include <functional>

namespace heed {

class JsonWriter;

/// A file that heed keeps for the reader between two runs; with no text, it is to hold nothing.
struct Memory {
  std::string path;
  std::string text;
};

/// What a command answers. People read the document, programs the record; each is made only when asked for.
struct Answer {
  Exit status = Exit::done;
  std::function<Document()> document;
  std::function<void(JsonWriter&)> record;
  std::vector<std::string> notices;
  /// What -o FILE.json is to hold instead of the answer, where a command makes something to go on with.
  std::function<std::string()> file;
  std::string prompt;                               ///< stands before the line that the reader is to type
  std::function<Answer(const std::string&)> reply;  ///< what is answered to that line; empty: there is no more to say
  std::optional<Memory> memory;
};

}  // namespace heed
