#pragma once
#include <algorithm>
#include <string_view>

namespace smallprint::parser {

/// Where the line that starts at `at` ends: its '\n' or '\r', else the end of `bytes`.
/// Two searches for one byte each run many times faster than find_first_of("\r\n").
[[nodiscard]] inline std::size_t line_end(std::string_view bytes, std::size_t at) {
  auto const line = bytes.substr(at, std::min(bytes.find('\n', at), bytes.size()) - at);
  return at + std::min(line.find('\r'), line.size());
}

}  // namespace smallprint::parser
