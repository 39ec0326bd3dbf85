#include "parser/readers/markdown_limits.hpp"

#include "parser/readers/line_end.hpp"

#include <array>
#include <cstdint>

namespace smallprint::parser {
namespace {

// Work of a paragraph is bounded by the square of its markup characters.
constexpr std::uint64_t most_inline_work = 400'000'000;
// cmark-gfm gives every row of a table as many cells as its header.
constexpr std::uint64_t most_cells_of_region = 1'000'000;
constexpr std::uint64_t most_markup = 8'000'000;

constexpr auto markup = [] {
  std::array<bool, 256> table{};
  for (char const c : {'*', '_', '[', ']', '~', '`', '<', '&', '|', '!', '@', ':', '\\', '(', ')', '$'})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

/// Columns of indentation and block markers that a line starts with.
struct Start {
  std::uint32_t columns = 0;
  std::uint32_t markers = 0;
  bool blank = false;
};

Start start_of(std::string_view line) {
  Start out;
  std::size_t i = 0;
  while (i < line.size()) {
    char const c = line[i];
    if (c == ' ' || c == '\t') {
      if (out.markers == 0) out.columns += c == '\t' ? 4 : 1;
      ++i;
    } else if (c == '>' || ((c == '-' || c == '*' || c == '+') &&
                            (i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '\t'))) {
      ++out.markers;
      ++i;
    } else if (c >= '0' && c <= '9') {
      auto end = i;
      while (end < line.size() && line[end] >= '0' && line[end] <= '9') ++end;
      if (end - i > 9 || end == line.size() || (line[end] != '.' && line[end] != ')')) return out;
      if (end + 1 < line.size() && line[end + 1] != ' ' && line[end + 1] != '\t') return out;
      ++out.markers;
      i = end + 1;
    } else {
      return out;
    }
  }
  out.blank = out.markers == 0;
  return out;
}

}  // namespace

bool markdown_is_tame(std::string_view bytes, Limits const& limits) {
  std::uint64_t work = 0;
  std::uint64_t total = 0;
  std::uint64_t region = 0;  // markup since the last blank line
  std::uint64_t lines = 0;
  std::uint64_t pipes = 0;  // most of a line of the region
  for (std::size_t at = 0; at < bytes.size();) {
    auto const end = line_end(bytes, at);
    auto const line = bytes.substr(at, end - at);
    auto const start = start_of(line);
    if (start.markers > 0 && start.markers + start.columns / 2 > limits.depth) return false;
    if (start.blank) {
      work += region > 1000 ? region * region : 0;
      region = lines = pipes = 0;
    } else {
      std::uint64_t here = 0;
      std::uint64_t bars = 0;
      for (unsigned char const c : line) {
        here += markup[c] ? 1 : 0;
        bars += c == '|' ? 1 : 0;
      }
      region += here;
      total += here + 1;
      ++lines;
      pipes = bars > pipes ? bars : pipes;
      if (pipes * lines > most_cells_of_region && pipes > 2) return false;
    }
    if (total > most_markup || work > most_inline_work || region * region > most_inline_work) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace smallprint::parser
