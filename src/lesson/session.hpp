#pragma once

#include "document/answer.hpp"
#include "lesson/bookmark.hpp"
#include "lesson/reading.hpp"

namespace heed {

/// What reading at a terminal needs.
struct Room {
  std::shared_ptr<const Lessons> lessons;
  const Words* words;
  LineRunner run;
  std::string file;  ///< of the bookmark, or ""
};

/// A lesson read by a person: it stops after each part (Enter goes on) and at each question, whose answer is shown
/// after the reader's own (an empty one is allowed). q leaves; the bookmark is kept with every part.
Answer begin_session(Room room, Bookmark start);

}  // namespace heed
