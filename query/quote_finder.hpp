#pragma once
#include "query/quote_places.hpp"

#include <string>
#include <vector>

namespace smallprint::query {

/// Finds what a quotation may come from, in any version that the date sees. What it does for one quotation is
/// bounded by counts; start() begins the next.
class QuoteFinder {
 public:
  /// All are kept by reference.
  QuoteFinder(index::Store& store, QuoteTexts& texts, QuotePlaces& places)
      : store_(store), texts_(texts), places_(places) {}

  void start() { spent_ = 0; }

  // `among`: documents; empty: all.

  /// Clause texts that hold the whole quotation: matches of no cost.
  [[nodiscard]] corpus::Result<std::vector<QuoteMatch>> whole(QuoteTokens const& quote,
                                                              std::vector<std::int64_t> const& among);
  /// What is nearest to it, best first: clauses, clauses after their lead-ins, clauses in a row.
  [[nodiscard]] corpus::Result<std::vector<QuoteMatch>> near(QuoteTokens const& quote,
                                                             std::vector<std::int64_t> const& among);
  /// A sentence where the words are a heading, of which the index knows no place; else nothing.
  [[nodiscard]] corpus::Result<std::string> heading(QuoteTokens const& quote, std::vector<std::int64_t> const& among);

 private:
  /// Aligns each distinct text, by itself and after its lead-in, and keeps the better one.
  void aligned(QuoteTokens const& quote, std::vector<index::Stay> const& stays, bool only_whole,
               std::vector<QuoteMatch>& out);
  /// Looks for quotations that reach over several clauses.
  [[nodiscard]] corpus::Result<void> neighbours(QuoteTokens const& quote, std::vector<QuoteMatch>& found);
  [[nodiscard]] bool afford(std::size_t quote, std::size_t source);

  index::Store& store_;
  QuoteTexts& texts_;
  QuotePlaces& places_;
  std::size_t spent_ = 0;  ///< cells of alignments, for this quotation
};

}  // namespace smallprint::query
