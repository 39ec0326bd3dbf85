#pragma once
#include "corpus/source.hpp"
#include "index/store.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Door to search: a query in the language of docs/query.md, ranked clauses out.
namespace smallprint::query {

struct SearchScope {
  std::string as_of;       ///< inclusive date or time; empty: newest
  std::string corpus;      ///< "terms", "law" or empty for both
  std::size_t limit = 20;
  std::size_t offset = 0;
};

struct SearchHit {
  std::string authority, document;  ///< where it stands
  std::string citation;             ///< "Acme AI, Terms of Service, 3.2(b)"
  std::string clause;               ///< label path or innermost heading
  std::string heading;              ///< heading path
  std::string text;                 ///< the exact quote: bytes [start, end) of the version
  std::uint32_t start = 0, end = 0;
  std::string snippet;              ///< clean text with \x02 and \x03 around the words that matched
  std::string text_key, version_date, snapshot;
  double score = 0;
};

struct SearchResult {
  std::vector<SearchHit> hits;
  std::size_t total = 0;  ///< hits before limit and offset
};

/// \retval Errc::syntax  `offset` is the column (byte) of the query that broke, `message` says what was
/// expected and what came
[[nodiscard]] corpus::Result<SearchResult> search(index::Store& store, corpus::VersionTexts& texts,
                                                  std::string_view query, SearchScope const& scope);

}  // namespace smallprint::query
