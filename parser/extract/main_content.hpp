#pragma once
#include "corpus/extraction_file.hpp"
#include "parser/extract/html_page.hpp"
#include "parser/extract/selection.hpp"

#include <vector>

namespace smallprint::parser {

/// The parts of a page that hold its document, where nobody declared which: what is left when navigation,
/// banners and the like are gone, down to the lowest element that still holds nearly all of the prose; before
/// it the page's heading where that stands outside.
///
/// Nothing is dropped for being hidden: terms stand in folded sections. An element is dropped for its name
/// (`rules.noise_names`) only when most of its words are links, since "cookies" and "sharing" name clauses
/// too. Removes from `page` what it drops. Empty when the page has no words.
[[nodiscard]] std::vector<PagePart> main_content(HtmlPage& page, corpus::ExtractionRules const& rules);

}  // namespace smallprint::parser
