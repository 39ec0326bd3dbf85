#include "ingest/exchange_reader.hpp"

#include "ingest/archive_impl.hpp"
#include "ingest/archive_verify.hpp"

namespace smallprint::ingest {

using corpus::Result;

namespace {

// CROSS JOIN keeps the order: requests are gone through by their numbers, without sorting.
constexpr char columns[] =
    "SELECT e.id, s.authority, s.document_type, e.page, e.url, e.time, e.status, e.protocol, e.address,"
    " e.milliseconds, e.request_headers, e.headers, e.rendered, e.error, e.body, t.sha256, t.size, e.seal"
    " FROM exchange e CROSS JOIN \"check\" c ON c.id = e.\"check\" CROSS JOIN source s ON s.id = c.source"
    " LEFT JOIN text t ON t.id = e.body";
constexpr char of_time[] = " (?1 = '' OR e.time >= ?1) AND (?2 = '' OR e.time <= ?2)";

StoredExchange read(sqlite::Statement& row) {
  StoredExchange out;
  out.id = row.integer(0);
  out.source = {std::string(row.text(1)), std::string(row.text(2))};
  out.request = read_exchange(row, 3);
  if (!row.is_null(14)) {
    out.body = row.integer(14);
    out.request.body_sha256 = to_hex(row.blob(15));
    out.size = static_cast<std::uint64_t>(row.integer(16));
  }
  out.seal = row.blob(17);
  return out;
}

/// The row, where there is one; leaves the statement open.
Result<std::optional<StoredExchange>> step(sqlite::Statement& statement) {
  std::optional<StoredExchange> out;
  auto const row = statement.next();
  if (!row) return row.error();
  if (*row) out = read(statement);
  return out;
}

/// The row that is the only one wanted.
Result<std::optional<StoredExchange>> only(sqlite::Statement& statement) {
  auto out = step(statement);
  statement.reset();
  return out;
}

/// The condition that lets only these sources pass.
Result<std::string> among(sqlite::Database& database, std::vector<corpus::Source> const& sources) {
  if (sources.empty()) return std::string();
  auto find = database.prepare("SELECT id FROM source WHERE authority = ? AND document_type = ?");
  if (!find) return find.error();
  std::string ids;
  for (auto const& source : sources) {
    auto const row = find->start(source.authority, source.document_type).next();
    if (!row) return row.error();
    if (*row) ids += (ids.empty() ? "" : ", ") + std::to_string(find->integer(0));
  }
  return " AND c.source IN (" + ids + ")";
}

}  // namespace

Result<void> ExchangeReader::prepare(sqlite::Database& database, ExchangeFilter const& filter) {
  filter_ = filter;
  if (!has_table_) return {};
  auto const condition = among(database, filter.sources);
  if (!condition) return condition.error();
  auto totals = database.prepare(
      "SELECT count(*), coalesce(min(e.time), ''), coalesce(max(e.time), ''), coalesce(max(e.id), 0)"
      " FROM exchange e JOIN \"check\" c ON c.id = e.\"check\" WHERE" +
      std::string(of_time) + *condition);
  if (!totals) return totals.error();
  auto const row = totals->start(filter.from, filter.to).next();
  if (!row) return row.error();
  totals_ = {totals->integer(0), std::string(totals->text(1)), std::string(totals->text(2)), totals->integer(3)};
  for (auto const& [statement, rest] :
       {std::pair{&all_, std::string(of_time) + *condition + " AND e.id <= ?3 ORDER BY e.id"},
        std::pair{&one_, std::string(" e.id = ?")},
        std::pair{&holder_, std::string(" e.page = ? AND e.body = ? AND e.status <> 304 AND e.id < ?"
                                        " AND s.authority = ? AND s.document_type = ? ORDER BY e.id DESC LIMIT 1")}}) {
    auto prepared = database.prepare(columns + std::string(" WHERE") + rest);
    if (!prepared) return prepared.error();
    *statement = std::move(*prepared);
  }
  return {};
}

Result<std::optional<StoredExchange>> ExchangeReader::next() {
  if (!has_table_) return std::optional<StoredExchange>();
  if (!begun_) all_.start(filter_.from, filter_.to, totals_.newest_id);
  begun_ = true;
  return step(all_);
}

Result<std::optional<StoredExchange>> ExchangeReader::get(std::int64_t id) {
  if (!has_table_) return std::optional<StoredExchange>();
  return only(one_.start(id));
}

Result<std::optional<StoredExchange>> ExchangeReader::that_brought(StoredExchange const& exchange) {
  if (!has_table_ || !exchange.body) return std::optional<StoredExchange>();
  return only(holder_.start(exchange.request.page, *exchange.body, exchange.id, exchange.source.authority,
                            exchange.source.document_type));
}

Result<ExchangeReader> Archive::exchanges(ExchangeFilter const& filter) {
  ExchangeReader out;
  out.has_table_ = impl_->has_exchanges;
  if (auto const ready = out.prepare(impl_->database, filter); !ready) return ready.error();
  return out;
}

}  // namespace smallprint::ingest
