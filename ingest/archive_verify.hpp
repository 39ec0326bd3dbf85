#pragma once
#include "ingest/archive.hpp"
#include "ingest/sqlite.hpp"
#include "ingest/text_store.hpp"

/// How rows are sealed, and the check of a whole archive. Only the archive's own files include this.
namespace smallprint::ingest {

[[nodiscard]] Digest seal_version(std::string_view previous, std::int64_t id, NewVersion const& version,
                                  std::string_view location, std::string_view sha256);
[[nodiscard]] Digest seal_check(std::string_view previous, std::int64_t id, corpus::Source const& source,
                                Check const& check);

[[nodiscard]] Digest seal_exchange(std::string_view previous, std::int64_t id, std::int64_t check,
                                   PageExchange const& exchange, std::string_view sha256);
/// The exchange in a row whose columns from `column` on are those of the table, page to error, without body.
[[nodiscard]] PageExchange read_exchange(sqlite::Statement& row, int column);

[[nodiscard]] corpus::Result<VerifyReport> verify_archive(sqlite::Database& database, TextStore& texts,
                                                          std::string const& file, bool has_exchanges);

}  // namespace smallprint::ingest
