#pragma once
#include "index/store.hpp"
#include "query/answer.hpp"
#include "query/clause_reader.hpp"
#include "query/explanation.hpp"
#include "query/quote.hpp"
#include "query/retrieval.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace smallprint::query {

/// One authority's document in force, and what binds more comes first.
struct OwnDocument {
  index::Current const* current = nullptr;
  int rank = 0;  ///< of its document type: 0 for the terms themselves
};

/// A question that fits no topic.
struct FreeQuestion {
  corpus::Lexicon const& concepts;
  corpus::Bearer bearer = corpus::Bearer::unknown;  ///< whose act is asked about
  std::span<Passage const> passages;                ///< of all documents, as retrieve() gives them
  std::size_t max_quotes = 3;
};

/// Answers from the sentences that hold most of the question: the verdict of the provision in which its words
/// stand. Sentences that hold about as much and say the opposite make it conditional. Silent when none holds
/// enough, with the nearest in `nearest`. \param trace  takes what was weighed; may be null
[[nodiscard]] corpus::Result<void> answer_free(FreeQuestion const& question, std::span<OwnDocument const> documents,
                                               ClauseReader& reader, QuoteMaker& quotes, Answer& out,
                                               Explanation* trace = nullptr);

}  // namespace smallprint::query
