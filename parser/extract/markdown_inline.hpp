#pragma once
#include "parser/extract/markdown_escape.hpp"

#include <string>
#include <vector>

namespace smallprint::parser {

/// Words of one look. A line end is a break that the author asked for.
struct InlineRun {
  std::string text;  ///< UTF-8
  bool bold = false;
  bool italic = false;
  std::string link;  ///< where it leads; empty for nowhere
};

/// Writes runs as the inline Markdown of one block. Blanks are folded and stay outside the marks; where CommonMark
/// would take no mark, as before "**." inside a word, the look is dropped and the words stay.
///
/// \param place  line, heading or cell. Breaks are written as a backslash and a line end in a line, as a blank in a
///               heading, as <br> in a cell
[[nodiscard]] std::string inline_markdown(std::vector<InlineRun> const& runs, MarkdownPlace place);

}  // namespace smallprint::parser
