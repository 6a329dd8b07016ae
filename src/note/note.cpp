#include "note/note.hpp"

#include "core/error.hpp"
#include "core/spelling.hpp"
#include "sample/number.hpp"
#include "note/equation.hpp"
#include "note/glossary.hpp"
#include "note/notation.hpp"
#include "note/remark.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <map>

namespace heed {
namespace {

constexpr std::size_t most_matrices = 4096;

/// Somebody's text in a message.
std::string_view told(std::string_view text) {
  constexpr std::size_t longest = 60;
  return text.substr(0, longest);
}

/// The second line of a heading that is underlined.
bool is_underline(std::string_view line) {
  return line.size() > 1 && (line.find_first_not_of('=') == std::string_view::npos ||
                             line.find_first_not_of('-') == std::string_view::npos);
}

/// "4×2" at the end of a heading.
std::optional<std::pair<std::size_t, std::size_t>> shape_at_end(std::string_view heading) {
  const std::size_t dot = heading.rfind("·");
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view text = stripped(heading.substr(dot + std::string_view("·").size()));
  const std::size_t times = text.find("×");
  if (times == std::string_view::npos) return std::nullopt;
  const auto rows = parse_integer(text.substr(0, times));
  const auto columns = parse_integer(text.substr(times + std::string_view("×").size()));
  if (!rows || !columns || *rows < 1 || *columns < 1) return std::nullopt;
  return std::pair(static_cast<std::size_t>(*rows), static_cast<std::size_t>(*columns));
}

/// Reads a note line by line.
class NoteReader {
 public:
  NoteReader(std::string_view text, std::string name, const Limits& limits) : limits_(limits) {
    note_.name = std::move(name);
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    while (!text.empty()) {
      if (lines_.size() == limits_.elements) {
        fail(Exit::limit, "{}: more than {} lines; allow more with --max-elements", note_.name, limits_.elements);
      }
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  Note read() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      const std::string_view line = stripped(lines_[at_]);
      if (line.starts_with("```") || line.starts_with("~~~")) {
        fenced(line);
      } else if (line.starts_with("$$") || line.starts_with("\\[")) {
        displayed(line.starts_with("$$") ? "$$" : "\\]");
      } else if (line.starts_with('#')) {
        heading(line, std::min(line.find_first_not_of('#'), line.size()));
      } else if (at_ + 1 < lines_.size() && !line.empty() && is_underline(stripped(lines_[at_ + 1]))) {
        heading(line, stripped(lines_[++at_]).starts_with('=') ? 1 : 2);
      } else if (at_ + 1 < lines_.size() && line.find('|') != std::string_view::npos &&
                 is_table_rule(stripped(lines_[at_ + 1]))) {
        table();
      } else if (!line.empty()) {
        above_ = line;
        take_recipe(line);
      }
    }
    if (note_.matrices.empty()) {
      fail(Exit::data,
           "{}: no matrix found; a note holds them as tables under the name of a step, as $$ Q = \\begin{{pmatrix}} … "
           "$$, or as Q = [[1, 0], [2, 1]] in a fenced block",
           note_.name);
    }
    const auto last = std::find_if(lines_.rbegin(), lines_.rend(), [](auto line) { return !stripped(line).empty(); });
    note_.made_by = command_said(*last);
    return std::move(note_);
  }

 private:
  std::string place(std::size_t line) const { return fmt::format("{}: line {}", note_.name, line + 1); }

  void fenced(std::string_view fence) {
    const std::string_view mark = fence.substr(0, fence.find_first_not_of(fence[0]));
    const std::size_t first = at_ + 1;
    std::size_t end = first;
    while (end < lines_.size() && !stripped(lines_[end]).starts_with(mark)) ++end;
    if (stripped(fence.substr(mark.size())) == "math") {
      equations(between(first, end), first);
    } else {
      for (at_ = first; at_ < end; ++at_) assignment(end);
    }
    at_ = end;
    above_ = {};
  }

  /// The text of some lines; they lie side by side in the note.
  std::string_view between(std::size_t first, std::size_t end) const {
    if (first >= end) return {};
    const char* start = lines_[first].data();
    return {start, static_cast<std::size_t>(lines_[end - 1].data() + lines_[end - 1].size() - start)};
  }

