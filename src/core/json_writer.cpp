#include "core/json_writer.hpp"

#include "core/formatting.hpp"
#include "core/pages.hpp"
#include "core/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed {
namespace {

char* write(char* at, std::string_view text) {
  return std::copy(text.begin(), text.end(), at);
}

char* write(char* at, double number) {
  if (!std::isfinite(number)) return write(at, std::isnan(number) ? "\"nan\"" : number > 0 ? "\"inf\"" : "\"-inf\"");
  if (number == 0.0 && std::signbit(number)) return write(at, "-0.0");  // "-0" would read back as a whole number
  return write_shortest(at, number);
}

}  // namespace

JsonWriter& JsonWriter::object() {
  separate();
  out_ += '{';
  open_.push_back('}');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::array() {
  separate();
  out_ += '[';
  open_.push_back(']');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end() {
  out_ += open_.back();
  open_.pop_back();
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ": ";
  keyed_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  quote(text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  separate();
  char text[widest_number];
  out_.append(text, write(text, number));
  return *this;
}

JsonWriter& JsonWriter::value(const Grid& matrix) {
  constexpr std::size_t numbers_at_a_time = std::size_t{1} << 16;  // their text stays in the cache until it is copied
  constexpr std::size_t work_of_a_number = 16;                     ///< writing it takes as long as touching so many
  constexpr std::size_t room_of_a_number = widest_number + std::string_view(", ").size();
  array();
  const std::string_view between = separator();
  const std::size_t columns = matrix.columns();
  const std::size_t height = std::max<std::size_t>(1, numbers_at_a_time / std::max<std::size_t>(1, columns));
  pieces_.resize(std::max(pieces_.size(), std::min(height, matrix.rows())));
  for (std::size_t done = 0; done < matrix.rows(); done += height) {
    const std::size_t rows = std::min(height, matrix.rows() - done);
    over_rows(rows, columns * work_of_a_number, [&](std::size_t first, std::size_t last) {
      std::string& piece = pieces_[first];
      for (std::size_t i = done + first; i < done + last; ++i) {
        if (i != 0) piece += between;
        const std::size_t start = piece.size();
        piece.resize(start + columns * room_of_a_number + std::string_view("[]").size());
        char* at = write(piece.data() + start, "[");
        for (std::size_t j = 0; j < columns; ++j) at = write(write(at, j == 0 ? "" : ", "), matrix(i, j));
        at = write(at, "]");
        piece.resize(static_cast<std::size_t>(at - piece.data()));
      }
    });
    for (std::string& piece : pieces_) {
      out_ += piece;
      piece.clear();
    }
  }
  return end();
}

JsonWriter& JsonWriter::truths(const Grid& matrix) {
  array();
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    array();
    for (const double x : matrix.row(i)) value(x != 0.0);
    end();
  }
  return end();
}

void JsonWriter::expect(std::size_t numbers) {
  constexpr std::size_t usual_width = 22;  // of a number and what stands behind it
  out_.reserve(out_.size() + numbers * usual_width);
  in_huge_pages(out_.data(), out_.capacity());
  touch(out_.data() + out_.size(), out_.capacity() - out_.size());
}

JsonWriter& JsonWriter::value(int number) {
  separate();
  out_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::value(std::size_t number) {
  separate();
  out_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
  return *this;
}

std::string JsonWriter::finish() {
  out_ += '\n';
  return std::move(out_);
}

void JsonWriter::separate() {
  if (keyed_) {
    keyed_ = false;
    return;
  }
  if (!first_) out_ += separator();
  first_ = false;
}

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        if (byte(i) < 0x20 || c == 0x7f) {
          out_ += fmt::format("\\u{:04x}", byte(i));
        } else if (byte(i) == 0xc2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xa0) {  // a control character of two bytes
          out_ += fmt::format("\\u{:04x}", byte(++i));
        } else {
          out_ += c;
        }
    }
  }
  out_ += '"';
}

}  // namespace heed
