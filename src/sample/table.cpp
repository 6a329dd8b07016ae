#include "sample/table.hpp"

#include "core/error.hpp"
#include "core/splitting.hpp"
#include "sample/number.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace heed {
namespace {

std::optional<double> number(std::string_view text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "-inf") return -infinity;
  if (text == "inf") return infinity;
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  return parse_number(text);
}

int fraction(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return 0;
  const std::string_view digits = text.substr(point + 1);
  return static_cast<int>(std::min(digits.find_first_not_of("0123456789"), digits.size()));
}

void require_size(std::size_t rows, std::size_t columns, const std::string& name, const Limits& limits) {
  if (rows > limits.tokens || (columns != 0 && rows > limits.elements / columns)) {
    fail(Exit::limit, "{}: {} numbers are more than heed holds; allow more with --max-tokens and --max-elements", name,
         shape(rows, columns));
  }
}

Claim read_csv(std::string_view text, const std::string& name, std::string step, const Limits& limits) {
  std::vector<double> values, stated;
  std::size_t rows = 0;
  std::size_t columns = 0;
  int decimals = 0;
  bool begun = false;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t blank = std::min(text.find_first_not_of('\n'), text.size());  // there may be millions
    text.remove_prefix(blank);
    line += blank;
    const std::size_t length = std::min(text.find('\n'), text.size());
    const std::string_view row = trimmed(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
    if (row.empty()) continue;
    const std::size_t width = 1 + static_cast<std::size_t>(std::count(row.begin(), row.end(), ','));
    if (rows > 0 && width != columns) {
      fail(Exit::data, "{}: line {}: {} fields where the first row has {}", name, line, width, columns);
    }
    require_size(rows + 1, width, name, limits);
    const std::vector<std::string_view> fields = split(row, ",");
    const bool header =
        !begun && row.find(';') == std::string_view::npos &&
        std::none_of(fields.begin(), fields.end(), [](auto field) { return number(field).has_value(); });
    begun = true;
    if (header) continue;
    ++rows;
    columns = width;
    for (std::size_t j = 0; j < width; ++j) {
      const std::string_view field = fields[j];
      const auto value = field.empty() ? 0.0 : number(field);
      if (!value) {
        const bool crowded = field.find_first_of("; \t") != std::string_view::npos;
        fail(Exit::data, "{}: line {}, field {}: \"{}\" is not a number{}", name, line, j + 1, field,
             crowded               ? "; fields are separated by commas"
             : j == 0 && width > 1 ? "; rows have no names here"
                                   : "");
      }
      values.push_back(*value);
      stated.push_back(field.empty() ? 0.0 : 1.0);
      const bool scientific = field.find_first_of("eE") != std::string_view::npos;
      decimals =
          std::min(Claim::most_decimals, std::max(decimals, scientific ? Claim::most_decimals : fraction(field)));
    }
  }
  if (rows == 0) fail(Exit::data, "{}: no numbers; one row of the matrix is one line, separated by commas", name);
  Claim claim{std::move(step), Grid(rows, columns), Grid(rows, columns), decimals};
  std::copy(values.begin(), values.end(), claim.values.values().begin());
  std::copy(stated.begin(), stated.end(), claim.stated.values().begin());
  return claim;
}

/// The value behind a key of an .npy header, a Python dictionary: "'shape': (2, 3)" -> "(2, 3)".
std::string_view entry(std::string_view header, std::string_view key, std::string_view open, char close) {
  const std::size_t at = header.find(key);
  const std::size_t from = at == std::string_view::npos ? at : header.find_first_of(open, at + key.size());
  const std::size_t to = from == std::string_view::npos ? from : header.find(close, from + 1);
  return to == std::string_view::npos ? std::string_view() : header.substr(from + 1, to - from - 1);
}

template <typename Number>
double little_endian(const char* bytes) {
  Number value;
  std::memcpy(&value, bytes, sizeof value);
  return static_cast<double>(value);
}

struct NumberType {
  std::string_view code;
  std::size_t bytes;
  double (*read)(const char* bytes);
  int decimals;  ///< that such numbers are good to
};

constexpr NumberType types[] = {
    {"<f8", 8, little_endian<double>, 9},
    {"<f4", 4, little_endian<float>, 5},
    {"<i8", 8, little_endian<std::int64_t>, 0},
    {"<i4", 4, little_endian<std::int32_t>, 0},
};

Claim read_npy(std::string_view bytes, const std::string& name, std::string step, const Limits& limits) {
  static_assert(std::endian::native == std::endian::little);
  const auto complain = [&](std::string_view what) { fail(Exit::data, "{}: {}", name, what); };
  constexpr std::size_t version_at = 6;
  if (bytes.size() < 12) complain("the .npy header is cut off");
  const int version = bytes[version_at];
  if (version < 1 || version > 3) complain("not version 1, 2 or 3 of .npy");
  const std::size_t width = version == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t k = 0; k < width; ++k) length |= std::size_t{static_cast<unsigned char>(bytes[8 + k])} << (8 * k);
  const std::size_t start = 8 + width + length;
  if (start > bytes.size()) complain("the .npy header is cut off");
  const std::string_view header = bytes.substr(8 + width, length);
  const std::string_view code = entry(header, "'descr':", "'", '\'');
  const auto type =
      std::find_if(std::begin(types), std::end(types), [&](const NumberType& t) { return t.code == code; });
  if (type == std::end(types)) {
    fail(Exit::data, "{}: numbers of type {}; save float64, float32 or integers, little-endian", name, code);
  }
  std::vector<std::size_t> sizes;
  for (const std::string_view part : split(entry(header, "'shape':", "(", ')'), ",")) {
    if (part.empty()) continue;
    const auto size = parse_integer(part);
    if (!size || *size < 1) complain("an empty or broken shape");
    sizes.push_back(static_cast<std::size_t>(*size));
  }
  if (sizes.empty() || sizes.size() > 2) complain("not a matrix: one or two dimensions can be audited");
  const std::size_t rows = sizes.size() == 1 ? 1 : sizes[0];
  const std::size_t columns = sizes.back();
  require_size(rows, columns, name, limits);
  if (bytes.size() - start != rows * columns * type->bytes) {
    fail(Exit::data, "{}: {} bytes of numbers where {} need {}", name, bytes.size() - start, shape(rows, columns),
         rows * columns * type->bytes);
  }
  const bool by_column = header.find("'fortran_order': True") != std::string_view::npos;
  Claim claim{std::move(step), Grid(rows, columns), Grid(rows, columns, 1.0), type->decimals};
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const std::size_t at = by_column ? j * rows + i : i * columns + j;
      claim.values(i, j) = type->read(bytes.data() + start + at * type->bytes);
    }
  }
  return claim;
}

}  // namespace

Claim read_table(std::string_view bytes, const std::string& name, std::string step, const Limits& limits) {
  const bool npy = bytes.starts_with("\x93NUMPY");
  return npy ? read_npy(bytes, name, std::move(step), limits) : read_csv(bytes, name, std::move(step), limits);
}

}  // namespace heed
