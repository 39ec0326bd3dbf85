#pragma once
#include "corpus/source.hpp"
#include "index/store.hpp"
#include "query/query_plan.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Door to search: a query in the language of docs/query.md, ranked clauses out.
namespace smallprint::query {

struct SearchScope {
  std::string as_of;   ///< inclusive date or time; empty: newest
  std::string corpus;  ///< "terms", "law" or empty for both
  std::size_t limit = 20;
  std::size_t offset = 0;
  language::PlanOptions language;  ///< stop words (load_stop_words) and the words of a topic
  /// Whether a topic reads something from a clause; null: the topic's words are enough.
  std::function<bool(std::string_view topic_id, index::StoredText const&)> topic_reads;
};

struct SearchHit {
  std::string authority, document;  ///< where it stands
  std::string citation;             ///< "Acme AI, Terms of Service, 3.2(b)"
  std::string clause;               ///< label path or innermost heading
  std::string heading;              ///< heading path
  std::string lead_in;              ///< words that a list item inherits ("You may not:"); empty when none
  std::string text;                 ///< the exact quote: bytes [start, end) of the version
  std::uint32_t start = 0, end = 0;
  std::string snippet;  ///< clean text with \x02 and \x03 around the words that matched
  std::string text_key, version_date, snapshot;
  double score = 0;
};

struct SearchResult {
  std::vector<SearchHit> hits;
  std::size_t total = 0;  ///< hits before limit and offset
  /// Not every hit has all the words, but the most telling of them.
  bool relaxed = false;
  std::vector<std::string>
      not_captured;  ///< documents in scope that could not be searched: "Acme AI, Terms of Service: error page"
};

/// Clauses that answer `query`, best first; equal ones by authority, document and place. A clause that
/// stands in several documents is a hit for each. The same index and query always give the same hits.
///
/// Words side by side must all be there. Where no clause has them all, or fewer than 10 have all of four
/// or more (a question), those with the most telling of them are given instead and `relaxed` is set.
///
/// \retval Errc::syntax, Errc::too_large, Errc::bad_encoding  from language::parse(), source "query":
///         `offset` is the byte that broke, `message` says what was expected and what came;
///         language::explain() shows it
/// \retval Errc::not_found  no provider or document type of a name (`message` suggests near ones)
/// \retval Errc::io  the archive could not give a text, or the index does not fit it
[[nodiscard]] corpus::Result<SearchResult> search(index::Store& store, corpus::VersionTexts& texts,
                                                  std::string_view query, SearchScope const& scope);

}  // namespace smallprint::query