  /// `Q = [[1, 0], [2, 1]]`, over as many lines as it takes. What is of no step and no matrix is somebody's program.
  void assignment(std::size_t end) {
    if (stripped(lines_[at_]).starts_with('#')) return;
    const auto equation = list_equation(between(at_, end), limits_.elements);
    if (!equation) return;
    const auto step = step_spoken_of(equation->left);
    const bool figures =
        equation->cells && std::all_of(equation->cells->begin(), equation->cells->end(),
                                       [](const auto& row) { return std::all_of(row.begin(), row.end(), is_figure); });
    if (equation->flat ? !step || !figures : !step && !figures) return;
    if (!equation->cells) {
      fail(Exit::data, "{}: {} = [ is not closed, or not a list of rows", place(at_), told(equation->left));
    }
    add(require(step, equation->left, at_), *equation->cells, {}, at_, {});
    const std::string_view read = between(at_, end).substr(0, equation->length);
    at_ += static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
  }

  void displayed(std::string_view close) {
    const std::size_t first = at_;
    std::size_t end = first + 1;
    if (stripped(lines_[at_]).find(close, 2) == std::string_view::npos) {
      while (end < lines_.size() && lines_[end].find(close) == std::string_view::npos) ++end;
      end = std::min(end + 1, lines_.size());
    }
    equations(between(first, end), first);
    at_ = end - 1;
    above_ = {};
  }

  void equations(std::string_view text, std::size_t first) {
    std::size_t line = first;
    std::size_t counted = 0;
    for (const MatrixEquation& equation : matrix_equations(text, most_matrices)) {
      line += static_cast<std::size_t>(
          std::count(text.begin() + static_cast<long>(counted), text.begin() + static_cast<long>(equation.at), '\n'));
      counted = equation.at;
      if (!equation.trouble.empty()) {
        fail(Exit::data, "{}: the matrix {} {}", place(line), told(equation.left), equation.trouble);
      }
      if (equation.left.empty()) {
        add(require(named_above(), name_above(), line), latex_cells(equation.body, limits_.elements), {}, line, whole_);
      } else {
        add(require(step_spoken_of(equation.left), equation.left, line), latex_cells(equation.body, limits_.elements),
            {}, line, {});
      }
    }
  }

  void heading(std::string_view text, std::size_t level) {
    heading_ = stripped(text, " \t#");
    whole_ = shape_at_end(heading_);
    above_ = {};
    level = std::min(level, sections_.size());
    sections_[level - 1] = heading_;
    std::fill(sections_.begin() + static_cast<long>(level), sections_.end(), std::string_view());
  }

  /// The head that the innermost section speaks of that speaks of one, and of no step; or 0.
  int head() const {
    for (auto section = sections_.rbegin(); section != sections_.rend(); ++section) {
      if (const int spoken_of = head_spoken_of(*section); spoken_of != 0 && !step_spoken_of(*section)) return spoken_of;
    }
    return 0;
  }

  void table() {
    const std::size_t first = at_;
    const std::vector<std::string_view> header = table_cells(lines_[at_]);
    Written body;
    std::size_t count = 0;
    for (at_ += 2; at_ < lines_.size() && lines_[at_].find('|') != std::string_view::npos; ++at_) {
      body.push_back(table_cells(lines_[at_]));
      count += body.back().size();
      if (count > limits_.elements) {
        fail(Exit::limit, "{}: a table of more than {} numbers; allow more with --max-elements", place(first),
             limits_.elements);
      }
    }
    --at_;
    const bool labelled = is_labelled(header, body);
    std::vector<std::string> labels;
    if (labelled) {
      for (auto& row : body) {
        labels.push_back(label(row.front()));
        row.erase(row.begin());
      }
    }
    std::size_t numbers = 0;
    std::size_t others = 0;
    for (const auto& row : body) {
      for (const std::string_view cell : row) {
        numbers += is_number(cell);
        others += !is_figure(cell);
      }
    }
    auto step = named_above();
    if (!step && labelled) step = step_spoken_of(header.front());
    const bool of_words = numbers == 0 || (others > 0 && !step);
    if (!of_words) add(require(step, name_above(), first), body, std::move(labels), first, whole_);
    above_ = {};
  }

