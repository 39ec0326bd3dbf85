#include "report/table.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <numeric>

namespace smallprint::report {
namespace {

constexpr std::size_t gap = 2;         // columns between two cells
constexpr std::size_t least_cell = 6;  // columns that a cell keeps when space is short

std::size_t char_width(UChar32 c) {
  auto const type = u_charType(c);
  if (c < 0x20 || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  auto const east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

/// Calls f(width, bytes) per character until it returns false.
template <class F>
void each_char(std::string_view text, F&& f) {
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    auto const begin = i;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(s, i, size, c);
    if (!f(char_width(c), text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)))) return;
  }
}

/// Widest columns give way first until all fit.
std::vector<std::size_t> fit(std::vector<std::size_t> widths, std::size_t room) {
  auto const total = [&] { return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1)); };
  while (!widths.empty() && total() > room) {
    auto const widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= least_cell) break;
    --*widest;
  }
  return widths;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_char(text, [&](std::size_t w, std::string_view) {
    width += w;
    return true;
  });
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 0;
  each_char(text, [&](std::size_t w, std::string_view bytes) {
    if (used + w + 1 > width) return false;
    used += w;
    out += bytes;
    return true;
  });
  return out + "\u2026";
}

std::string fold_lines(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::string line;
  std::size_t used = 0;
  auto const room = std::max<std::size_t>(20, width - std::min(width, display_width(indent)));
  auto const flush = [&] {
    out.append(indent).append(line) += '\n';
    line.clear();
    used = 0;
  };
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    auto const w = display_width(word);
    if (used > 0 && used + 1 + w > room) flush();
    if (used > 0) line += ' ', ++used;
    line += word;
    used += w;
  }
  if (used > 0) flush();
  return out;
}

std::string text_table(std::vector<std::string> const& header, std::vector<std::vector<std::string>> const& rows,
                       Style const& style,
                       std::function<std::string(std::size_t, std::size_t, std::string_view)> const& ink) {
  std::vector<std::size_t> widths(header.size(), 0);
  for (std::size_t c = 0; c < header.size(); ++c) {
    widths[c] = display_width(header[c]);
    for (auto const& row : rows) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  widths = fit(std::move(widths), style.width);
  std::string out;
  auto const line = [&](std::vector<std::string> const& cells, auto&& paint_cell) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      auto const text = cut(cells[c], widths[c]);
      out += paint_cell(c, text);
      if (c + 1 < cells.size()) out.append(widths[c] - display_width(text) + gap, ' ');
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  };
  line(header, [&](std::size_t, std::string const& text) { return paint(style, Ink::bold, text); });
  if (!style.colour) {
    for (std::size_t c = 0; c < widths.size(); ++c) {
      for (std::size_t i = 0; i < widths[c]; ++i) out += "\u2500";
      if (c + 1 < widths.size()) out.append(gap, ' ');
    }
    out += '\n';
  }
  for (std::size_t r = 0; r < rows.size(); ++r)
    line(rows[r], [&](std::size_t c, std::string const& text) { return ink ? ink(r, c, text) : text; });
  return out;
}

}  // namespace smallprint::report
