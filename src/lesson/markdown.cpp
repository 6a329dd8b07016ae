#include "lesson/markdown.hpp"

#include "core/error.hpp"

#include <md4c.h>

#include <algorithm>

namespace heed {
namespace {

std::string_view text_of(const MD_ATTRIBUTE& attribute) {
  return {attribute.text, attribute.size};
}

/// The text and, in parentheses, `heed lesson scaling` for 08-scaling.md; what lies elsewhere as it is.
std::string linked_to(std::string_view target, std::string_view text, const Words& words) {
  constexpr std::string_view suffix = ".md";
  const bool elsewhere = target.find("://") != std::string_view::npos || !target.ends_with(suffix);
  if (elsewhere) return fmt::format("{} ({})", text, target);
  const std::string_view name = target.substr(0, target.size() - suffix.size());
  return words("lesson.link", {{"text", std::string(text)}, {"lesson", std::string(name.substr(name.find('-') + 1))}});
}

/// Whether a text ends in a Chinese mark, a quotation mark or marked words closed behind it; it brings its own blank.
bool ends_in_chinese_mark(std::string_view text) {
  for (const std::string_view closing : {"**", "*", "”"}) {
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  }
  const std::vector<std::string_view> marks{"。", "，", "；", "：", "？", "！", "、", "）"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return text.ends_with(mark); });
}

/// Gathers md4c's events into blocks.
class Gatherer {
 public:
  Gatherer(std::string_view where, const Words& words) : where_(where), words_(words) {}
  std::vector<Block> blocks;

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
      case MD_BLOCK_HTML:
        fail(Exit::data, "{}: a lesson has no quotes and no HTML", where_);
      case MD_BLOCK_H:
        refuse_in_list("a heading");
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        refuse_in_list("a list");
        in_list_ = true;
        blocks.emplace_back(Points{type == MD_BLOCK_OL, {}});
        break;
      case MD_BLOCK_CODE:
        refuse_in_list("a listing");
        blocks.emplace_back(Listing{std::string(text_of(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->info)), {}});
        break;
      case MD_BLOCK_TABLE:
        refuse_in_list("a table");
        blocks.emplace_back(Table{});
        break;
      case MD_BLOCK_TR:
        row_.clear();
        break;
      default:
        break;
    }
    if (!(type == MD_BLOCK_P && in_list_)) text_.clear();
  }

  void leave(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        blocks.emplace_back(Heading{static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level), text_});
        break;
      case MD_BLOCK_P:
        if (!in_list_) blocks.emplace_back(Prose{text_});
        break;
      case MD_BLOCK_LI:
        std::get<Points>(blocks.back()).items.push_back(text_);
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        in_list_ = false;
        break;
      case MD_BLOCK_CODE:
        std::get<Listing>(blocks.back()).text = text_;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        row_.push_back(text_);
        break;
      case MD_BLOCK_THEAD:
        std::get<Table>(blocks.back()).headers = row_;
        break;
      case MD_BLOCK_TR:
        if (auto& table = std::get<Table>(blocks.back()); !table.headers.empty()) table.rows.push_back(row_);
        break;
      default:
        break;
    }
  }

  void mark(MD_SPANTYPE type, void* detail, bool closes) {
    if (type == MD_SPAN_IMG) fail(Exit::data, "{}: a lesson has no images", where_);
    if (type == MD_SPAN_CODE && !strong_) text_ += '`';
    if (type == MD_SPAN_EM && !strong_) text_ += '*';
    if (type == MD_SPAN_STRONG) {
      text_ += "**";
      strong_ = !closes;
    }
    if (type == MD_SPAN_A && !closes) link_ = text_.size();
    if (type == MD_SPAN_A && closes) {
      const std::string text = text_.substr(link_);
      text_.resize(link_);
      text_ += linked_to(text_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href), text, words_);
    }
  }

  void write(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_HTML) fail(Exit::data, "{}: a lesson has no HTML: {}", where_, text);
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) text = " ";
    if (text.starts_with(' ') && type != MD_TEXT_CODE && ends_in_chinese_mark(text_)) text.remove_prefix(1);
    text_ += text;
  }

 private:
  void refuse_in_list(std::string_view what) const {
    if (in_list_) fail(Exit::data, "{}: {} inside a list; a lesson's lists are flat", where_, what);
  }

  std::string_view where_;
  const Words& words_;
  std::string text_;
  std::size_t link_ = 0;  ///< where its text begins
  std::vector<std::string> row_;
  bool in_list_ = false;
  bool strong_ = false;
};

struct Parse {
  Gatherer gatherer;
  std::exception_ptr failure;
};

/// md4c is C: an exception may not pass through it.
template <typename Action>
int guarded(void* user, Action action) {
  Parse& parse = *static_cast<Parse*>(user);
  try {
    action(parse.gatherer);
    return 0;
  } catch (...) {
    parse.failure = std::current_exception();
    return 1;
  }
}

}  // namespace

std::vector<Block> parse_markdown(std::string_view text, std::string_view where, const Words& words) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return guarded(user, [&](Gatherer& gatherer) { gatherer.enter(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return guarded(user, [&](Gatherer& gatherer) { gatherer.leave(type, detail); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return guarded(user, [&](Gatherer& gatherer) { gatherer.mark(type, detail, false); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return guarded(user, [&](Gatherer& gatherer) { gatherer.mark(type, detail, true); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* from, MD_SIZE size, void* user) {
    return guarded(user, [&](Gatherer& gatherer) { gatherer.write(type, {from, size}); });
  };
  Parse parse{Gatherer(where, words), nullptr};
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &parse);
  if (parse.failure) std::rethrow_exception(parse.failure);
  return std::move(parse.gatherer.blocks);
}

std::string parse_paragraph(std::string_view text, std::string_view where, const Words& words) {
  const std::vector<Block> blocks = parse_markdown(text, where, words);
  const auto* prose = blocks.size() == 1 ? std::get_if<Prose>(&blocks.front()) : nullptr;
  if (prose == nullptr) fail(Exit::data, "{}: this is not one paragraph: {}", where, text);
  return prose->text;
}

}  // namespace heed