  /// Whether the first column names the rows.
  bool is_labelled(const std::vector<std::string_view>& header, const Written& body) const {
    if (header.size() < 2) return false;
    if (whole_ && (header.size() == whole_->second || header.size() == whole_->second + 1)) {
      return header.size() != whole_->second;
    }
    const bool blank = std::all_of(header.begin(), header.end(), [](std::string_view cell) { return cell.empty(); });
    const bool numbered = std::all_of(body.begin(), body.end(), [](const auto& row) { return is_figure(row.front()); });
    return !numbered || (header.front().empty() && !blank) || step_spoken_of(header.front()).has_value();
  }

  /// A label without its code span's fences.
  static std::string label(std::string_view cell) {
    const std::string_view span = code_span(cell);
    return std::string(span.empty() ? cell : span);
  }

  /// The step that the line above names, or the heading.
  std::optional<StepMeant> named_above() const {
    const bool announces = above_.ends_with(':') || above_.ends_with("：") || above_.ends_with('=');
    if (auto step = announces ? step_spoken_of(above_) : step_meant(above_)) return step;
    return step_spoken_of(heading_);
  }

  std::string_view name_above() const { return heading_.empty() ? above_ : heading_; }

  StepMeant require(const std::optional<StepMeant>& step, std::string_view name, std::size_t line) const {
    if (step) return *step;
    if (stripped(name).empty()) {
      fail(Exit::data, "{}: a matrix without a name; put the name of its step before or above it", place(line));
    }
    fail(Exit::data, "{}: a matrix called {}, which names no step{}; there are {}", place(line), told(name),
         did_you_mean(name, step_ids(true)), listed(step_ids(false)));
  }

  void add(StepMeant step, const Written& cells, std::vector<std::string> rows, std::size_t line,
           std::optional<std::pair<std::size_t, std::size_t>> whole) {
    if (step.head == 0 && is_of_heads(step.id)) step.head = head();
    const std::string address = step.address();
    if (const auto [earlier, added] = line_of_.emplace(address, line + 1); !added) {
      fail(Exit::data, "{}: {} stands here and on line {}; a note says it once", place(line), address, earlier->second);
    }
    if (note_.matrices.size() == most_matrices) {
      fail(Exit::limit, "{}: more than {} matrices", place(line), most_matrices);
    }
    note_.matrices.push_back({claimed(cells, address, whole, place(line), limits_), std::move(rows)});
  }

  void take_recipe(std::string_view line) {
    const std::string_view recipe = recipe_said(line);
    if (recipe.empty()) return;
    if (!note_.recipe.empty() && note_.recipe != recipe) {
      fail(Exit::data, "{}: recipe {} here and {} before; a note has one", place(at_), told(recipe),
           told(note_.recipe));
    }
    note_.recipe = recipe;
  }

  Note note_;
  const Limits& limits_;
  std::map<std::string, std::size_t> line_of_;  ///< by address, counted from 1
  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::string_view heading_;                                  ///< the last one
  std::string_view above_;                                    ///< the last line of text since
  std::optional<std::pair<std::size_t, std::size_t>> whole_;  ///< the shape that the heading says
  std::array<std::string_view, 6> sections_;                  ///< the headings that are open, by level
};

void refuse_other_than_utf8(std::string_view text, const std::string& name) {
  std::size_t line = 1;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                     static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (length <= 0) fail(Exit::data, "{}: line {}: not UTF-8; save the note in UTF-8", name, line);
    line += text.front() == '\n' ? 1 : 0;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
}

}  // namespace

Note read_note(std::string_view text, std::string name, const Limits& limits) {
  refuse_other_than_utf8(text, name);
  return NoteReader(text, std::move(name), limits).read();
}

bool is_note(std::string_view name, std::string_view text) {
  if (name.ends_with(".md") || name.ends_with(".markdown")) return true;
  if (name.ends_with(".json")) return false;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && std::string_view("{[/\"").find(text[first]) == std::string_view::npos;
}

}  // namespace heed
