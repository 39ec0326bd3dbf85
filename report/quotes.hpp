#pragma once
#include "corpus/error.hpp"
#include "corpus/quotation.hpp"
#include "query/quote_check.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace smallprint::report {

/// A draft whose quotations were checked, or that could not be read.
struct CheckedDraft {
  std::string name;  ///< its file; "-": standard input
  corpus::Draft draft;
  std::vector<query::CheckedQuote> checked;  ///< one for each of draft.quotations
  std::optional<corpus::Error> error;
};

/// How many quotations of each kind there are.
struct QuoteCounts {
  std::size_t quotations = 0, exact = 0, altered = 0, superseded = 0, not_found = 0;
  std::size_t changes_meaning = 0;  ///< of any state
  std::size_t elsewhere = 0;        ///< the words of another than is named
  std::size_t not_read = 0;         ///< drafts
};
[[nodiscard]] QuoteCounts count(std::span<CheckedDraft const> drafts);

/// For people: each quotation with its place in the draft, what it is, where its words stand, and what differs:
/// [-words that only the source has-] {+words that only the draft has+}.
[[nodiscard]] std::string quotes_text(std::span<CheckedDraft const> drafts, Style const& style);
[[nodiscard]] std::string quotes_markdown(std::span<CheckedDraft const> drafts);
/// A record for each quotation with its best place.
[[nodiscard]] std::string quotes_csv(std::span<CheckedDraft const> drafts);
[[nodiscard]] Json quotes_json(std::span<CheckedDraft const> drafts);
/// A line for each quotation, and for each draft that could not be read.
[[nodiscard]] std::string quotes_jsonl(std::span<CheckedDraft const> drafts);

}  // namespace smallprint::report
