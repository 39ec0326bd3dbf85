#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// What stands between two quotation marks of one paragraph.
struct Marked {
  corpus::Span inside;      ///< bytes of the paragraph, without the marks and the spaces at the ends
  corpus::Span whole;       ///< with them
  char32_t mark = 0;        ///< the opening one
  bool closed = true;       ///< else it reaches to the paragraph's end
  bool single = false;      ///< ‘ ’ or ' '
  std::uint32_t depth = 0;  ///< quotations around it
};

/// Pairs the quotation marks of a paragraph, by what stands beside each: “5" wide”, “the ’90s” and “users’
/// rights” hold no mark. A single mark that is never closed is an apostrophe.
/// \param code  bytes of `text` that are not looked at, ascending
/// \returns by begin; one inside another comes after it
[[nodiscard]] std::vector<Marked> find_marked(std::string_view text, std::vector<corpus::Span> const& code = {});

/// The opening mark that a paragraph begins with; 0 where there is none.
[[nodiscard]] char32_t opening_mark(std::string_view text);

}  // namespace smallprint::parser
