#pragma once
#include "corpus/error.hpp"
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What ICU and libstemmer do for every stage. Pure: no I/O, clock or global locale. Thread-safe.
namespace smallprint::corpus {

/// True when `bytes` are well-formed UTF-8 (Unicode 15, table 3-7).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// NFC (UAX #15). \pre is_utf8(text)
[[nodiscard]] std::string to_nfc(std::string_view text);

/// NFKC: ligatures and other forms of the same letters taken apart, case kept. \pre is_utf8(text)
[[nodiscard]] std::string to_nfkc(std::string_view text);

/// For comparing words: NFKC_Casefold (UAX #31), then marks removed, so that "Élève" is "eleve".
/// ASCII takes a short way. \pre is_utf8(word)
[[nodiscard]] std::string fold(std::string_view word);

/// Words by UAX #29; punctuation and spaces are left out, apostrophes inside words stay ("don't").
/// CJK and Thai are cut by ICU's dictionaries; an ASCII run takes a short way by the same rules. Spans are bytes of
/// `text`.
[[nodiscard]] std::vector<Span> words(std::string_view text);

/// Sentences by UAX #29, then an abbreviation pass: no break after "e.g.", "U.S.C.", "No." or a
/// single capital, but one after "Inc." when a new sentence starts. Spans cover `text` apart from
/// white space.
[[nodiscard]] std::vector<Span> sentences(std::string_view text);

/// Snowball stem of a folded word. \param language  BCP 47 primary tag; unknown ones give the word
/// itself, so that "zh" works everywhere.
[[nodiscard]] std::string stem(std::string_view folded_word, std::string_view language = "en");

/// 64-bit hash (XXH3) of a stem or word: what patterns and caches compare instead of strings.
[[nodiscard]] std::uint64_t hash64(std::string_view text);

/// 128-bit hash (XXH3) as 32 lower-case hex digits.
[[nodiscard]] std::string hash128_hex(std::string_view text);

/// Spaces (Unicode White_Space, NBSP and zero-width characters too) folded to one U+0020, ends trimmed.
[[nodiscard]] std::string fold_spaces(std::string_view text);

}  // namespace smallprint::corpus
