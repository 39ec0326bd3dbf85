#pragma once
#include "query/quote_tokens.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace smallprint::query {

/// One step of an alignment. The indices are those of the tokens; what a step does not have is not used.
struct AlignStep {
  enum class Kind : std::uint8_t {
    same,      ///< the quotation's token is the source's
    recased,   ///< it is, apart from case and accents
    changed,   ///< it is another
    added,     ///< the source has none
    left_out,  ///< the source has one that the quotation has not
    elided,    ///< the same, where an ellipsis says so
    inserted,  ///< words in brackets; the source's that they stand for follow as `replaced`
    replaced,
    passed,   ///< a clause's label that the quotation leaves out
    labelled  ///< a label in the quotation that the source's words do not have
  };
  Kind kind{};
  std::uint32_t quote = 0;
  std::uint32_t source = 0;
};

struct Alignment {
  int cost = 0;                                   ///< 0: nothing differs but what an editor may do
  std::vector<AlignStep> steps;                   ///< in order
  std::uint32_t begin = 0, end = 0;               ///< the source's tokens that are quoted
  std::size_t same_words = 0;                     ///< recased ones too
  std::size_t quote_words = 0, source_words = 0;  ///< of what was aligned; elided and replaced ones left out

  /// Share of the words that are the same on both sides, 0..1: 2 x same / (quote + source).
  [[nodiscard]] double similarity() const;
};

/// The place in `source` that the quotation differs least from, wherever it begins and ends there.
///
/// Costs: 100 for a word that is another, is added or left out; 30 for a mark of punctuation and for another
/// case; nothing for what is marked as left out or inserted. Of equal ways the one with more of the same words,
/// of equal places the first one.
/// \pre quote is not empty; quote.size() x source.size() <= most_cells
[[nodiscard]] Alignment align(std::span<QuoteToken const> quote, std::span<QuoteToken const> source);

inline constexpr std::size_t most_cells = 64u << 20;
/// Words that an insertion in brackets may stand for.
inline constexpr std::size_t longest_replaced = 12;

}  // namespace smallprint::query
