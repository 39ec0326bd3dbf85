#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Dates as the archive writes them: "2025-06-13T04:12:07Z", always UTC, so that they sort as text.
namespace smallprint::ingest {

/// \param seconds  since 1970-01-01T00:00:00Z. \returns nothing outside the years 1 to 9999
[[nodiscard]] std::optional<std::string> to_utc(std::int64_t seconds);

/// The inverse of to_utc(). \returns nothing for anything but a whole "2025-06-13T04:12:07Z"
[[nodiscard]] std::optional<std::int64_t> from_utc(std::string_view text);

/// "2025-06-13" (its first second) or a whole "2025-06-13T04:12:07Z" as the archive writes it.
/// \returns nothing for anything else, and for days and hours that do not exist
[[nodiscard]] std::optional<std::string> read_date(std::string_view text);

}  // namespace smallprint::ingest
