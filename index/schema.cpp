#include "index/schema.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>

namespace smallprint::index {
namespace {

namespace fs = std::filesystem;
using corpus::Errc;

[[noreturn]] void fail(Errc code, fs::path const& file, std::string message) {
  throw Failure({code, file.string(), 0, std::move(message)});
}

bool is_blank(Database& db) {
  return db.integer("PRAGMA application_id") == 0 && db.integer("SELECT count(*) FROM sqlite_master") == 0;
}

void check_schema(Database& db, fs::path const& file) {
  if (db.integer("PRAGMA application_id") != application_id)
    fail(Errc::schema, file, "this is a database of another program, not an index of smallprint");
  auto const version = db.integer("PRAGMA user_version");
  if (version != schema_version)
    fail(Errc::schema, file,
         fmt::format("the index was made for schema {}, this program has schema {}; make it anew with "
                     "`smallprint reindex`",
                     version, schema_version));
}

void create_schema(Database& db) {
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("BEGIN IMMEDIATE");
  db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application_id, schema_version));
  db.exec(std::string(schema_sql()));
  db.exec(fmt::format("INSERT INTO clause_fts (clause_fts, rank) VALUES ('rank', 'bm25({}, {}, {})')", text_weight,
                      lead_in_weight, heading_weight));
  db.query("INSERT INTO property (name, value) VALUES (?, ?)").with(state_property, state_complete).run();
  db.exec("COMMIT");
}

/// Removes an index, damaged or not. A database of another program stays.
void remove_index(fs::path const& file) {
  if (!fs::exists(file)) return;
  try {
    Database old(file, Database::Mode::write);
    auto const owner = old.integer("PRAGMA application_id");
    if (owner != application_id && !is_blank(old))
      fail(Errc::schema, file, "this is a database of another program; it was not replaced");
    old.exec("BEGIN IMMEDIATE; ROLLBACK");  // nobody else writes it now
  } catch (Failure const& failure) {
    bool const damaged = failure.primary_code == SQLITE_CORRUPT || failure.primary_code == SQLITE_NOTADB;
    if (!damaged) throw;
  }
  for (auto const* suffix : {"", "-wal", "-shm"}) {
    std::error_code failed;
    fs::remove(file.string() + suffix, failed);
    if (failed) fail(Errc::io, file, "the old index cannot be removed: " + failed.message());
  }
}

}  // namespace

Connection::Connection(fs::path const& file, Database::Mode mode) : db(file, mode) {
  int const code = register_tokenizer(db.handle(), &languages);
  if (code != SQLITE_OK) fail(Errc::unsupported, file, "the SQLite library was built without FTS5");
  db.exec("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
}

std::unique_ptr<Connection> connect_for_reading(fs::path const& file) {
  std::error_code failed;
  auto const status = fs::status(file, failed);
  if (status.type() == fs::file_type::not_found)
    fail(Errc::not_found, file,
         "there is no index yet; `smallprint import` makes one, `smallprint reindex` makes it anew");
  if (failed) fail(Errc::io, file, "the index cannot be reached: " + failed.message());
  if (status.type() == fs::file_type::directory) fail(Errc::io, file, "this is a folder, not an index");
  auto connection = std::make_unique<Connection>(file, Database::Mode::read);
  if (is_blank(connection->db)) fail(Errc::schema, file, "the index is empty; make it anew with `smallprint reindex`");
  check_schema(connection->db, file);
  connection->db.exec("PRAGMA cache_size = -16384");  // KiB: a search looks at the same few pages over and over
  connection->languages.refresh(connection->db.handle());
  return connection;
}

std::unique_ptr<Connection> connect_for_writing(fs::path const& file, bool fresh) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) fail(Errc::io, file, "this is a folder, not an index");
  if (fresh) remove_index(file);
  auto connection = std::make_unique<Connection>(file, Database::Mode::create);
  if (is_blank(connection->db)) create_schema(connection->db);
  check_schema(connection->db, file);
  return connection;
}

}  // namespace smallprint::index
