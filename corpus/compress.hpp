#pragma once
#include "corpus/error.hpp"

#include <string>
#include <string_view>

/// zstd, whole and as a difference to a text that is kept anyway. Thread-safe.
namespace smallprint::corpus {

/// \param base  the text to refer to (RFC 8878 section 5, raw content dictionary); empty: none
[[nodiscard]] std::string compress(std::string_view bytes, std::string_view base = {});

/// \param base   the same as when it was compressed
/// \param limit  most bytes to give back
/// \retval Errc::io         damaged, or another base
/// \retval Errc::too_large  more than `limit`
[[nodiscard]] Result<std::string> decompress(std::string_view bytes, std::string_view base = {},
                                             std::size_t limit = 256u << 20);

}  // namespace smallprint::corpus
