#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::corpus {

/// How a draft is written down.
enum class DraftKind : std::uint8_t { markdown, html, docx, text };
[[nodiscard]] constexpr std::string_view to_string(DraftKind kind) {
  switch (kind) {
    case DraftKind::markdown:
      return "markdown";
    case DraftKind::html:
      return "html";
    case DraftKind::docx:
      return "docx";
    case DraftKind::text:
      break;
  }
  return "text";
}

/// Words that a draft gives as somebody else's.
struct Quotation {
  /// What says so: quotation marks, a block quotation, an HTML <q>, a paragraph style of a DOCX.
  enum class Kind : std::uint8_t { marks, block, element, style };
  Kind kind = Kind::marks;
  std::string text;          ///< clean, without the marks around it; paragraphs are parted by '\n'
  OffsetMap offsets;         ///< from `text` to bytes of the draft
  Span raw;                  ///< bytes of the draft, from the first word to the last
  std::uint32_t line = 0;    ///< of raw.begin, from 1; of a DOCX: the paragraph
  std::uint32_t column = 0;  ///< in characters, from 1
  bool nested = false;       ///< stands inside another quotation
  bool unclosed = false;     ///< no mark closes it: it was taken to end with its paragraph
  std::string sentence;      ///< what the draft's sentence says around it, other quotations left out
  std::string paragraph;  ///< the same of its paragraph; of a block: who is named below, and what leads in with a colon
  std::string before;     ///< of a block: the paragraph before it
};
[[nodiscard]] constexpr std::string_view to_string(Quotation::Kind kind) {
  switch (kind) {
    case Quotation::Kind::block:
      return "block";
    case Quotation::Kind::element:
      return "element";
    case Quotation::Kind::style:
      return "style";
    case Quotation::Kind::marks:
      break;
  }
  return "marks";
}

/// A draft's quotations, in the order of their first words.
struct Draft {
  DraftKind kind{};
  std::vector<Quotation> quotations;
};

}  // namespace smallprint::corpus
