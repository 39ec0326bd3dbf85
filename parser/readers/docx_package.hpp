#pragma once
#include "corpus/error.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// The XML parts of a DOCX that hold text, styles, numbering or links, by their path in it. The main one is
/// "word/document.xml", also where it has a number ("word/document2.xml").
using DocxParts = std::map<std::string, std::string, std::less<>>;

struct DocxLimits {
  std::size_t entries = 0;   ///< files in it
  std::size_t unpacked = 0;  ///< bytes of its parts together
};

/// Unpacks what is needed. What unpacks to more than `limits` allow is not unpacked further, so that a small
/// file cannot fill the memory.
/// \retval Errc::syntax     no ZIP file, a broken one, or one without a Word document
/// \retval Errc::too_large  more files, or more bytes unpacked, than `limits` allow
[[nodiscard]] corpus::Result<DocxParts> unpack_docx(std::string_view bytes, std::string_view name,
                                                    DocxLimits const& limits);

}  // namespace smallprint::parser
