#pragma once
#include "corpus/error.hpp"
#include "parser/extract/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a PDF draws, as far as text goes. Lengths are points (1/72 inch) from the page's upper left corner.
namespace smallprint::parser {

/// A word, or a part of one, drawn at one place.
struct PdfBox {
  float left = 0, top = 0, right = 0, bottom = 0;
  float size = 0;             ///< of the font
  std::uint8_t rotation = 0;  ///< quarter turns
  bool bold = false;
  bool space_after = false;  ///< another word follows in the same line
  std::string text;          ///< UTF-8
};

struct PdfPage {
  float width = 0, height = 0;
  std::vector<PdfBox> boxes;
};

/// The form in which pages go from the process that reads a PDF to the one that asked for it.
[[nodiscard]] std::string encode_page(PdfPage const& page);

/// Reads pages that were encoded one after another. What stands in them is as hostile as the PDF: lengths that are no
/// numbers or are absurd are made 0, text that is not UTF-8 is dropped.
/// \retval Errc::syntax     cut off
/// \retval Errc::too_large  more boxes than `limits` allow
[[nodiscard]] corpus::Result<std::vector<PdfPage>> decode_pages(std::string_view bytes, std::string_view source_name,
                                                                ExtractLimits const& limits);

}  // namespace smallprint::parser
