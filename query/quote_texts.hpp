#pragma once
#include "query/places.hpp"
#include "query/quote_pieces.hpp"

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::query {

/// Clause texts cut into tokens, and the sources that are made of them. Keeps what it has read; not
/// thread-safe.
class QuoteTexts {
 public:
  struct Text {
    index::StoredText stored;
    std::vector<QuoteToken> tokens;
    std::vector<QuoteToken> lead_in;
  };

  explicit QuoteTexts(index::Store& store) : store_(store) {}

  /// Reads those of `ids` that are not here yet, in one go.
  void prefetch(std::span<std::int64_t const> ids);
  /// \returns nullptr for an id that the index does not have
  [[nodiscard]] Text const* text(std::int64_t id);

  /// A clause by itself, or after the words that it inherits.
  [[nodiscard]] QuoteSource clause(Text const& text, bool with_lead_in) const;
  /// The headings that a clause stands under.
  [[nodiscard]] QuoteSource heading(Text const& text) const;
  /// A clause with those around it, as far as `tokens` tokens reach on each side; labels are optional tokens.
  [[nodiscard]] QuoteSource around(std::vector<index::Occurrence> const& clauses, std::size_t at, std::size_t tokens);

 private:
  index::Store& store_;
  std::unordered_map<std::int64_t, std::unique_ptr<Text>> texts_;
};

}  // namespace smallprint::query
