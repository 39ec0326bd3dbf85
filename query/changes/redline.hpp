#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// A word or a mark of punctuation, as a redline compares it.
struct RedlineToken {
  corpus::Span span;         ///< bytes of its text
  std::uint64_t exact = 0;   ///< hash of its bytes
  std::uint64_t folded = 0;  ///< hash of the folded word; of a mark, of what it stands for ("“" as '"')
  bool word = false;         ///< else punctuation
  bool number = false;       ///< starts with a digit
};
/// Words by UAX #29 and what stands between them apart from spaces and characters that nobody sees.
[[nodiscard]] std::vector<RedlineToken> redline_tokens(std::string_view text);

/// A run of words of both texts, or of one.
struct RedlinePart {
  enum class Kind : std::uint8_t { same, removed, added } kind{};
  corpus::Span before;  ///< bytes of the old text; empty for `added`
  corpus::Span after;   ///< bytes of the new text; empty for `removed`
  bool operator==(RedlinePart const&) const = default;
};

/// What differs word by word, for a reader: the shortest edit script (Myers 1986, by dtl), in which common words that
/// stand alone between changes are taken into them, so that a rewritten sentence shows as one removal and one
/// addition. Removals stand before additions. Parts cover both texts whole, spaces after a word included, so that
/// `before` of same and removed parts gives the old text and `after` of same and added ones the new.
///
/// Texts of more than 20,000 words together that share too little are given as one removal and one addition.
[[nodiscard]] std::vector<RedlinePart> redline(std::string_view before, std::string_view after);
[[nodiscard]] std::vector<RedlinePart> redline(std::string_view before, std::vector<RedlineToken> const& old_tokens,
                                               std::string_view after, std::vector<RedlineToken> const& new_tokens);

}  // namespace smallprint::query
