#pragma once
#include <string>
#include <string_view>

/// Plain words as Markdown that reads as these words (CommonMark 0.30, section 2.4, with GitHub's extensions).
namespace smallprint::parser {

/// Appends words of a line, escaping what would be markup anywhere in it.
void append_escaped(std::string& out, std::string_view text);

/// Escapes what would be markup at the beginning of each line: headings, lists, quotations, rules, fences.
/// \param block  lines of inline Markdown
[[nodiscard]] std::string escape_line_starts(std::string_view block);

}  // namespace smallprint::parser
