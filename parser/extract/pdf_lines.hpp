#pragma once
#include "parser/extract/pdf_page.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Words on pages, as lines in reading order. Pure: no PDF library.
namespace smallprint::parser {

/// Text between wide gaps of a line: a label, a cell of a table, or all of it.
struct PdfCell {
  float left = 0, right = 0;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the line's text
};

struct PdfLine {
  std::uint32_t page = 0;
  std::uint32_t flow = 0;    ///< lines below one another in one column; another one starts with each page and column
  std::uint32_t column = 0;  ///< 0 for the whole width, else 256 * columns + which
  float left = 0, top = 0, right = 0, bottom = 0;
  float size = 0;              ///< of most of its letters
  float first_word = 0;        ///< width
  float second_word = 0;       ///< where it begins; the line's end when there is none
  std::string text;            ///< words parted by one space
  std::vector<PdfCell> cells;  ///< at least one
  std::uint32_t bold_end = 0;  ///< bytes of the text that are bold at its start
  std::uint8_t turned = 0;     ///< quarter turns against the rest of its page
};

/// Finds lines and columns.
///
/// Words belong to a line when they stand side by side at one height; raised numbers count. A part of a page is read
/// as columns when a gap runs down between two sides that are both prose; else line by line, as tables and
/// signatures are. Text that is turned comes after the rest of its page.
///
/// Takes time about linear in the number of words, whatever they are.
[[nodiscard]] std::vector<PdfLine> pdf_lines(std::vector<PdfPage> const& pages);

}  // namespace smallprint::parser
