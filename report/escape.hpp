#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::report {

/// One CSV record with its line end (RFC 4180). A field that a spreadsheet would run as a formula
/// (it begins with = + - @, a tab or a carriage return) gets a leading apostrophe.
[[nodiscard]] std::string csv_record(std::vector<std::string> const& fields);

/// Text that Markdown shows as it is, on one line: marks are escaped, line ends are spaces.
[[nodiscard]] std::string markdown(std::string_view text);

/// Text for HTML, in content and in quoted attributes: the five marks are escaped, other control characters than line
/// ends and tabs are U+FFFD.
[[nodiscard]] std::string html(std::string_view text);

/// Text for a terminal: control characters (a page could hold escape sequences) are shown as U+FFFD,
/// line ends and tabs as spaces, malformed UTF-8 as U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace smallprint::report
