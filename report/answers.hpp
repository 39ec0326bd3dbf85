#pragma once
#include "query/answer.hpp"
#include "report/citation.hpp"
#include "report/style.hpp"

#include <span>
#include <string>

namespace smallprint::report {

/// The colour of a verdict: red for a ban, yellow for conditions, green for a permission.
[[nodiscard]] Ink ink_of(query::Verdict verdict);

/// Answers for people: verdict, value, quotes with the deciding words marked, what was searched.
/// \param cite  adds each quote's source in this style
[[nodiscard]] std::string answers_text(std::span<query::Answer const> answers, Style const& style,
                                       Citation cite = Citation::none);
/// The same as Markdown: a table of verdicts, then the quotes.
[[nodiscard]] std::string answers_markdown(std::span<query::Answer const> answers, Citation cite = Citation::none);
/// One record per answer with its first quote, header first.
[[nodiscard]] std::string answers_csv(std::span<query::Answer const> answers);

}  // namespace smallprint::report
