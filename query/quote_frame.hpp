#pragma once
#include "index/store.hpp"
#include "query/clause_reader.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace smallprint::query {

/// A clause where it stands in its version.
struct Setting {
  std::string_view version;                    ///< the version's text, as imported
  std::span<index::Occurrence const> clauses;  ///< all of the version, in document order
  std::size_t at = 0;                          ///< index of the clause
};

/// How far a quote reaches.
struct QuoteFrame {
  corpus::Span span;        ///< bytes of the version, one contiguous piece
  std::size_t lead_in = 0;  ///< bytes at the end of the clause's lead-in that the quote holds itself
};

/// Widens a sentence to words that can be printed alone, still one exact and contiguous piece of the version:
///
/// 1. an item takes its lead-in, and the items between, where all fits into 60 words;
/// 2. a lead-in takes the items that it introduces, as many as fit;
/// 3. fewer than 15 words take their neighbours: those of the same line first, then those of the same list.
///
/// A sentence that needs none of this stays as it is. Emphasis marks that the piece would open or close alone
/// come along.
/// \param sentence  bytes of the version that lie in the clause
[[nodiscard]] QuoteFrame frame_quote(Setting const& setting, corpus::Span sentence, ClauseReader& reader);

}  // namespace smallprint::query
