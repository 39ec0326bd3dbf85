#pragma once
#include "query/ask.hpp"

namespace smallprint::query {

/// A date at which an answer became another one.
struct AnswerChange {
  std::string date;  ///< of the version that brought it
  Answer before;     ///< verdict not_captured before the first version
  Answer after;
};

/// The dates at which the verdict (or value) of one authority changed, oldest first. The first entry
/// is the first answer ever. Asks at the date of every version of the authority's documents.
[[nodiscard]] corpus::Result<std::vector<AnswerChange>> answer_history(Asker& asker, index::Store& store,
                                                                       std::string_view question, std::string_view topic,
                                                                       std::string const& authority);

/// One version of a document in its history.
struct VersionStep {
  index::Version version;
  std::size_t clauses = 0;   ///< in this version
  std::size_t added = 0;     ///< clause texts that the version before did not have
  std::size_t removed = 0;   ///< clause texts of the version before that are gone
};
[[nodiscard]] corpus::Result<std::vector<VersionStep>> document_history(index::Store& store, std::int64_t document_id);

}  // namespace smallprint::query
