#pragma once
#include "query/history.hpp"
#include "report/style.hpp"

#include <span>
#include <string>

namespace smallprint::report {

/// When an answer changed, with the quotes of both sides.
[[nodiscard]] std::string answer_history_text(std::span<query::AnswerChange const> changes, Style const& style);
[[nodiscard]] std::string answer_history_markdown(std::span<query::AnswerChange const> changes);
[[nodiscard]] std::string answer_history_csv(std::span<query::AnswerChange const> changes);

/// The changes of many providers' answers to one question, by date: a line each, with the quote that decides since.
/// What a provider's first document says is no change and stands in brackets.
[[nodiscard]] std::string timeline_text(std::span<query::AnswerChange const> changes, Style const& style);
[[nodiscard]] std::string timeline_markdown(std::span<query::AnswerChange const> changes);

/// The versions of a document.
[[nodiscard]] std::string document_history_text(std::string const& title, std::span<query::VersionStep const> steps,
                                                Style const& style);
[[nodiscard]] std::string document_history_markdown(std::string const& title,
                                                    std::span<query::VersionStep const> steps);
[[nodiscard]] std::string document_history_csv(std::span<query::VersionStep const> steps);

}  // namespace smallprint::report
