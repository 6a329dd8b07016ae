#include "lesson/markdown.hpp"

#include "core/error.hpp"

#include <md4c.h>

namespace heed {
namespace {

std::string_view text_of(const MD_ATTRIBUTE& attribute) {
  return {attribute.text, attribute.size};
}

/// "(`heed lesson scaling`)" for 08-scaling.md, "(https://…)" for what lies elsewhere.
std::string destination(std::string_view target) {
  constexpr std::string_view suffix = ".md";
  if (target.find("://") != std::string_view::npos || !target.ends_with(suffix)) return fmt::format(" ({})", target);
  target.remove_suffix(suffix.size());
  return fmt::format(" (`heed lesson {}`)", target.substr(target.find('-') + 1));
}

/// Gathers md4c's events into blocks.
class Gatherer {
 public:
  explicit Gatherer(std::string_view where) : where_(where) {}
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
    if (type == MD_SPAN_CODE) text_ += '`';
    if (type == MD_SPAN_STRONG) text_ += "**";
    if (type == MD_SPAN_A && closes) text_ += destination(text_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
  }

  void write(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_HTML) fail(Exit::data, "{}: a lesson has no HTML: {}", where_, text);
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) text = " ";
    text_ += text;
  }

 private:
  void refuse_in_list(std::string_view what) const {
    if (in_list_) fail(Exit::data, "{}: {} inside a list; a lesson's lists are flat", where_, what);
  }

  std::string_view where_;
  std::string text_;
  std::vector<std::string> row_;
  bool in_list_ = false;
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

std::vector<Block> parse_markdown(std::string_view text, std::string_view where) {
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
  Parse parse{Gatherer(where), nullptr};
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &parse);
  if (parse.failure) std::rethrow_exception(parse.failure);
  return std::move(parse.gatherer.blocks);
}

}  // namespace heed
