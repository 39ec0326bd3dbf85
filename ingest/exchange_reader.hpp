#pragma once
#include "ingest/archive.hpp"
#include "ingest/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace smallprint::ingest {

/// Which requests are read.
struct ExchangeFilter {
  std::vector<corpus::Source> sources;  ///< empty: all
  std::string from, to;                 ///< UTC, "2025-06-13T04:12:07Z", both included; empty: no bound
};

/// A request as it is kept.
struct StoredExchange {
  std::int64_t id = 0;
  corpus::Source source;
  PageExchange request;              ///< without the body's bytes; body_sha256 names them
  std::optional<std::int64_t> body;  ///< the text's number: equal bodies have the same
  std::uint64_t size = 0;            ///< of the body, in bytes
  std::string seal;                  ///< 32 bytes, of everything that the archive says of it: no other has the same
};

/// Of the requests that a filter lets pass.
struct ExchangeTotals {
  std::int64_t count = 0;
  std::string first, last;  ///< times
  std::int64_t newest_id = 0;
};

/// Reads requests with their source, in the order in which they were stored. What is stored meanwhile is not seen.
/// Not thread-safe. Archive::exchanges() makes it.
class ExchangeReader {
 public:
  [[nodiscard]] ExchangeTotals const& totals() const { return totals_; }
  /// The next one that the filter lets pass. \returns nothing after the last
  [[nodiscard]] corpus::Result<std::optional<StoredExchange>> next();
  /// One by its number, whatever the filter.
  [[nodiscard]] corpus::Result<std::optional<StoredExchange>> get(std::int64_t id);
  /// The newest one before `exchange`, for the same page of the same source, that brought the body which `exchange`
  /// has: what a 304 confirms. Whatever the filter.
  [[nodiscard]] corpus::Result<std::optional<StoredExchange>> that_brought(StoredExchange const& exchange);

 private:
  friend class Archive;
  [[nodiscard]] corpus::Result<void> prepare(sqlite::Database& database, ExchangeFilter const& filter);
  ExchangeFilter filter_;
  ExchangeTotals totals_;
  bool has_table_ = true, begun_ = false;
  sqlite::Statement all_, one_, holder_;
};

}  // namespace smallprint::ingest
