#include "ingest/archive_verify.hpp"

#include "ingest/seal.hpp"

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Result;

// Reads rows until they end or the file is too damaged to go on; the rest of the check still runs.
template <class Row>
void each_row(sqlite::Database& database, std::string_view sql, VerifyReport& report, Row const& row) {
  auto statement = database.prepare(sql);
  if (!statement) {
    report.damaged.push_back(statement.error());
    return;
  }
  for (;;) {
    auto const more = statement->next();
    if (!more) report.damaged.push_back(more.error());
    if (!more || !*more) return;
    row(*statement);
  }
}

void check_structure(sqlite::Database& database, VerifyReport& report, std::string const& file) {
  // SQLite reads a last page that is cut off as if zeros followed.
  std::error_code unknown;
  auto const size = std::filesystem::file_size(file, unknown);
  auto const page = database.integer("PRAGMA page_size");
  if (!unknown && page && *page > 0 && size % static_cast<std::uintmax_t>(*page) != 0)
    report.damaged.push_back({Errc::io, file, 0, "the file is cut off within its last page"});
  each_row(database, "PRAGMA integrity_check", report, [&](sqlite::Statement& row) {
    if (row.text(0) != "ok") report.damaged.push_back({Errc::io, file, 0, "structure: " + std::string(row.text(0))});
  });
  each_row(database, "PRAGMA foreign_key_check", report, [&](sqlite::Statement& row) {
    report.damaged.push_back(
        {Errc::io, file, 0,
         "a row of table " + std::string(row.text(0)) + " refers to a missing row of " + std::string(row.text(2))});
  });
}

void check_texts(sqlite::Database& database, TextStore& texts, VerifyReport& report) {
  // By base, so that each keyframe is read once and followed by what refers to it.
  each_row(database, "SELECT id FROM text ORDER BY coalesce(base, id), id", report, [&](sqlite::Statement& row) {
    ++report.texts;
    if (auto const text = texts.get(row.integer(0)); !text) report.damaged.push_back(text.error());
  });
}

void compare(Digest const& expected, std::string_view found, std::string const& row, VerifyReport& report) {
  if (view(expected) != found)
    report.damaged.push_back({Errc::io, row, 0, "it is not as it was written: its seal does not fit"});
}

void check_seals(sqlite::Database& database, VerifyReport& report) {
  std::string previous;
  each_row(database,
           "SELECT v.id, s.authority, s.document_type, v.date, v.kind, v.media_type, r.location, r.root, v.commit_id,"
           " v.path, v.message, t.sha256, v.seal FROM version v LEFT JOIN source s ON s.id = v.source"
           " LEFT JOIN repository r ON r.id = v.repository LEFT JOIN text t ON t.id = v.text ORDER BY v.id",
           report, [&](sqlite::Statement& row) {
             ++report.versions;
             NewVersion version;
             version.source = {std::string(row.text(1)), std::string(row.text(2))};
             version.date = row.text(3);
             version.kind = static_cast<corpus::VersionKind>(row.integer(4));
             version.media_type = static_cast<corpus::MediaType>(row.integer(5));
             version.evidence = {std::string(row.text(6)), std::string(row.text(8)), std::string(row.text(9)),
                                 std::string(row.text(10))};
             version.repository = row.text(7);
             version.removed = row.is_null(11);
             auto const digest = seal_version(previous, row.integer(0), version, row.text(6), row.blob(11));
             previous = row.blob(12);
             compare(digest, previous, "version " + std::to_string(row.integer(0)), report);
           });
  previous.clear();
  each_row(database,
           "SELECT c.id, s.authority, s.document_type, c.time, c.outcome, c.version, c.detail, c.seal"
           " FROM \"check\" c LEFT JOIN source s ON s.id = c.source ORDER BY c.id",
           report, [&](sqlite::Statement& row) {
             ++report.versions;
             Check check{std::string(row.text(3)), static_cast<Outcome>(row.integer(4)), std::string(row.text(6)), {}};
             if (!row.is_null(5)) check.version = row.integer(5);
             auto const source = corpus::Source{std::string(row.text(1)), std::string(row.text(2))};
             auto const digest = seal_check(previous, row.integer(0), source, check);
             previous = row.blob(7);
             compare(digest, previous, "check " + std::to_string(row.integer(0)), report);
           });
}

void check_exchanges(sqlite::Database& database, VerifyReport& report) {
  std::string previous;
  each_row(database,
           "SELECT e.id, e.\"check\", e.page, e.url, e.time, e.status, e.protocol, e.address, e.milliseconds,"
           " e.request_headers, e.headers, e.rendered, e.error, t.sha256, e.seal"
           " FROM exchange e LEFT JOIN text t ON t.id = e.body ORDER BY e.id",
           report, [&](sqlite::Statement& row) {
             ++report.versions;
             auto const digest =
                 seal_exchange(previous, row.integer(0), row.integer(1), read_exchange(row, 2), row.blob(13));
             previous = row.blob(14);
             compare(digest, previous, "exchange " + std::to_string(row.integer(0)), report);
           });
}

}  // namespace

Digest seal_version(std::string_view previous, std::int64_t id, NewVersion const& version, std::string_view location,
                    std::string_view sha256) {
  Seal seal(previous);
  seal.add(id).add(version.source.authority).add(version.source.document_type).add(version.date);
  seal.add(static_cast<std::int64_t>(version.kind)).add(static_cast<std::int64_t>(version.media_type));
  seal.add(location).add(version.repository).add(version.evidence.commit);
  seal.add(version.evidence.path).add(version.evidence.message);
  return seal.add(static_cast<std::int64_t>(version.removed)).add(sha256).digest();
}

Digest seal_check(std::string_view previous, std::int64_t id, corpus::Source const& source, Check const& check) {
  Seal seal(previous);
  seal.add(id).add(source.authority).add(source.document_type).add(check.time);
  return seal.add(static_cast<std::int64_t>(check.outcome)).add(check.version.value_or(0)).add(check.detail).digest();
}

PageExchange read_exchange(sqlite::Statement& row, int column) {
  PageExchange out;
  auto const text = [&](int i) { return std::string(row.text(column + i)); };
  out.page = text(0);
  auto& e = out.exchange;
  e.url = text(1);
  e.time = text(2);
  e.status = static_cast<std::int32_t>(row.integer(column + 3));
  e.protocol = text(4);
  e.address = text(5);
  e.milliseconds = static_cast<std::uint32_t>(row.integer(column + 6));
  e.request_headers = text(7);
  e.headers = text(8);
  e.rendered = row.integer(column + 9) != 0;
  e.error = text(10);
  return out;
}

Digest seal_exchange(std::string_view previous, std::int64_t id, std::int64_t check, PageExchange const& exchange,
                     std::string_view sha256) {
  auto const& e = exchange.exchange;
  Seal seal(previous);
  seal.add(id).add(check).add(exchange.page).add(e.url).add(e.time).add(std::int64_t{e.status}).add(e.protocol);
  seal.add(e.address).add(std::int64_t{e.milliseconds}).add(e.request_headers).add(e.headers);
  return seal.add(static_cast<std::int64_t>(e.rendered)).add(e.error).add(sha256).digest();
}

Result<VerifyReport> verify_archive(sqlite::Database& database, TextStore& texts, std::string const& file,
                                    bool has_exchanges) {
  VerifyReport report;
  texts.forget();  // what is held in memory says nothing about the file
  check_structure(database, report, file);
  check_texts(database, texts, report);
  check_seals(database, report);
  if (has_exchanges) check_exchanges(database, report);
  return report;
}

}  // namespace smallprint::ingest
