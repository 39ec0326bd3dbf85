#pragma once
#include "corpus/phrase.hpp"
#include "query/quote_alignment.hpp"
#include "query/quote_check.hpp"

#include <string_view>
#include <vector>

namespace smallprint::query {

/// What a quotation is held against: clean texts in a row, cut into tokens.
struct QuoteSource {
  struct Part {
    std::int64_t text_id = 0;
    bool lead_in = false;        ///< the words that the text inherits, not the text itself
    std::string_view text;       ///< clean; lives in QuoteTexts
    std::size_t occurrence = 0;  ///< place among the version's clauses, where the source is one of a version
  };
  std::vector<QuoteToken> tokens;  ///< `part` is an index into `parts`, `span` bytes of its text
  std::vector<Part> parts;

  /// The source's words from one token to another, both included; " " between parts.
  [[nodiscard]] std::string words(std::uint32_t first, std::uint32_t last) const;
};

/// Whether words change the meaning of what they stand in, by concepts of corpus/lexicons/quotations.toml.
class MeaningWords {
 public:
  explicit MeaningWords(corpus::Lexicon const& lexicon);
  [[nodiscard]] bool changed_by(std::string_view words) const { return has(changes_, words); }
  /// Negations, conditions and exceptions only.
  [[nodiscard]] bool reversed_by(std::string_view words) const { return has(reverses_, words); }
  /// Negations only.
  [[nodiscard]] bool negated_by(std::string_view words) const { return has(negates_, words); }

 private:
  [[nodiscard]] bool has(std::optional<std::uint32_t> what, std::string_view words) const;
  corpus::Lexicon const& lexicon_;
  std::optional<std::uint32_t> changes_, reverses_, negates_;
};

/// An alignment in words. \param text  Quotation::text, which `quote` was cut from
[[nodiscard]] std::vector<QuotePiece> pieces(std::string_view text, QuoteTokens const& quote, QuoteSource const& source,
                                             Alignment const& alignment, MeaningWords const& meaning);

/// Whether one of the pieces changes the meaning.
[[nodiscard]] bool any_changes_meaning(std::vector<QuotePiece> const& pieces);

/// How the source's sentence goes on after the last word that is quoted; empty when it ends there.
[[nodiscard]] std::string rest_of_sentence(QuoteSource const& source, Alignment const& alignment);

}  // namespace smallprint::query
