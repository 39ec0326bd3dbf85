#pragma once
#include <cstdint>
#include <string_view>

/// Small questions about how a piece of clean text is worded. ASCII answers at once, ICU the rest.
namespace smallprint::parser {

/// Last code point, past closing quotation marks; 0 when there is none.
[[nodiscard]] char32_t last_mark(std::string_view text);
[[nodiscard]] bool ends_sentence(std::string_view text);  ///< . ! ? 。 and the like
[[nodiscard]] bool ends_colon(std::string_view text);     ///< : or ：
[[nodiscard]] bool ends_dash(std::string_view text);

/// Ends in ";", ",", "and" or "or": the next block goes on with the list.
[[nodiscard]] bool ends_open(std::string_view text);

/// Begins by answering a question: "Yes, ...", "No.", "Of course ...".
[[nodiscard]] bool is_yes_or_no(std::string_view text);

/// Whether count_words() is not 0, sooner known.
[[nodiscard]] bool has_word(std::string_view text);
/// Words between spaces; CJK counts two characters as a word.
[[nodiscard]] std::uint32_t count_words(std::string_view text);
[[nodiscard]] bool starts_lower(std::string_view text);
[[nodiscard]] bool starts_upper(std::string_view text);
[[nodiscard]] bool is_capitals(std::string_view text);    ///< three letters or more, none lower case
[[nodiscard]] bool is_title_case(std::string_view text);  ///< every word of four letters or more is capitalised
[[nodiscard]] bool has_digit(std::string_view text);

/// Without spaces at the ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace smallprint::parser
