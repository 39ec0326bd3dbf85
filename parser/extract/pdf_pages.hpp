#pragma once
#include "parser/extract/pdf_page.hpp"

namespace smallprint::parser {

/// Reads the words that a PDF draws, page by page, with poppler.
///
/// Poppler reads in a child process, since hostile files make it hang, crash or fill the memory: whatever happens to
/// it becomes an error. It prints nothing.
///
/// \retval Errc::syntax       no PDF, or a damaged one; `offset` is the place of the damage where it is known
/// \retval Errc::unsupported  a password is needed
/// \retval Errc::too_large    a limit was reached; `message` names it, and the page
/// \retval Errc::io           no process could be started
[[nodiscard]] corpus::Result<std::vector<PdfPage>> read_pdf_pages(std::string_view bytes, std::string_view source_name,
                                                                  ExtractLimits const& limits);

}  // namespace smallprint::parser
