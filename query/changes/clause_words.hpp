#pragma once
#include "corpus/clause.hpp"
#include "query/changes/redline.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// What the comparison of versions knows of one distinct clause text.
struct ClauseWords {
  std::vector<RedlineToken> tokens;
  std::vector<std::uint64_t> bag;  ///< folded words, sorted; numbers are all one word
  std::uint64_t same = 0;          ///< of the words as written; kinds of quotation marks, dashes and spaces don't count
  std::uint64_t folded = 0;        ///< of the words alone, folded
  std::uint64_t place = 0;         ///< of heading path and lead-in
  std::size_t words = 0;
};
[[nodiscard]] ClauseWords clause_words(corpus::ClauseText const& text);

/// The headings of a path, as ClauseText::heading joins them; parts of `path`.
[[nodiscard]] std::vector<std::string_view> heading_parts(std::string_view path);

/// Hash of the folded words of a text, as ClauseWords::folded.
[[nodiscard]] std::uint64_t words_hash(std::string_view text);

}  // namespace smallprint::query
