#pragma once

#include "core/derivation.hpp"
#include "core/trace.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a command has to say, as semantic blocks. Formats know blocks; blocks know no layout.
/// Prose may hold `code`, **strong** words and *emphasis*, as Markdown writes them.
namespace heed {

/// Level 1 is the document's title; 2 and 3 are sections.
struct Heading {
  int level;
  std::string text;
  std::string below = {};  ///< one sentence on what the page is made of: its sample, its recipe
};

struct Prose {
  std::string text;
};

/// One cell's arithmetic: its name, formula, numbers.
struct Worked {
  std::string cell;  ///< "weights[the,cat]"
  Math arithmetic;
  double value;
  std::vector<Worked> because;
  std::string remark;                ///< "given", for inputs
  std::optional<int> decimals = {};  ///< to be shown, whatever the page's own
};

/// A matrix of a trace. It shares the values with the trace.
struct Matrix {
  std::shared_ptr<const Trace> trace;  ///< where every cell can be derived
  std::size_t step = 0;
  std::string id;     ///< "weights@2"
  std::string title;  ///< "Weights, head 2"
  std::string note;   ///< one sentence on why the step exists
  std::optional<Math> symbol;
  std::optional<Math> formula;  ///< right-hand side; nothing for inputs
  std::shared_ptr<const Grid> values;
  Labels rows, columns;
  bool shares = false;                ///< rows are shares of attention: drawn as well as written
  std::vector<std::string> readings;  ///< one for each row, or none: "cat 0.50, mat 0.28"
  std::optional<Worked> example;
  std::optional<int> decimals = {};  ///< to be shown, whatever the page's own
};

/// Matrices of the same step from several recipes, to be seen side by side.
struct Comparison {
  std::string id;  ///< of the step: "weights@2"
  std::string title;
  std::vector<std::string> names;  ///< of the recipes
  std::vector<Matrix> matrices;
  std::string remark;  ///< where they part
};

struct Table {
  std::vector<std::string> headers;
  std::vector<std::vector<std::string>> rows;
};

struct Source {
  std::string text;
};

/// Something to type next, with what it shows.
struct Next {
  std::string line;
  std::string says;
};

/// Text to be copied as it stands.
struct Listing {
  std::string language;
  std::string text;
};

/// A quantity over steps.
struct Plot {
  std::string title;
  std::string steps;  ///< what the steps are called
  std::vector<double> values;
};

/// Items of one rank, or steps in order.
struct Points {
  bool ordered;
  std::vector<std::string> items;
};

/// Something asked of the reader: a number to so many decimals, or one of several choices.
struct Question {
  std::string ask;
  std::vector<std::string> choices;
  int decimals = 0;    ///< of the number that is asked for
  double value = 0.0;  ///< the number, or the right choice counted from 0
  std::string answer;  ///< as it is shown; "" while the reader has not answered
  std::string says;    ///< why it is so
};

using Block =
    std::variant<Heading, Prose, Worked, Matrix, Comparison, Table, Source, Next, Listing, Plot, Points, Question>;

struct Document {
  std::vector<Block> blocks;
};

}  // namespace heed
