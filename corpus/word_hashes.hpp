#pragma once
#include <cstdint>
#include <string_view>

namespace smallprint::corpus {

/// What a word is compared by: as Token has it.
struct WordHashes {
  std::uint64_t stem = 0;
  std::uint64_t exact = 0;
};

/// Of a word as it is written. Remembered per thread: terms and patterns repeat a few thousand words over and over.
[[nodiscard]] WordHashes word_hashes(std::string_view word);

}  // namespace smallprint::corpus
