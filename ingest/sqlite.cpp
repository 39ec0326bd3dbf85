#include "ingest/sqlite.hpp"

#include <sqlite3.h>

#include <cstring>

namespace smallprint::ingest::sqlite {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

// What went wrong in words that say what to do, then SQLite's own and the system's.
Error failure(sqlite3* database, int code, std::string const& file) {
  std::string message;
  auto kind = Errc::io;
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      kind = Errc::schema;
      message = "not an archive: the file is no SQLite database";
      break;
    case SQLITE_CORRUPT:
      message = "the archive is damaged; `smallprint verify` says where";
      break;
    case SQLITE_FULL:
      message = "the disk is full; nothing of this unit was stored";
      break;
    case SQLITE_READONLY:
      message = "cannot write: the file or its folder is read-only";
      break;
    case SQLITE_BUSY:
      message = "another program is writing to it";
      break;
    case SQLITE_CANTOPEN:
      message = "cannot open the file";
      break;
    case SQLITE_IOERR:
      message = "reading or writing the file failed; nothing of this unit was stored";
      break;
    case SQLITE_NOMEM:
      message = "memory ran out";
      break;
    default:
      message = "the archive gave an error";
      break;
  }
  message += std::string(" (SQLite: ") + (database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
  auto const system = database ? sqlite3_system_errno(database) : 0;
  auto const primary = code & 0xFF;
  if (system != 0 && (primary == SQLITE_CANTOPEN || primary == SQLITE_IOERR || primary == SQLITE_FULL))
    message += std::string("; system: ") + std::strerror(system);
  return {kind, file, 0, message + ")"};
}

// An address for sqlite3_open_v2 in which no byte of the path has a meaning of its own.
std::string uri(std::string const& path, char const* query) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out = "file:";
  for (auto const c : path) {
    auto const byte = static_cast<unsigned char>(c);
    if (std::strchr("?#%", c) || byte < 0x21 || byte > 0x7E)
      out += {'%', digits[byte >> 4], digits[byte & 0xF]};
    else
      out += c;
  }
  return out + query;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}
void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index, value);
}

void Statement::bind(int index, std::optional<std::int64_t> value) {
  if (value)
    bind(index, *value);
  else
    sqlite3_bind_null(statement_.get(), index);
}

void Statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL.
  sqlite3_bind_text64(statement_.get(), index, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}

void Statement::bind(int index, Blob blob) {
  sqlite3_bind_blob64(statement_.get(), index, blob.bytes.empty() ? "" : blob.bytes.data(), blob.bytes.size(),
                      SQLITE_TRANSIENT);
}

Result<bool> Statement::next() {
  auto const code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  // The message belongs to the connection and is gone after the reset.
  if (code != SQLITE_DONE) {
    auto error = failure(sqlite3_db_handle(statement_.get()), code, file_);
    reset();
    return error;
  }
  reset();
  return false;
}

Result<void> Statement::finish() {
  if (auto const row = next(); !row) return row.error();
  reset();
  return {};
}

void Statement::reset() noexcept {
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  auto const* const bytes = sqlite3_column_text(statement_.get(), column);
  return {reinterpret_cast<char const*>(bytes),
          bytes ? static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) : 0};
}

std::string_view Statement::blob(int column) const {
  auto const* const bytes = sqlite3_column_blob(statement_.get(), column);
  return {static_cast<char const*>(bytes),
          bytes ? static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) : 0};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(std::filesystem::path const& file, Mode mode) {
  Database out;
  out.file_ = file.string();
  auto flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  auto address = uri(out.file_, "");
  if (mode == Mode::read_only) {
    // Even to read, WAL wants to write its shared-memory file. Who cannot write there has no writer
    // beside him that could be disturbed.
    flags |= SQLITE_OPEN_READONLY;
    address = uri(out.file_, "?immutable=1");
  } else {
    flags |= SQLITE_OPEN_READWRITE | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
  }
  sqlite3* raw = nullptr;
  auto const code = sqlite3_open_v2(address.c_str(), &raw, flags, nullptr);
  out.database_.reset(raw);
  if (code != SQLITE_OK) return failure(raw, code, out.file_);
  sqlite3_busy_timeout(raw, 10'000);
  return out;
}

Result<void> Database::run(char const* sql) {
  auto const code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(database_.get(), code, file_);
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  auto const code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                       SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  Statement out;
  out.statement_.reset(raw);
  out.file_ = file_;
  if (code != SQLITE_OK) return failure(database_.get(), code, file_);
  return out;
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  auto const row = statement->next();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(database_.get());
}
bool Database::in_transaction() const {
  return database_ && sqlite3_get_autocommit(database_.get()) == 0;
}

}  // namespace smallprint::ingest::sqlite
