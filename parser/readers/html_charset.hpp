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

/// Encoding by byte order mark, else by <meta> in the first 2048 bytes, else UTF-8 where the bytes
/// are that, else by ICU's detection. Bytes that mean nothing become U+FFFD.
[[nodiscard]] corpus::Result<Utf8Page> page_to_utf8(std::string_view bytes, std::string_view source_name);

}  // namespace smallprint::parser
