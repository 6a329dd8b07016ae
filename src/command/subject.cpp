#include "command/subject.hpp"

#include "command/cli.hpp"
#include "command/shell.hpp"
#include "command/tracing.hpp"
#include "sample/reader.hpp"
#include "sample/table.hpp"
#include "note/note.hpp"

#include <algorithm>

namespace heed {
namespace {

/// `--claim STEP=FILE,NOTE.md` beside the claims of the sample itself, and in the place of those of the same steps.
void add_claims(Sample& sample, const Request& request) {
  std::vector<Claim> typed;
  const auto add = [&](Claim claim, const std::string& file) {
    for (const Claim& earlier : typed) {
      if (earlier.step == claim.step) fail(Exit::data, "{}: {} is claimed already; claim it once", file, claim.step);
    }
    std::erase_if(sample.claims, [&](const Claim& own) { return own.step == claim.step; });
    typed.push_back(std::move(claim));
  };
  for (const std::string& given : request.list("claim")) {
    const std::size_t equals = given.find('=');
    if (is_note(given, {}) && equals == std::string::npos) {
      const Note note = read_note(read_file(given, request.limits), given, request.limits);
      for (Claim& claim : claims_of(note)) add(std::move(claim), given);
      continue;
    }
    if (equals == 0 || equals == std::string::npos) {
      fail(Exit::usage, "--claim {}: it takes STEP=FILE, as in weights=weights.csv, or a note: NOTE.md", given);
    }
    const std::string file = given.substr(equals + 1);
    add(read_table(read_file(file, request.limits), file, given.substr(0, equals), request.limits), file);
  }
  std::move(typed.begin(), typed.end(), std::back_inserter(sample.claims));
}

/// The command line that a note says it was made by. Error (data) when it cannot be one.
Request made_by(const Note& note) {
  const std::vector<std::string> line = split_line(note.made_by);
  if (line.empty() || line[0] != "heed") return {};
  try {
    return parse_command_line({line.begin() + 1, line.end()});
  } catch (const Error& error) {
    fail(Exit::data, "{}: its last line is no command of heed's: {}", note.name, error.what());
  }
}

Subject told_by(const Note& note) {
  const Request made = made_by(note);
  const bool traced = made.command == "trace" || made.command == "grad";
  const std::string reference = traced ? made.arguments.at(0) : "";
  Subject subject;
  if (sample_text(reference).empty()) {
    subject.sample = sample_of(note);
    if (!note.made_by.empty()) {
      subject.notices.push_back({"note_inputs", {{"note", note.name}}});
    }
  } else {
    subject.sample = load_sample(reference);
    subject.sample.claims = claims_of(note);
    subject.reference = reference;
  }
  subject.as = made.value("as");
  return subject;
}

}  // namespace

Subject audit_subject(const Request& request) {
  const std::string& file = request.arguments.at(0);
  const NamedText source = open_reference(file, request.limits);
  Subject subject;
  if (is_note(source.name, source.text)) {
    subject = told_by(read_note(source.text, source.name, request.limits));
  } else {
    subject.sample = read_sample(source.text, source.name, request.limits);
    subject.reference = file;
  }
  subject.recipe = chosen_recipe(request, subject.sample);
  if (request.has("as")) {
    subject.as = request.value("as");
  } else if (!subject.as.empty()) {
    subject.recipe = parse_recipe(subject.as, Exit::data, subject.sample.name);
  }
  if (request.has("claim")) add_claims(subject.sample, request);
  return subject;
}

}  // namespace heed
