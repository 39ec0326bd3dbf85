#pragma once
#include "index/store.hpp"
#include "query/name_filter.hpp"
#include "query/search.hpp"

#include <map>
#include <string>
#include <vector>

namespace smallprint::query {

/// A clause text in a document's version in force that answers a query.
struct Found {
  std::int64_t text_id = 0;
  std::int64_t document_id = 0;
  double score = 0;
  std::size_t expression = 0;  ///< index into SearchRun::expressions, for its snippet
};

/// Runs the branches of a plan against one index and joins what they find.
class SearchRun {
 public:
  /// \param scope    its date and topics count here; kept by reference
  /// \param current  the documents that may be searched, by id; kept by reference
  SearchRun(index::Store& store, SearchScope const& scope, std::map<std::int64_t, index::Current> const& current);

  /// What a branch is limited to. \retval Errc::not_found  a name that no document has
  [[nodiscard]] corpus::Result<DocumentScope> scope(language::Branch const& branch) const;

  /// Clauses for which one of the branches holds, by document and text.
  [[nodiscard]] corpus::Result<std::vector<Found>> branches(std::vector<language::Branch> const& branches);
  /// Clauses that have the most telling of the plan's words. A word tells the more the fewer clauses
  /// have it; those are kept that have half as much of it as the best.
  [[nodiscard]] corpus::Result<std::vector<Found>> most_words(language::Plan const& plan);

  [[nodiscard]] std::vector<std::string> const& expressions() const { return expressions_; }

 private:
  using Hits = std::map<std::pair<std::int64_t, std::int64_t>, Found>;  ///< by document and text
  [[nodiscard]] corpus::Result<Hits> run(std::vector<language::Branch> const& branches);
  [[nodiscard]] corpus::Result<void> run(language::Branch const& branch, Hits& out);
  [[nodiscard]] corpus::Result<Hits> find(std::string const& expression, index::Scope const& scope);
  /// Every clause of some documents; there is nothing to rank by.
  [[nodiscard]] corpus::Result<Hits> everything(std::vector<std::int64_t> const& documents,
                                                std::vector<language::ProvisionFilter> const& provisions);

  /// Leaves out what the topics of a branch do not read as it wants.
  void read_topics(std::vector<language::TopicFilter> const& topics, Hits& hits);

  index::Store& store_;
  SearchScope const& scope_;
  std::map<std::int64_t, index::Current> const& current_;
  std::vector<corpus::Source> known_;  ///< every document's, also of those not in force
  std::vector<std::string> expressions_;
};

}  // namespace smallprint::query
