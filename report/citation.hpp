#pragma once
#include "query/answer.hpp"

#include <string>
#include <string_view>

namespace smallprint::report {

/// How a source is named in print.
enum class Citation {
  none,
  chicago,  ///< Chicago Manual of Style, 17th ed., 14.207: a note for a website's terms
  apa,      ///< APA Publication Manual, 7th ed., section 10.16: a web page, with an exact date
  bluebook  ///< The Bluebook, 21st ed., rule 18.2.2: a dated Internet source
};

/// The source of a quote in that style; empty for Citation::none.
[[nodiscard]] std::string citation(std::string_view authority, query::Quote const& quote, Citation style);

/// "#:~:text=first%20words,last%20words" for the end of a page's address: browsers go to the quote and mark it
/// (WICG, URL Fragment Text Directives). Markdown's marks and link targets are left out. Empty without words.
[[nodiscard]] std::string text_fragment(std::string_view quote);

}  // namespace smallprint::report
