#pragma once
#include "query/changes/document_diff.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Parts of the page that report/redline_page.hpp makes.
namespace smallprint::report {

/// A run of words of a redline, for people: spaces that only one side has stand apart from the words, so that no line
/// is drawn under or through them.
struct WordRun {
  enum class Kind : std::uint8_t {
    same,     ///< on both sides, as each writes it
    removed,  ///< of the old text alone
    added,    ///< of the new text alone
    gap       ///< parts what was removed from what stands beside it; at most spaces of the old text
  } kind{};
  std::string before, after;
};

/// `before` of all runs gives the old text, `after` the new one.
[[nodiscard]] std::vector<WordRun> word_runs(query::ClauseChange const& change);

/// Removed and added words in one text, marked by <del> and <ins> and by hidden words for those who listen.
[[nodiscard]] std::string inline_html(std::vector<WordRun> const& runs);
/// The old text with what was removed, the new text with what was added.
[[nodiscard]] std::string before_html(std::vector<WordRun> const& runs);
[[nodiscard]] std::string after_html(std::vector<WordRun> const& runs);

}  // namespace smallprint::report
