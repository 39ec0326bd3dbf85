#pragma once
#include "corpus/error.hpp"

#include <string>
#include <string_view>

/// zstd, whole and as a difference to a text that is kept anyway. Thread-safe.
namespace smallprint::corpus {

/// What compress() takes unless told otherwise: docs/decisions/0002-archive-storage.md has the figures.
inline constexpr int default_compression_level = 3;

/// \param base   the text to refer to (RFC 8878 section 5, raw content dictionary); empty: none
/// \param level  1 (fast) to 19 (small); any level is read back at the same speed
[[nodiscard]] std::string compress(std::string_view bytes, std::string_view base = {},
                                   int level = default_compression_level);

/// \param base   the same as when it was compressed
/// \param limit  most bytes to give back
/// \retval Errc::io         damaged, or another base
/// \retval Errc::too_large  more than `limit`
[[nodiscard]] Result<std::string> decompress(std::string_view bytes, std::string_view base = {},
                                             std::size_t limit = 256u << 20);

}  // namespace smallprint::corpus
