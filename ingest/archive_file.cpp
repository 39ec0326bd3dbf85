#include "ingest/archive_file.hpp"

#include "ingest/archive_schema.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
using sqlite::Database;

// Effective rights, unlike access(): what SQLite itself will meet.
bool writable(std::filesystem::path const& path) {
  return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

Result<void> check_place(std::filesystem::path const& file, bool create) {
  std::error_code ignored;
  auto const status = std::filesystem::status(file, ignored);
  auto const fail = [&](Errc code, std::string message) { return Error{code, file.string(), 0, std::move(message)}; };
  if (std::filesystem::is_directory(status)) return fail(Errc::io, "a folder, where the archive file should be");
  if (std::filesystem::is_regular_file(status)) return {};
  if (std::filesystem::exists(status)) return fail(Errc::io, "not a regular file");
  if (!create) return fail(Errc::not_found, "there is no archive; `smallprint import PATH` makes one");
  auto const folder = std::filesystem::absolute(file).parent_path();
  if (!std::filesystem::is_directory(folder, ignored))
    return fail(Errc::not_found, "cannot make the archive: there is no folder " + folder.string());
  if (!writable(folder))
    return fail(Errc::io, "cannot make the archive: the folder " + folder.string() + " is read-only");
  return {};
}

// The application's mark and the tables come into being together or not at all.
Result<void> make_tables(Database& database) {
  auto const sql = std::string("BEGIN IMMEDIATE; PRAGMA application_id = ") + std::to_string(archive_application_id) +
                   "; PRAGMA user_version = " + std::to_string(archive_format) + ";" + archive_schema +
                   exchange_schema + "COMMIT;";
  auto made = database.run(sql.c_str());
  if (!made && database.in_transaction()) (void)database.run("ROLLBACK");
  return made;
}

// Adds what the format before did not have. Whole or not at all.
Result<void> upgrade(Database& database) {
  auto const sql = std::string("BEGIN IMMEDIATE; PRAGMA user_version = ") + std::to_string(archive_format) + ";" +
                   exchange_schema + "COMMIT;";
  auto made = database.run(sql.c_str());
  if (made) return made;
  if (database.in_transaction()) (void)database.run("ROLLBACK");
  // Another program that does the same was faster.
  auto const format = database.integer("PRAGMA user_version");
  return format && *format == archive_format ? Result<void>{} : made;
}

Result<void> check_format(Database& database, std::filesystem::path const& file, bool create, bool read_only) {
  auto const fail = [&](std::string message) { return Error{Errc::schema, file.string(), 0, std::move(message)}; };
  auto const application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  if (*application == 0) {
    auto const tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*tables != 0) return fail("not an archive: an SQLite database of another program");
    if (!create) return fail("not an archive: the database is empty");
    auto made = make_tables(database);
    if (made) return made;
    // Another program that makes the same archive was faster: then its tables are there now.
    if (auto const again = database.integer("PRAGMA application_id"); !again || *again == 0) return made;
    return check_format(database, file, false, read_only);
  }
  if (*application != archive_application_id)
    return fail("not an archive: an SQLite database of another program (application id " +
                std::to_string(*application) + ")");
  auto const format = database.integer("PRAGMA user_version");
  if (!format) return format.error();
  if (*format == 1 && !read_only) return upgrade(database);
  if (*format != archive_format && *format != 1)
    return fail("an archive of format " + std::to_string(*format) + "; this program reads format " +
                std::to_string(archive_format));
  return {};
}

}  // namespace

Result<ArchiveFile> open_archive_file(std::filesystem::path const& file, bool create) {
  if (auto ok = check_place(file, create); !ok) return ok.error();
  std::error_code ignored;
  auto const exists = std::filesystem::exists(file, ignored);
  ArchiveFile out;
  out.read_only = exists && !(writable(file) && writable(std::filesystem::absolute(file).parent_path()));
  using Mode = Database::Mode;
  auto database = Database::open(file, out.read_only ? Mode::read_only : create ? Mode::create : Mode::write);
  if (!database) return database.error();
  out.database = std::move(*database);
  if (auto ok = check_format(out.database, file, create && !out.read_only, out.read_only); !ok) return ok.error();
  auto const format = out.database.integer("PRAGMA user_version");
  if (!format) return format.error();
  out.has_exchanges = *format > 1;
  // FULL: each unit is on the disk when commit() returns. A unit is large, so this costs little.
  auto const* const settings = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF";
  if (auto ok = out.database.run(settings); !ok) return ok.error();
  if (!out.read_only)
    if (auto ok = out.database.run("PRAGMA journal_mode = WAL"); !ok) return ok.error();
  return out;
}

}  // namespace smallprint::ingest
