#pragma once
#include "corpus/error.hpp"
#include "parser/extract/limits.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

/// Turns a Word document into Markdown: headings by their styles and outline levels, the labels of numbered
/// paragraphs written out as Word shows them, bold and italic type, links, tables, text boxes after the paragraph
/// they hang on, footnotes and then endnotes at the end, marked [1] and [i].
///
/// The text is that with all tracked changes accepted. Hidden text, comments, headers and footers are left out. A
/// heading style that a whole sentence wears makes no heading of it. A table is written as paragraphs, cell after
/// cell, where it only places them: it has one column, or cells with headings, tables or many paragraphs.
///
/// \param source_name  for errors
/// \returns UTF-8; never only blanks
/// \retval Errc::syntax        no DOCX, or a broken one, or one that holds what none may; `message` names the part
/// \retval Errc::unsupported   an old Word file, one that a password protects, or one without text
/// \retval Errc::too_large     a limit was reached; `message` names it
/// \retval Errc::bad_encoding  its XML is not what it says
///
/// Never throws. Pure: the same bytes give the same text.
[[nodiscard]] corpus::Result<std::string> docx_to_markdown(std::string_view bytes, std::string_view source_name,
                                                           ExtractLimits const& limits = {});

}  // namespace smallprint::parser
