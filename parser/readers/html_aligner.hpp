#pragma once
#include "parser/readers/leaf_text.hpp"

#include <string_view>

namespace smallprint::parser {

/// Puts the text of an HTML text node into a leaf, each byte where it stands in the page.
/// \param literal  what the HTML parser made of the text: references resolved
/// \param page     the whole page in UTF-8
/// \param at       where the node's text starts in it
/// \param breaks   line ends were meant, as in <pre>
/// \returns where it ended, or std::string_view::npos when text and page disagree
[[nodiscard]] std::size_t align_html_text(std::string_view literal, std::string_view page, std::size_t at, bool breaks,
                                          LeafText& out);

}  // namespace smallprint::parser
