#pragma once
#include <string>
#include <vector>

namespace smallprint::parser {

/// Writes rows as a table of GitHub's Markdown, the first as its header; ends with a line end.
/// \param rows  of Markdown without line ends, escaped for MarkdownPlace::cell; short ones are filled up
[[nodiscard]] std::string markdown_table(std::vector<std::vector<std::string>> const& rows);

}  // namespace smallprint::parser
