#pragma once
#include "query/explanation.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <string>

/// How an answer came about: the question as understood, what was weighed, and the steps to the verdict.
namespace smallprint::report {

/// \param most  sentences that are shown
[[nodiscard]] std::string explanation_text(query::Explanation const& explanation, Style const& style, std::size_t most);
[[nodiscard]] Json to_json(query::Explanation const& explanation);

}  // namespace smallprint::report
