#pragma once
#include "corpus/declaration.hpp"
#include "parser/extract/html_page.hpp"

#include <string>
#include <vector>

/// Named changes of a page before its text is taken. corpus/sources/README.md says what each does.
namespace smallprint::parser {

/// Their names, in alphabetical order.
[[nodiscard]] std::vector<std::string> const& filter_names();

/// Applies one. \param base  address of the page
/// \retval Errc::schema  a parameter is missing or unknown; `source` is the filter's name
/// \retval Errc::syntax  a selector among its parameters cannot be read
/// \retval Errc::unsupported  no such filter
[[nodiscard]] corpus::Result<void> apply_filter(HtmlPage& page, corpus::FilterUse const& filter, std::string_view base);

/// Puts the addresses in that a content delivery network hides from robots (an XOR with the first byte of
/// the hexadecimal `data-cfemail`, or of what follows '#' in the link).
void reveal_addresses(HtmlPage& page);

}  // namespace smallprint::parser
