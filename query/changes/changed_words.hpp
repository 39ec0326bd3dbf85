#pragma once
#include "corpus/change_rule_file.hpp"
#include "query/changes/redline.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// The words of each side of a redline that the other does not have.
struct ChangedWords {
  std::vector<std::string> removed, added;                      ///< folded words
  std::vector<std::string> removed_addresses, added_addresses;  ///< those of links and e-mail addresses
  std::vector<std::string> parts;                               ///< each run of them, as written
  bool marks_only = true;
};

/// Notes of the page beside words of the document (`inline`) and labels taken for words are left out; numbers in words
/// are digits.
[[nodiscard]] ChangedWords changed_words(std::string_view old_text, std::string_view new_text,
                                         std::vector<RedlinePart> const& redline, corpus::ChangeRules const& rules);

/// Whether two folded words are one in two spellings.
[[nodiscard]] bool is_respelled(std::string const& a, std::string const& b, corpus::ChangeRules const& rules);
/// Whether a folded word can stand in a date or a version's number.
[[nodiscard]] bool is_of_date(std::string const& word, corpus::ChangeRules const& rules);
/// "a." or "(12)" at the beginning: a label that was taken for a word. \returns where it ends, 0 where there is none
[[nodiscard]] std::uint32_t label_end(std::string_view text);
/// Whether the text names a year from 1990 to 2099, or a number with a point ("2.1").
[[nodiscard]] bool names_year_or_version(std::string_view text);
/// A text for comparing with phrases: folded words parted by one space, with plain apostrophes.
[[nodiscard]] std::string plain_words(std::string_view text);

}  // namespace smallprint::query
