#pragma once
#include "query/ask.hpp"

#include <functional>

namespace smallprint::query {

/// A date at which an answer became another one.
struct AnswerChange {
  std::string date;  ///< of the version that brought it
  Answer before;     ///< verdict not_captured before the first version
  Answer after;
};

/// One authority's answer at a date or time (inclusive).
using AskAt = std::function<corpus::Result<Answer>(std::string const& as_of)>;

/// The dates at which the verdict, its value or the conflict of one authority changed, oldest first.
/// The first entry is the first answer ever. While no document is in force the verdict is not_captured.
///
/// No change is missed: it asks at every date at which a version brought or ended a clause text or was
/// captured otherwise than the one before, and only there, as the others cannot change an answer.
///
/// \param authority  exact name
/// \retval Errc::not_found  no document of that authority (message suggests near names)
/// \retval any error of `ask`
[[nodiscard]] corpus::Result<std::vector<AnswerChange>> answer_history(AskAt const& ask, index::Store& store,
                                                                       std::string const& authority);
/// The same by an Asker. \param topic  as Asker::ask has it
[[nodiscard]] corpus::Result<std::vector<AnswerChange>> answer_history(Asker& asker, index::Store& store,
                                                                       std::string_view question,
                                                                       std::string_view topic,
                                                                       std::string const& authority);

/// One version of a document in its history.
struct VersionStep {
  index::Version version;
  std::size_t clauses = 0;  ///< in this version
  std::size_t added = 0;    ///< clause texts that the version before did not have
  std::size_t removed = 0;  ///< clause texts of the version before that are gone
};
/// Every version of a document, oldest first. A removed version has no clauses.
[[nodiscard]] corpus::Result<std::vector<VersionStep>> document_history(index::Store& store, std::int64_t document_id);

}  // namespace smallprint::query
