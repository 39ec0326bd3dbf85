#pragma once
#include "query/quote_tokens.hpp"

#include <string>

/// Full-text expressions that find what a quotation may come from.
namespace smallprint::query {

/// Clauses that hold every part of the quotation word for word. Empty where it has no word to look for.
[[nodiscard]] std::string whole_expression(QuoteTokens const& quote);
/// The same of their headings.
[[nodiscard]] std::string heading_expression(QuoteTokens const& quote);
/// Clauses that hold some of its words in a row of three, or of two where it has no three.
[[nodiscard]] std::string rows_expression(QuoteTokens const& quote);
/// Clauses that hold some of its longer words.
[[nodiscard]] std::string words_expression(QuoteTokens const& quote);

}  // namespace smallprint::query
