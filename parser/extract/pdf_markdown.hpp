#pragma once
#include "parser/extract/pdf_paragraphs.hpp"

#include <string>
#include <vector>

namespace smallprint::parser {

/// Writes blocks as Markdown. Labels stay as they are written. Words that title a paragraph in bold type stay bold.
[[nodiscard]] std::string pdf_blocks_to_markdown(std::vector<PdfBlock> const& blocks);

/// All that follows the reading of the pages: lines, columns, running lines, paragraphs, headings, Markdown.
[[nodiscard]] std::string pdf_pages_to_markdown(std::vector<PdfPage> const& pages);

}  // namespace smallprint::parser
