#include "parser/extract/pdf_tables.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace smallprint::parser {
namespace {

constexpr std::size_t most_columns = 20;
constexpr std::size_t most_lines = 1000;
constexpr std::size_t few_lines = 20;

struct Column {
  float left = 0, right = 0;
  std::vector<std::uint32_t> lines;  ///< that have a cell in it
};

bool overlap(Column const& a, PdfCell const& b) {
  return a.left < b.right && b.left < a.right;
}

bool share_a_line(Column const& a, Column const& b) {
  for (auto i = a.lines.begin(), j = b.lines.begin(); i != a.lines.end() && j != b.lines.end();) {
    if (*i == *j) return true;
    ++(*i < *j ? i : j);
  }
  return false;
}

/// The columns with those of one more line. What overlaps is one column.
/// \returns false when two cells of one line would be in one column
bool add_line(std::vector<Column>& columns, PdfLine const& line, std::uint32_t number) {
  for (auto const& cell : line.cells) {
    Column all{cell.left, cell.right, {number}};
    for (std::size_t i = 0; i < columns.size();) {
      if (!overlap(columns[i], cell)) {
        ++i;
        continue;
      }
      if (share_a_line(columns[i], all)) return false;
      std::vector<std::uint32_t> lines;
      std::merge(all.lines.begin(), all.lines.end(), columns[i].lines.begin(), columns[i].lines.end(),
                 std::back_inserter(lines));
      all = {std::min(all.left, columns[i].left), std::max(all.right, columns[i].right), std::move(lines)};
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (columns.size() == most_columns) return false;
    columns.push_back(std::move(all));
  }
  return true;
}

using Rows = std::vector<std::vector<std::string>>;

/// A line drawn with a typewriter.
bool is_rule(std::vector<std::string> const& row) {
  return std::all_of(row.begin(), row.end(),
                     [](std::string const& cell) { return cell.find_first_not_of("-= ") == std::string::npos; });
}

/// Lines [begin, end) of a table whose columns are known, as rows.
class Builder {
 public:
  Builder(std::vector<PdfLine> const& lines, std::vector<Column> columns)
      : lines_(lines), columns_(std::move(columns)) {
    std::sort(columns_.begin(), columns_.end(), [](auto const& a, auto const& b) { return a.left < b.left; });
  }

  Rows run(std::size_t begin, std::size_t end) {
    auto const bands = bands_of(begin, end);
    auto at = begin;
    for (auto const band : bands) {
      if (is_one_row(at, band, bands.size() > 1)) {
        rows_.emplace_back(columns_.size());
        for (auto i = at; i < band; ++i) put(lines_[i]);
      } else {
        for (auto i = at; i < band; ++i) {
          if (i == at || has_first_column(lines_[i]) || !goes_on(lines_[i - 1], lines_[i]))
            rows_.emplace_back(columns_.size());
          put(lines_[i]);
        }
      }
      at = band;
    }
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::size_t column_of(PdfCell const& cell) const {
    auto const found =
        std::find_if(columns_.begin(), columns_.end(), [&](auto const& one) { return overlap(one, cell); });
    return static_cast<std::size_t>(found - columns_.begin());
  }
  [[nodiscard]] bool has_first_column(PdfLine const& line) const { return column_of(line.cells.front()) == 0; }

  /// Whether each cell of a line goes on with one above.
  [[nodiscard]] bool goes_on(PdfLine const& above, PdfLine const& line) const {
    if (line.cells.size() == 1) return true;
    return std::all_of(line.cells.begin(), line.cells.end(), [&](auto const& cell) {
      auto const column = column_of(cell);
      return std::any_of(above.cells.begin(), above.cells.end(), [&](auto const& one) {
        return column < columns_.size() && column_of(one) == column && !has_room(one, line, cell, columns_[column]);
      });
    });
  }

  /// Ends of the stretches of lines that white space parts.
  [[nodiscard]] std::vector<std::size_t> bands_of(std::size_t begin, std::size_t end) const {
    std::vector<std::size_t> out;
    float bottom = lines_[begin].bottom;
    for (auto i = begin + 1; i < end; ++i) {
      if (lines_[i].top - bottom > 0.4F * lines_[i].size) out.push_back(i);
      bottom = std::max(bottom, lines_[i].bottom);
    }
    out.push_back(end);
    return out;
  }

  /// Whether all lines of a band are of one row of the table.
  [[nodiscard]] bool is_one_row(std::size_t begin, std::size_t end, bool parted) const {
    if (end - begin < 2) return true;
    for (auto i = begin + 1; i < end; ++i)
      if (lines_[i].top < lines_[i - 1].bottom - 0.1F * lines_[i].size) return true;  // cells at different heights
    if (!parted) return false;
    // In each column that has several lines, these go on from one to the next.
    std::vector<PdfCell const*> above(columns_.size(), nullptr);
    std::vector<float> advance(columns_.size(), 0);
    bool uneven = false;
    for (auto i = begin; i < end; ++i) {
      uneven = uneven || lines_[i].cells.size() != lines_[begin].cells.size();
      for (auto const& cell : lines_[i].cells) {
        auto const column = column_of(cell);
        if (column == columns_.size()) return false;
        if (above[column] != nullptr && has_room(*above[column], lines_[i], cell, columns_[column])) return false;
        above[column] = &cell;
      }
    }
    return uneven;
  }

  /// Whether the first word of a cell would have stood in the cell above it.
  [[nodiscard]] static bool has_room(PdfCell const& above, PdfLine const& line, PdfCell const& cell,
                                     Column const& column) {
    auto const size = cell.end - cell.begin;
    auto const word = std::min<std::size_t>(std::string_view(line.text).substr(cell.begin, size).find(' '), size);
    auto const width = (cell.right - cell.left) * static_cast<float>(word) / static_cast<float>(std::max(size, 1U));
    return above.right + 0.2F * line.size + width < column.right;
  }

  void put(PdfLine const& line) {
    for (auto const& cell : line.cells) {
      auto const column = column_of(cell);
      if (column == columns_.size()) continue;
      auto& text = rows_.back()[column];
      if (!text.empty()) text += ' ';
      text.append(line.text, cell.begin, cell.end - cell.begin);
    }
  }

  std::vector<PdfLine> const& lines_;
  std::vector<Column> columns_;
  Rows rows_;
};

}  // namespace

PdfTable pdf_table(std::vector<PdfLine> const& lines, std::size_t begin,
                   std::function<PdfTableLine(std::size_t)> const& kind) {
  PdfTable out;
  std::vector<Column> columns;
  std::size_t rows = 0;
  for (auto i = begin; i < lines.size() && out.lines < most_lines; ++i) {
    auto const what = kind(i);
    if (what == PdfTableLine::none || out.lines > 2 * rows + few_lines) break;
    auto more = columns;
    if (!add_line(more, lines[i], static_cast<std::uint32_t>(i))) break;
    columns = std::move(more);
    rows += what == PdfTableLine::row ? 1 : 0;
    ++out.lines;
  }
  if (rows < 2 || columns.size() < 2 || (out.lines > 3 * rows && out.lines < 4 * few_lines)) return {};
  out.rows = Builder(lines, std::move(columns)).run(begin, begin + out.lines);
  out.rows.erase(std::remove_if(out.rows.begin(), out.rows.end(), is_rule), out.rows.end());
  return out.rows.size() < 2 ? PdfTable() : out;
}

}  // namespace smallprint::parser
