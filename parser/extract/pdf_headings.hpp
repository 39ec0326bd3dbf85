#pragma once
#include "parser/extract/pdf_paragraphs.hpp"

#include <vector>

namespace smallprint::parser {

/// Gives headings their level: short paragraphs in larger type than most of the text, or all in bold type where most
/// of the text is not. Larger type is of a higher level; of one size, what stands in the middle of the page, and then
/// what is all in capitals; then 1 stands above 1.1.
void find_headings(std::vector<PdfBlock>& blocks);

}  // namespace smallprint::parser
