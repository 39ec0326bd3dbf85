#pragma once
#include "corpus/error.hpp"
#include "parser/draft.hpp"

#include <map>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// The XML parts of a DOCX that hold text or styles, by their path in it.
using DocxParts = std::map<std::string, std::string, std::less<>>;

/// Unpacks what is needed. What unpacks to more than `limits` allow is not unpacked further, so that a small
/// file cannot fill the memory.
/// \retval Errc::syntax     no ZIP file, a broken one, or one without a Word document
/// \retval Errc::too_large  more files, or more bytes unpacked, than `limits` allow
[[nodiscard]] corpus::Result<DocxParts> unpack_docx(std::string_view bytes, std::string_view name,
                                                    DraftLimits const& limits);

}  // namespace smallprint::parser
