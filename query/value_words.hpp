#pragma once
#include "corpus/span.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What values are read from: the words of a sentence, the numbers in them and the periods of time they name.
namespace smallprint::query::values {

/// A word of a sentence, folded, with its bytes.
struct Word {
  std::string folded;
  std::string_view raw;
  corpus::Span span;
};

/// \param sentence  must outlive the words
[[nodiscard]] std::vector<Word> words_of(std::string_view sentence);

/// A number where it is written; "thirty (30)" is one.
struct Number {
  std::size_t first = 0;  ///< index of its first word
  std::size_t last = 0;   ///< index of its last word
  long value = 0;
};

/// In digits or in words: "18", "1,000", "twenty-one", "ten thousand", in the order of the text.
[[nodiscard]] std::vector<Number> numbers_in(std::vector<Word> const& words);

/// "eighteenth", "18th": what it counts to; -1 for other words.
[[nodiscard]] long ordinal_of(std::string_view folded);

/// "30 days" where it is written.
struct Period {
  std::string text;
  std::size_t first = 0;  ///< index of its first word
  std::size_t last = 0;   ///< index of its unit
  corpus::Span span;      ///< bytes of the sentence
};

[[nodiscard]] std::vector<Period> periods_in(std::vector<Word> const& words);

/// Bytes between two places; 0 where they overlap.
[[nodiscard]] std::uint32_t distance(corpus::Span a, corpus::Span b);

template <class... Words>
[[nodiscard]] bool is_any(std::string_view word, Words... of) {
  return ((word == of) || ...);
}

}  // namespace smallprint::query::values
