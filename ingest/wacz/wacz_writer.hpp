#pragma once
#include "ingest/archive.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace smallprint::ingest {

struct WaczOptions {
  std::vector<corpus::Source> sources;  ///< empty: all
  std::string from, to;  ///< both included, as read_date() reads them; a day as `to` means its end. Empty: no bound
  std::string software;  ///< "smallprint 0.1.0"
  std::function<bool()> interrupted;                                    ///< asked often; true ends it
  std::function<void(std::int64_t done, std::int64_t total)> progress;  ///< requests
};

struct WaczReport {
  std::int64_t exchanges = 0;   ///< requests that were exported
  std::int64_t unanswered = 0;  ///< requests left out: no response came, or the browser gave no document
  std::int64_t records = 0;     ///< in the WARC file
  std::int64_t responses = 0, resources = 0, revisits = 0;
  std::int64_t indexed = 0;  ///< records that replay finds
  std::int64_t pages = 0;    ///< in the list of pages
  std::uint64_t bytes = 0;   ///< of the file
  std::string first, last;   ///< times
};

/// Writes what was requested and received as a WACZ file (WACZ 1.1.1 with WARC 1.1), which other programs read:
/// docs/export.md says what is in it. Reads and writes piece by piece; of the archive it holds one body at a time.
/// The same archive gives the same bytes: all times and identifiers come from it.
///
/// The file appears whole or not at all.
/// \retval Errc::not_found    no request of these sources and times has an answer; no file is made
/// \retval Errc::syntax       `from` or `to` is no date
/// \retval Errc::interrupted
/// \retval Errc::io           the archive cannot be read, or the file not be written
[[nodiscard]] corpus::Result<WaczReport> write_wacz(Archive& archive, std::filesystem::path const& file,
                                                    WaczOptions const& options);

}  // namespace smallprint::ingest
