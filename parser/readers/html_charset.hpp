#pragma once
#include "corpus/error.hpp"
#include "corpus/span.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

/// A page in UTF-8, and where each byte came from.
struct Utf8Page {
  std::string text;           ///< empty when the page already was UTF-8: use the bytes as they are
  corpus::OffsetMap offsets;  ///< from `text` to the bytes as stored; empty when the same
  std::string charset;        ///< as ICU names it: "UTF-8", "windows-1252"
  bool converted = false;
};

/// Encoding by byte order mark, else by `declared`, else by <meta> in the first 2048 bytes, else UTF-8 where
/// the bytes are that, else by ICU's detection (HTML Standard, 13.2.3.2). Against the standard, bytes that
/// are UTF-8 beyond chance are read so whatever is declared, and ones that cannot be what is declared are
/// detected: pages lie. Bytes that mean nothing become U+FFFD.
/// \param declared  charset of the response's Content-Type; empty: none
[[nodiscard]] corpus::Result<Utf8Page> page_to_utf8(std::string_view bytes, std::string_view source_name,
                                                    std::string_view declared = {});

}  // namespace smallprint::parser
