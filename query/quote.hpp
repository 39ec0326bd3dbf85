#pragma once
#include "corpus/source.hpp"
#include "index/store.hpp"
#include "query/answer.hpp"
#include "query/clause_reader.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace smallprint::query {

/// Cuts exact quotes out of versions. Keeps the texts it has read; not thread-safe.
class QuoteMaker {
 public:
  QuoteMaker(corpus::VersionTexts& texts, ClauseReader& reader, Without without = {})
      : texts_(texts), reader_(reader), without_(without) {}

  /// \param clauses, at  the version's clauses, and the one that is quoted; frame_quote() says how far
  /// \param sentence, deciding  bytes of the clause's clean text; `deciding` lies in `sentence`
  /// \returns a quote whose bytes are those of the version at [start, end)
  /// \retval Errc::io, Errc::not_found  the archive could not give the version's text
  [[nodiscard]] corpus::Result<Quote> make(index::Current const& current, std::span<index::Occurrence const> clauses,
                                           std::size_t at, index::StoredText const& text, corpus::Span sentence,
                                           corpus::Span deciding);

  /// The sentence alone.
  [[nodiscard]] corpus::Result<Quote> sentence(index::Current const& current,
                                               std::span<index::Occurrence const> clauses, std::size_t at,
                                               index::StoredText const& text, corpus::Span sentence,
                                               corpus::Span deciding);

  /// A version's text, kept. Valid until the next call of this object.
  [[nodiscard]] corpus::Result<std::string const*> version_text(std::string const& sha256);

 private:
  [[nodiscard]] corpus::Result<Quote> cut(index::Current const& current, std::span<index::Occurrence const> clauses,
                                          std::size_t at, index::StoredText const& text, corpus::Span sentence,
                                          corpus::Span deciding, bool widen);
  corpus::VersionTexts& texts_;
  ClauseReader& reader_;
  Without without_;
  std::unordered_map<std::string, std::string> kept_;
  std::size_t kept_bytes_ = 0;
};

/// Adds a quote. One that stands inside another of the same stance says nothing new: the longer keeps the
/// deciding words of both.
void add_quote(std::vector<Quote>& quotes, Quote quote);

}  // namespace smallprint::query
