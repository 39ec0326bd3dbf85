#pragma once
#include "corpus/phrase.hpp"
#include "corpus/topic_file.hpp"
#include "query/search.hpp"

namespace smallprint::query {

/// Lets the `topic:` of a query mean the clauses that one of the topic's readings speaks from: its
/// anchor words find them, its patterns decide.
/// \param topics, concepts  kept by reference; must outlive the scope
void allow_topics(SearchScope& scope, corpus::Topics const& topics, corpus::Lexicon const& concepts);

}  // namespace smallprint::query
