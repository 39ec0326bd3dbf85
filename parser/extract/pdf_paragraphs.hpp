#pragma once
#include "parser/extract/pdf_lines.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace smallprint::parser {

/// A paragraph, heading or table of a PDF.
struct PdfBlock {
  std::string text;                            ///< of a paragraph; words parted by one space
  std::vector<std::vector<std::string>> rows;  ///< of a table: all of the same length; else empty
  std::uint32_t bold_end = 0;                  ///< bytes of the text that are bold at its start
  std::uint32_t level = 0;                     ///< of a heading, 1..6; 0 for none
  std::uint32_t lines = 1;
  std::uint32_t page = 0;  ///< of its first line
  float size = 0;
  bool centred = false;
};

/// Joins lines to paragraphs, over the ends of columns and pages too, and heals words that were broken.
///
/// A paragraph ends before a gap, before a line that is indented otherwise, before a label that does not stand inside
/// a sentence, where the type changes, and where a line ends although the next word had room in it. Footnotes come
/// after the paragraph in which their page ends. Lines of cells become tables where they agree on columns.
[[nodiscard]] std::vector<PdfBlock> pdf_paragraphs(std::vector<PdfLine> lines);

}  // namespace smallprint::parser
