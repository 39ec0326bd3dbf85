#pragma once
#include <cstddef>
#include <string_view>

namespace smallprint::parser {

/// Where a character reference ends: "&amp;", "&#8217;", "&#x2019;".
///
/// No table of names is needed: the parser already said what it stands for, so the length in the
/// parser's text is told by what follows.
struct EntityMatch {
  std::size_t raw_size = 0;      ///< bytes of the reference; 0: none starts here
  std::size_t decoded_size = 0;  ///< bytes of `decoded` that it stands for
};

/// \param raw      starts with '&'
/// \param decoded  what the parser made of `raw`, from the same place on; not empty
/// \param strict   a reference must end in ';' (CommonMark); HTML lets it out
[[nodiscard]] EntityMatch match_entity(std::string_view raw, std::string_view decoded, bool strict);

}  // namespace smallprint::parser
