#pragma once

#include "command/command.hpp"

#include "attention/pipeline.hpp"

namespace heed {

/// What is to be audited: a sample with claims, and the recipe to hold them against.
struct Subject {
  Sample sample;
  Recipe recipe;
  std::string reference;  ///< how a command line calls the sample; "" where only a note tells it
  std::string as;         ///< the recipe that is not the sample's own, or ""
  std::vector<Notice> notices;
};

/// FILE as a sample in JSON or as a Markdown note, with what --claim adds. A note that heed made of a built-in sample
/// is held against that sample; any other one tells its inputs itself.
Subject audit_subject(const Request& request);

}  // namespace heed
