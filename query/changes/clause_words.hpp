#pragma once
#include "query/changes/alignment.hpp"
#include "query/changes/redline.hpp"
#include "query/clause_reader.hpp"

#include <cstdint>
#include <unordered_map>
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

/// Hash of the folded words of a text, as ClauseWords::folded.
[[nodiscard]] std::uint64_t words_hash(std::string_view text);

}  // namespace smallprint::query
