#pragma once
#include "parser/extract/pdf_lines.hpp"

#include <vector>

namespace smallprint::parser {

/// The size that most of the letters have.
[[nodiscard]] float body_size(std::vector<PdfLine> const& lines);

/// Takes out running headers and footers, and page numbers.
///
/// A line is one when it is the outermost of its page, or only such lines are further out, and
/// - it says the same on three pages or more at the same height, digits apart; or
/// - it is a page number, and another page's fits it.
/// Words do not get lost: what less than half of the pages repeat stays where it stands first, and so does a bold or
/// large line at the top of the first page, which is a title.
[[nodiscard]] std::vector<PdfLine> without_furniture(std::vector<PdfLine> lines, std::vector<PdfPage> const& pages);

}  // namespace smallprint::parser
