#pragma once
#include "parser/extract/html_page.hpp"

namespace smallprint::parser {

/// Whether a table holds data, with cells side by side in short blocks; others only lay the page out. One
/// that holds a heading or another table is none.
[[nodiscard]] bool is_data_table(HtmlNode table);

}  // namespace smallprint::parser
