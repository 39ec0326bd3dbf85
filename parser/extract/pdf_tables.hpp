#pragma once
#include "parser/extract/pdf_lines.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace smallprint::parser {

struct PdfTable {
  std::vector<std::vector<std::string>> rows;  ///< all of the same length
  std::size_t lines = 0;                       ///< that were put into them
};

/// What a line may be for the table that the lines before it are.
enum class PdfTableLine : std::uint8_t {
  none,
  row,  ///< has cells
  part  ///< one cell, of a row of its own or of one that has several lines
};

/// Puts lines of cells into a table's rows, as long as they may be of it and agree on columns: cells that stand below
/// one another are of one column. A row may have several lines: where white space parts rows, where cells are at
/// different heights, or where the first column goes on empty.
///
/// \param kind  of a line, asked once for each from `begin` on
/// \returns no rows when there are fewer than two, or most lines are parts of others: a few terms whose meanings run
///          over many lines are better read as paragraphs. It has then looked at few lines
[[nodiscard]] PdfTable pdf_table(std::vector<PdfLine> const& lines, std::size_t begin,
                                 std::function<PdfTableLine(std::size_t)> const& kind);

}  // namespace smallprint::parser
