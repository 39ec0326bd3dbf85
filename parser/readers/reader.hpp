#pragma once
#include "corpus/document.hpp"
#include "parser/parser.hpp"

#include <string_view>

/// The readers: one per media type, all to the same tree. Raw spans count bytes of what was given.
namespace smallprint::parser {

/// CommonMark with GitHub's tables, bare links and strike-through. \pre bytes are UTF-8
[[nodiscard]] corpus::Result<corpus::Document> read_markdown(std::string_view bytes, std::string_view source_name,
                                                             Limits const& limits);

/// HTML as browsers read it, in any encoding; scripts, styles and forms' choices are left out.
[[nodiscard]] corpus::Result<corpus::Document> read_html(std::string_view bytes, std::string_view source_name,
                                                         Limits const& limits);

/// Plain text: paragraphs end at blank lines, and before a line that starts with a bullet or label.
/// \pre bytes are UTF-8
[[nodiscard]] corpus::Result<corpus::Document> read_text(std::string_view bytes, std::string_view source_name,
                                                         Limits const& limits);

}  // namespace smallprint::parser
