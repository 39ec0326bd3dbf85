#pragma once
#include "corpus/source.hpp"
#include "index/store.hpp"
#include "query/answer.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace smallprint::query {

/// Cuts exact quotes out of versions. Keeps the texts it has read; not thread-safe.
class QuoteMaker {
 public:
  explicit QuoteMaker(corpus::VersionTexts& texts) : texts_(texts) {}

  /// \param clauses, at  the version's clauses, and the one that is quoted. An item that is a few words of
  ///   a running sentence ("(b) own the Output") is quoted with its neighbours of the same line.
  /// \param sentence, deciding  bytes of the clause's clean text; `deciding` lies in `sentence`
  /// \returns a quote whose bytes are those of the version at [start, end)
  /// \retval Errc::io, Errc::not_found  the archive could not give the version's text
  [[nodiscard]] corpus::Result<Quote> make(index::Current const& current, std::span<index::Occurrence const> clauses,
                                           std::size_t at, index::StoredText const& text, corpus::Span sentence,
                                           corpus::Span deciding);

 private:
  [[nodiscard]] corpus::Result<std::string const*> version_text(std::string const& sha256);
  corpus::VersionTexts& texts_;
  std::unordered_map<std::string, std::string> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace smallprint::query
