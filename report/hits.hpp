#pragma once
#include "query/search.hpp"
#include "report/style.hpp"

#include <string>

namespace smallprint::report {

/// Ranked clauses for people, the words that matched marked.
[[nodiscard]] std::string hits_text(query::SearchResult const& result, Style const& style);
[[nodiscard]] std::string hits_markdown(query::SearchResult const& result);
[[nodiscard]] std::string hits_csv(query::SearchResult const& result);

}  // namespace smallprint::report
