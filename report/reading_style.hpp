#pragma once
#include <string>

namespace smallprint::report {

/// Rules that pages of running text share, for html_page(): type and measure, the colours of the classes of changes
/// (`--c` within an element of class "substantive" ...), removed and added words, hidden words for those who listen
/// (class "h"), and paper.
[[nodiscard]] std::string reading_style();

}  // namespace smallprint::report
