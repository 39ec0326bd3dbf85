#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Where in a JSON file a value stands, for errors that name line and column.
namespace smallprint::corpus {

struct LineColumn {
  std::size_t line = 1;    ///< from 1
  std::size_t column = 1;  ///< from 1, in bytes
};

/// \pre offset <= text.size()
[[nodiscard]] LineColumn line_column(std::string_view text, std::size_t offset);

/// Keys and indices from the root to a value.
using JsonPath = std::vector<std::variant<std::string, std::size_t>>;

/// Byte at which the value at `path` begins; as far along the path as there is something.
/// \param json  valid JSON (RFC 8259); \param at_key  give the key's place instead of the value's
[[nodiscard]] std::size_t json_place(std::string_view json, JsonPath const& path, bool at_key = false);

/// Deepest nesting of arrays and objects, counted without parsing: a check before a recursive parser.
[[nodiscard]] std::size_t json_depth(std::string_view json);

}  // namespace smallprint::corpus
