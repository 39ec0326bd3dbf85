#pragma once
#include "corpus/error.hpp"
#include "parser/extract/limits.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

/// Turns a PDF into Markdown: headings by size and bold type, paragraphs across lines and pages, words that line ends
/// break healed, tables where cells agree on columns, each labelled line that starts an item a paragraph of its own
/// with its label as written. Running headers and footers and page numbers are left out; footnotes follow the
/// paragraph in which their page ends.
///
/// \param source_name  for errors
/// \returns UTF-8; never only blanks
/// \retval Errc::syntax       no PDF, or a damaged one; `offset` is the place of the damage where it is known
/// \retval Errc::unsupported  nothing to read: scanned pages, letters that have no code, or a password is needed
/// \retval Errc::too_large    a limit was reached; `message` names it
/// \retval Errc::io           the system gave no process to read it in
///
/// Never throws and never prints. The same bytes give the same text, but for Errc::too_large by time.
[[nodiscard]] corpus::Result<std::string> pdf_to_markdown(std::string_view bytes, std::string_view source_name,
                                                          ExtractLimits const& limits = {});

}  // namespace smallprint::parser
