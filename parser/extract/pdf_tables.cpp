#include "parser/extract/pdf_tables.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace smallprint::parser {
namespace {

constexpr std::size_t most_columns = 20;
constexpr std::size_t few_lines = 20;

struct Column {
  float left = 0, right = 0;
};

bool overlap(Column const& a, PdfCell const& b) {
  return a.left < b.right && b.left < a.right;
}

/// Which column each cell of a line is in; a new one where it overlaps none. Nothing when two cells are in one column,
/// or one in two.
std::optional<std::vector<Column>> with_line(std::vector<Column> columns, PdfLine const& line) {
  std::vector<bool> taken(columns.size(), false);
  for (auto const& cell : line.cells) {
    std::size_t found = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!overlap(columns[i], cell)) continue;
      if (found != columns.size() || taken[i]) return {};
      found = i;
    }
    if (found == columns.size()) {
      if (columns.size() == most_columns) return {};
      columns.push_back({cell.left, cell.right});
      taken.push_back(true);
    } else {
      columns[found] = {std::min(columns[found].left, cell.left), std::max(columns[found].right, cell.right)};
      taken[found] = true;
    }
  }
  return columns;
}

}  // namespace

PdfTable pdf_table(std::vector<PdfLine> const& lines, std::size_t begin,
                   std::function<PdfTableLine(std::size_t)> const& kind) {
  PdfTable out;
  std::vector<Column> columns;
  std::vector<bool> wrapped;
  std::size_t rows = 0;
  for (auto i = begin; i < lines.size(); ++i) {
    auto const what = kind(i);
    if (what == PdfTableLine::none || wrapped.size() > 2 * rows + few_lines) break;
    auto more = with_line(columns, lines[i]);
    if (!more) break;
    columns = std::move(*more);
    rows += what == PdfTableLine::row ? 1 : 0;
    wrapped.push_back(what == PdfTableLine::wrapped);
  }
  out.lines = wrapped.size();
  if (rows < 2 || (out.lines > 2 * rows && out.lines < 4 * few_lines)) return {};
  std::sort(columns.begin(), columns.end(), [](auto const& a, auto const& b) { return a.left < b.left; });
  for (std::size_t i = 0; i < out.lines; ++i) {
    if (!wrapped[i] || out.rows.empty()) out.rows.emplace_back(columns.size());
    auto const& line = lines[begin + i];
    for (auto const& cell : line.cells) {
      auto const column =
          std::find_if(columns.begin(), columns.end(), [&](auto const& one) { return overlap(one, cell); });
      if (column == columns.end()) continue;
      auto& text = out.rows.back()[static_cast<std::size_t>(column - columns.begin())];
      if (!text.empty()) text += ' ';
      text.append(line.text, cell.begin, cell.end - cell.begin);
    }
  }
  return out;
}

}  // namespace smallprint::parser
