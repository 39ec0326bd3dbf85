#pragma once
#include "parser/extract/pdf_page.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace smallprint::parser {

/// Boxes that stand side by side at one height, from left to right.
struct PdfRow {
  std::vector<std::uint32_t> boxes;
  float left = 0, right = 0;
  float top = 0, bottom = 0;  ///< of the tallest box
};

/// \param chosen  which of `boxes`; those without text are left out
/// \returns from top to bottom
[[nodiscard]] std::vector<PdfRow> pdf_rows(std::vector<PdfBox> const& boxes, std::vector<std::uint32_t> const& chosen);

/// Rows [begin, end) to be read one side after the other.
struct PdfSplit {
  std::size_t begin = 0, end = 0;
  float at = 0;           ///< where the gap between the sides is
  bool by_bands = false;  ///< a table: rows that white space parts are read one after another
};

/// Finds where rows are two columns of prose, or a table whose cells have several lines.
[[nodiscard]] std::vector<PdfSplit> pdf_splits(std::vector<PdfBox> const& boxes, std::vector<PdfRow> const& rows);

/// Ends of the stretches of rows that white space parts. \param rows  of pdf_rows()
[[nodiscard]] std::vector<std::size_t> pdf_bands(std::vector<PdfRow> const& rows, std::size_t begin, std::size_t end);

}  // namespace smallprint::parser
