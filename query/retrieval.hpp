#pragma once
#include "index/store.hpp"
#include "query/clause_reader.hpp"
#include "query/question_terms.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace smallprint::query {

/// A sentence that holds words of a question.
struct Passage {
  std::int64_t document_id = 0;
  std::int64_t text_id = 0;
  corpus::Span sentence;            ///< bytes of the clause text
  double cover = 0;                 ///< 0..1: share of the question's weight that it holds
  double close = 0;                 ///< 0..1: share that stands in the sentence itself
  bool complete = true;             ///< it lacks no term that carries much of the question
  std::vector<corpus::Span> words;  ///< where the terms stand in the sentence, in order
};

/// The sentences in force that speak of a question's matter.
///
/// A term counts in full where its own words stand in the sentence, a little less where the clause says it in
/// other words (corpus::Matter), less again where it stands in the lead-in, the heading or a sentence beside it.
/// Of each document the clauses that hold the question's rarest words are read, 20 at most.
/// \param scope  date and documents
/// \param least  share of the weight below which a passage is left out
/// \returns the passages by document, the best of each first
[[nodiscard]] corpus::Result<std::vector<Passage>> retrieve(std::vector<QuestionTerm> const& terms,
                                                            corpus::Lexicons const& lexicons, index::Scope const& scope,
                                                            double least, index::Store& store, ClauseReader& reader);

}  // namespace smallprint::query
