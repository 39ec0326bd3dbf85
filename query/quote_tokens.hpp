#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A quotation and what it may quote, cut into what is compared: words and punctuation.
namespace smallprint::query {

struct QuoteToken {
  enum class Kind : std::uint8_t {
    word,
    punctuation,
    ellipsis,  ///< of a quotation: words were left out ("...", "…", "[...]")
    insertion  ///< of a quotation: words of the editor in brackets, in place of some or of none
  };
  Kind kind = Kind::word;
  bool optional = false;     ///< part of a clause's label, which one side may have and the other not
  bool any_case = false;     ///< of a quotation: its first letter may be changed
  std::uint32_t part = 0;    ///< of a source: what it belongs to, as its maker counts
  corpus::Span span;         ///< bytes of the text
  std::uint64_t exact = 0;   ///< hash: equal where words are, apart from shapes of marks and ligatures
  std::uint64_t rest = 0;    ///< hash without the first letter
  std::uint64_t folded = 0;  ///< hash without case and accents
};

/// Words and punctuation of a text. All quotation marks are one mark, all dashes one, and white space,
/// soft hyphens, marks of emphasis and bullets are nothing.
[[nodiscard]] std::vector<QuoteToken> source_tokens(std::string_view text);

/// A quotation, with what an editor may do to it understood.
struct QuoteTokens {
  std::vector<QuoteToken> tokens;
  std::vector<std::string> words;  ///< for each token; folded, empty where it is no word
  std::vector<std::string> sic;    ///< "[sic]" and the like, as written
  bool final_stop = false;         ///< ends in a full stop, which is left out of the tokens
  std::size_t count = 0;           ///< words, insertions left out
};

/// "[y]ou" is the word "you" with a letter changed; "[sic]" is left out; a full stop or comma at the end of
/// the quotation or before an ellipsis is left out, and an ellipsis at either end of it.
[[nodiscard]] QuoteTokens quotation_tokens(std::string_view text);

}  // namespace smallprint::query
