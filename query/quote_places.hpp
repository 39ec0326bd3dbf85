#pragma once
#include "query/places.hpp"
#include "query/quote_pieces.hpp"
#include "query/quote_texts.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace smallprint::query {

/// A stretch of versions, both ends included.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// A document's versions, as a date sees them.
struct DocumentTimes {
  index::Document document;
  std::vector<index::Version> versions;  ///< up to the date
  std::vector<std::string> later;        ///< dates of those after it
  /// The newest version that is a captured document, where the document was not removed.
  std::optional<std::uint32_t> now;

  [[nodiscard]] bool in_force(Stretch const& s) const { return now && s.first <= *now && *now <= s.last; }
  /// Joins stretches that touch, or that only versions without a document part. Ascending.
  [[nodiscard]] std::vector<Stretch> joined(std::vector<Stretch> stretches) const;
};

/// A source that a quotation was aligned with, and where it stands.
struct QuoteMatch {
  QuoteSource source;
  Alignment alignment;
  std::map<std::int64_t, std::vector<Stretch>> stays;  ///< by document
  bool one_version = false;   ///< the source is cut from a version: parts know their occurrences
  std::uint32_t version = 0;  ///< its ordinal, in the only document of `stays`
  std::string heading;        ///< the heading path that has the words; empty: a clause has them
};

/// Turns matches into places. Keeps what it has read; not thread-safe.
class QuotePlaces {
 public:
  QuotePlaces(index::Store& store, corpus::VersionTexts& texts, QuoteTexts& clauses, MeaningWords const& meaning,
              std::string as_of);

  [[nodiscard]] std::vector<index::Document> const& documents() const { return documents_; }
  [[nodiscard]] DocumentTimes const& times(std::int64_t document_id);
  /// A life as a stretch of the versions that the date sees; nothing where it began later.
  [[nodiscard]] std::optional<Stretch> stretch(index::Life const& life);
  /// The date of the version with which a life began after the date; empty where it did not.
  [[nodiscard]] std::string later(index::Life const& life);
  /// What a document calls its provider, in its newest version that the date sees: "Acme", "Acme AI, Inc.".
  [[nodiscard]] corpus::Result<std::set<std::string> const*> provider_names(std::int64_t document_id);
  [[nodiscard]] corpus::Result<std::vector<index::Occurrence> const*> clauses(index::Version const& version) {
    return places_.clauses(version);
  }

  /// The newest place of a match in a document.
  /// \param standing  every stretch in which the document had the words, this match or another
  [[nodiscard]] corpus::Result<QuotePlace> place(std::string_view quotation, QuoteTokens const& quote,
                                                 QuoteMatch const& match, std::int64_t document_id,
                                                 std::vector<Stretch> const& standing);

 private:
  struct Spot {
    std::size_t occurrence = 0;
    corpus::Span clean;  ///< of the clause's text
  };
  [[nodiscard]] std::vector<Spot> spots(QuoteMatch const& match, std::vector<index::Occurrence> const& clauses);
  /// The words of a heading, which stands before the first clause under it.
  [[nodiscard]] corpus::Result<std::optional<QuotePart>> heading_part(QuoteTokens const& quote, QuoteMatch const& match,
                                                                      index::Version const& version,
                                                                      std::vector<index::Occurrence> const& clauses);
  [[nodiscard]] corpus::Result<QuotePart> part(index::Version const& version, index::Occurrence const& at,
                                               corpus::Span clean);
  [[nodiscard]] corpus::Result<std::optional<QuoteNow>> now(std::string_view quotation, QuoteTokens const& quote,
                                                            DocumentTimes const& times, index::Occurrence const& old);

  index::Store& store_;
  Places places_;
  QuoteTexts& texts_;
  MeaningWords const& meaning_;
  std::string as_of_;
  std::vector<index::Document> documents_;
  std::map<std::int64_t, DocumentTimes> times_;
  std::map<std::int64_t, std::set<std::string>> provider_names_;
};

}  // namespace smallprint::query
