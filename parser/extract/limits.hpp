#pragma once
#include <cstddef>
#include <cstdint>

namespace smallprint::parser {

/// What the making of a document's text may take; each has an error that names it.
struct ExtractLimits {
  std::size_t bytes = 64u << 20;     ///< of a page or file
  std::size_t text = 32u << 20;      ///< bytes of Markdown
  std::uint32_t depth = 250;         ///< of nested elements; deeper tags are dropped, their words stay
  std::size_t pages = 5000;          ///< of a PDF
  std::size_t unpacked = 64u << 20;  ///< of a DOCX: bytes of its parts together
  std::size_t entries = 5000;        ///< of a DOCX: files in it
};

}  // namespace smallprint::parser
