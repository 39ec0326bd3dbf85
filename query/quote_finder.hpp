#pragma once
#include "query/quote_places.hpp"

#include <optional>
#include <vector>

namespace smallprint::query {

/// Finds what a quotation may come from, in any version that the date sees. What it does for one quotation is
/// bounded by counts; start() begins the next.
class QuoteFinder {
 public:
  /// All are kept by reference.
  QuoteFinder(index::Store& store, QuoteTexts& texts, QuotePlaces& places)
      : store_(store), texts_(texts), places_(places) {}

  void start() {
    spent_ = 0;
    nothing_whole_ = false;
  }

  // `among`: documents; empty: all. For one quotation whole() comes first, and the others look among no more.

  /// Clause texts that hold the whole quotation: matches of no cost.
  [[nodiscard]] corpus::Result<std::vector<QuoteMatch>> whole(QuoteTokens const& quote,
                                                              std::vector<std::int64_t> const& among);
  /// What is nearest to it, best first: clauses, clauses after their lead-ins, clauses in a row.
  [[nodiscard]] corpus::Result<std::vector<QuoteMatch>> near(QuoteTokens const& quote,
                                                             std::vector<std::int64_t> const& among);
  /// Headings that hold the whole quotation: matches of no cost, one for each document and heading.
  [[nodiscard]] corpus::Result<std::vector<QuoteMatch>> headings(QuoteTokens const& quote,
                                                                 std::vector<std::int64_t> const& among);
  /// The first version after the date that holds the whole quotation in one clause; nothing where none does.
  [[nodiscard]] corpus::Result<std::optional<QuoteLater>> later(QuoteTokens const& quote,
                                                                std::vector<std::int64_t> const& among);

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
  bool nothing_whole_ = false;  ///< no text ever held its words in their order
  std::size_t spent_ = 0;       ///< cells of alignments, for this quotation
};

}  // namespace smallprint::query
