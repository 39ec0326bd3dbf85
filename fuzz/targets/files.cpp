#include "corpus/text.hpp"
#include "fuzz/target.hpp"
#include "parser/extract/docx.hpp"
#include "parser/extract/docx_parts.hpp"
#include "parser/extract/pdf_markdown.hpp"
#include "parser/parser.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace smallprint::fuzz {
namespace {

/// Letters and digits, sorted.
std::string letters(std::string_view text) {
  std::string out;
  for (char const c : text)
    if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) out += c;
  std::sort(out.begin(), out.end());
  return out;
}

corpus::Document read(std::string const& markdown) {
  require(corpus::is_utf8(markdown), "Markdown is UTF-8");
  auto document = parser::read_document(markdown, corpus::MediaType::markdown, "fuzz");
  require(document.has_value(), "Markdown can be read");
  return *document;
}

}  // namespace

/// Pages as they come from the process that reads a PDF.
void pdf(std::string_view bytes) {
  parser::ExtractLimits limits;
  limits.boxes = 5000;
  auto const pages = parser::decode_pages(bytes, "fuzz", limits);
  if (pages.has_error()) {
    require(!pages.error().message.empty(), "an error says what");
    return;
  }
  auto const document = read(parser::pdf_pages_to_markdown(*pages));
  if (pages->size() != 1) return;
  std::string drawn;
  for (auto const& box : pages->front().boxes) drawn += box.text;
  bool const plain =
      std::all_of(drawn.begin(), drawn.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) require(letters(drawn) == letters(document.text), "a page keeps its letters");
}

/// A DOCX, or its parts with a NUL between: the text, styles, numbering, footnotes, links.
void docx(std::string_view bytes) {
  auto const check = [](corpus::Result<std::string> const& text) {
    if (text.has_error())
      require(!text.error().message.empty(), "an error says what");
    else
      read(*text);
  };
  if (bytes.substr(0, 2) == "PK") {
    check(parser::docx_to_markdown(bytes, "fuzz"));
    return;
  }
  constexpr std::array<std::string_view, 5> paths{"word/document.xml", "word/styles.xml", "word/numbering.xml",
                                                  "word/footnotes.xml", "word/_rels/document.xml.rels"};
  parser::DocxParts parts;
  for (auto const path : paths) {
    auto const end = std::min(bytes.find('\0'), bytes.size());
    if (end > 0) parts[std::string(path)] = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  check(parser::docx_parts_to_markdown(parts, "fuzz", {}));
}

}  // namespace smallprint::fuzz
