#pragma once
#include "index/store.hpp"
#include "query/answer.hpp"
#include "query/clause_reader.hpp"
#include "query/question.hpp"
#include "query/quote.hpp"

#include <string>
#include <vector>

namespace smallprint::query {

/// A question that fits no topic, ready to be searched.
struct FreeQuestion {
  Frame const& frame;
  std::string expression;  ///< any of its words, as a full-text query
  std::string as_of;
  std::size_t max_quotes = 3;
};

/// Answers from the clauses that hold most of the question's words: the verdict of the provision in
/// which they stand together; silent when none holds enough of them, with the nearest in `nearest`.
[[nodiscard]] corpus::Result<void> answer_free(FreeQuestion const& question,
                                               std::vector<index::Current> const& documents, index::Store& store,
                                               ClauseReader& reader, QuoteMaker& quotes, Answer& out);

}  // namespace smallprint::query
