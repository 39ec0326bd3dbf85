#pragma once
#include "parser/extract/limits.hpp"
#include "parser/readers/docx_package.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

/// All that follows the unpacking of a DOCX: styles, numbering, text and notes, as Markdown.
/// \returns UTF-8; empty when there is no text
/// \retval as docx_to_markdown()
[[nodiscard]] corpus::Result<std::string> docx_parts_to_markdown(DocxParts const& parts, std::string_view source_name,
                                                                 ExtractLimits const& limits);

}  // namespace smallprint::parser
