#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// Where the text will stand, which decides what would be read as markup there.
enum class MarkdownPlace : std::uint8_t {
  line,     ///< a whole line: a paragraph, one of its lines, or what follows the marker of an item or quotation
  heading,  ///< what follows "# "
  cell,     ///< a whole cell of a table
  words,    ///< part of a line, with other text or markup on both sides; blanks at its ends are kept
  marked,   ///< as words, with marks right beside: a bare URL would swallow them, so none becomes a link
  link      ///< as words, between the brackets of a link
};

/// Writes plain text as Markdown, so that CommonMark with GitHub's tables, bare links and strike-through reads
/// exactly these words. Escapes by a backslash, and only where the character would be taken for markup:
/// "snake_case", "5 * 3" and "1.1 Scope" stay, "1. Scope" becomes "1\. Scope". Bare URLs are left as they are; one at
/// the end of `words` must be followed by a blank or a line end.
///
/// Line ends become blanks. Blanks at the ends are dropped, except from `words`.
///
/// \param text  UTF-8; other bytes are copied
/// Pure; time is linear in the text.
[[nodiscard]] std::string escape_markdown(std::string_view text, MarkdownPlace place = MarkdownPlace::line);

/// Finishes a line that was put together of escaped `words` and of marks: escapes what would still be markup at this
/// place, such as "1." at the start of a line. It must not start with markup of a block.
/// \param line  Markdown without line ends or blanks at its ends
[[nodiscard]] std::string guard_markdown(std::string line, MarkdownPlace place = MarkdownPlace::line);

}  // namespace smallprint::parser
