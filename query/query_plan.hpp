#pragma once
#include "query/query_language.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

/// A query as work for the index: full-text expressions and what limits them.
namespace smallprint::query::language {

/// Documents by the words of their authority's or type's name; one of `names` must fit.
struct DocumentFilter {
  Field field{};  ///< provider or type
  std::vector<std::string> names;
  bool negated = false;
  std::size_t offset = 0;  ///< in the query, for errors
};

/// A provision of one of these modalities by one of these bearers; an empty list allows any.
struct ProvisionFilter {
  std::vector<std::string> modalities, bearers;
  bool negated = false;
};

/// Clauses that one of these topics reads something from.
struct TopicFilter {
  std::vector<std::string> ids;
  bool negated = false;
};

/// Everything in a branch must hold.
struct Branch {
  std::vector<std::string> all;   ///< FTS5 expressions that match
  std::vector<std::string> none;  ///< FTS5 expressions that do not
  std::vector<DocumentFilter> documents;
  std::vector<ProvisionFilter> provisions;
  std::vector<TopicFilter> topics;  ///< only with PlanOptions::topics_are_read

  /// One FTS5 expression of `all` and `none`; empty when `all` is: FTS5 cannot only exclude.
  [[nodiscard]] std::string expression() const;
};

/// A clause is found when one of `branches` holds for it.
struct Plan {
  std::vector<Branch> branches;
  /// Words that just stood side by side, each an FTS5 expression, and what must hold beside them: how
  /// to search when no clause has all the words. Empty when the query was written with operators.
  std::vector<std::string> words;
  std::vector<Branch> beside;
};

/// Folded words that say little: "the", "may".
using StopWords = std::unordered_set<std::string>;

struct PlanOptions {
  StopWords const* stop_words = nullptr;  ///< left out where words stand side by side; null: none
  /// Gives a query of words (in this language) that every clause on a topic answers; null: `topic:` is refused.
  std::function<corpus::Result<std::string>(std::string_view topic_id)> topic_query;
  /// Whether clauses are read afterwards (Branch::topics), as those words find more than the topic means.
  bool topics_are_read = false;
};

/// \retval Errc::too_large  fields and words are mixed by OR in more than 16 ways
/// \retval any error of `topic_query`
///
/// No byte of the query reaches an expression outside a quoted FTS5 string.
[[nodiscard]] corpus::Result<Plan> plan(Node const& query, PlanOptions const& options = {});

}  // namespace smallprint::query::language
