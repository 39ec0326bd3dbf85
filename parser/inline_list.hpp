#pragma once
#include "corpus/span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// One piece of a paragraph that holds an enumeration.
struct InlinePiece {
  corpus::Span text;                   ///< bytes of the paragraph, without its label
  std::string label;                   ///< steps below the paragraph's own: "(i)", "(a)(ii)"; empty for head and tail
  std::vector<corpus::Span> lead_ins;  ///< bytes of the paragraph, outermost first
};

/// Splits "You may not: (i) rent it; (ii) sell it; or (iii) copy it. We may sue." into head, items
/// and tail. Pieces and labels cover the whole paragraph.
///
/// An enumeration starts at its first value, goes on without gaps, has two members or more, and each
/// stands after a colon, comma, semicolon, "and" or "or". References ("Section 4(a) and (b)", "under
/// (i) or (ii)") and lists inside a condition ("If you (a) ... or (b) ..., we may ...") are none.
///
/// \returns empty when there is none
[[nodiscard]] std::vector<InlinePiece> split_inline_list(std::string_view paragraph);

}  // namespace smallprint::parser
