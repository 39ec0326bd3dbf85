#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

/// Times as HTTP writes them.
namespace smallprint::ingest {

/// A longer Retry-After counts as this.
inline constexpr std::int64_t longest_retry_after = 10LL * 365 * 24 * 3600;

/// "Sun, 06 Nov 1994 08:49:37 GMT" and the older forms of RFC 9110 section 5.6.7, as seconds since 1970.
/// \returns nothing for anything else
[[nodiscard]] std::optional<std::int64_t> read_http_date(std::string_view text);

/// What a Retry-After field asks for, in seconds from `now`: a number of them, or a date; 0 for one that is past.
/// \param now  seconds since 1970. \returns 0..longest_retry_after; nothing when it is neither
[[nodiscard]] std::optional<std::int64_t> retry_after(std::string_view value, std::int64_t now);

}  // namespace smallprint::ingest
