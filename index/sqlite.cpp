#include "index/sqlite.hpp"

#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace smallprint::index {
namespace {

namespace fs = std::filesystem;

constexpr int busy_milliseconds = 3000;

/// As a file: URI. Only what would end the path or start an escape needs one.
std::string uri(fs::path const& file, char const* options) {
  std::string out = "file:";
  for (char const c : fs::absolute(file).string()) {
    if (c == '?')
      out += "%3f";
    else if (c == '#')
      out += "%23";
    else if (c == '%')
      out += "%25";
    else
      out += c;
  }
  return out + options;
}

/// A WAL file that holds something: reading past it would show an old state.
bool has_log(fs::path const& file) {
  std::error_code ignored;
  auto const size = fs::file_size(file.string() + "-wal", ignored);
  return !ignored && size > 0;
}

}  // namespace

Database::Database(fs::path const& file, Mode mode) : file_(file.string()) {
  int const flags = (mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    (mode == Mode::create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
  auto const open = [&](std::string const& name) {
    sqlite3_close_v2(std::exchange(db_, nullptr));
    int code = sqlite3_open_v2(name.c_str(), &db_, flags, nullptr);
    if (code == SQLITE_OK) {
      sqlite3_extended_result_codes(db_, 1);
      sqlite3_busy_timeout(db_, busy_milliseconds);
      code = sqlite3_exec(db_, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr);  // reads the file
    }
    return code;
  };
  int code = open(uri(file, ""));
  // Reading a WAL file needs its -shm beside it; where none can be made, a quiet file can be read as it lies.
  bool const no_room_beside = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY;
  if (mode == Mode::read && no_room_beside && !has_log(file)) code = open(uri(file, "?immutable=1"));
  if (code != SQLITE_OK) {
    auto const failure = error(code);
    sqlite3_close_v2(std::exchange(db_, nullptr));
    throw Failure(failure, code);
  }
}

Database::~Database() {
  for (auto& [sql, idle] : statements_)
    for (auto* statement : idle) sqlite3_finalize(statement);
  sqlite3_close_v2(db_);
}

corpus::Error Database::error(int code) const {
  using corpus::Errc;
  auto const say = [&](std::string message) { return corpus::Error{Errc::io, file_, 0, std::move(message)}; };
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return say("the index is damaged; make it anew with `smallprint reindex`");
    case SQLITE_FULL:
      return say("the disk is full; nothing of the last step was kept");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return say("the index cannot be written: the file or its folder is read-only");
    case SQLITE_CANTOPEN:
      return say("the index cannot be opened: its folder is missing or not allowed");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return say("another program is writing the index; try again when it is done");
    case SQLITE_NOMEM:
      return say("memory ran out");
    case SQLITE_IOERR:
      return say("reading or writing failed (" + std::string(sqlite3_errstr(code)) + ", code " + std::to_string(code) +
                 ")");
    default:
      break;
  }
  return say(db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code));
}

void Database::exec(std::string const& sql) {
  int const code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw Failure(error(code), code);
}

Query Database::query(std::string_view sql) {
  auto known = statements_.find(sql);
  if (known == statements_.end()) known = statements_.try_emplace(std::string(sql)).first;
  auto& [text, idle] = *known;
  if (!idle.empty()) {
    auto* statement = idle.back();
    idle.pop_back();
    return {*this, idle, statement};
  }
  sqlite3_stmt* statement = nullptr;
  int const code = sqlite3_prepare_v3(db_, text.c_str(), static_cast<int>(text.size() + 1), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) throw Failure(error(code), code);
  return {*this, idle, statement};
}

std::int64_t Database::integer(std::string_view sql) {
  auto q = query(sql);
  q.step();
  return q.integer(0);
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(db_);
}

Query::Query(Database& db, Idle& idle, sqlite3_stmt* statement) : db_(&db), idle_(&idle), statement_(statement) {}

Query::Query(Query&& other) noexcept
    : db_(other.db_), idle_(other.idle_), statement_(std::exchange(other.statement_, nullptr)) {}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  idle_->push_back(statement_);
}

namespace {

void check(Database const& db, int code) {
  if (code != SQLITE_OK) throw Failure(db.error(code), code);
}

}  // namespace

Query& Query::bind(int at, std::int64_t value) {
  check(*db_, sqlite3_bind_int64(statement_, at, value));
  return *this;
}

Query& Query::bind(int at, std::string_view text) {
  // A null pointer would bind NULL.
  char const* data = text.data() != nullptr ? text.data() : "";
  check(*db_, sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Query& Query::bind(int at, Blob blob) {
  char const* data = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
  check(*db_, sqlite3_bind_blob64(statement_, at, data, blob.bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind(int at, std::nullptr_t) {
  check(*db_, sqlite3_bind_null(statement_, at));
  return *this;
}

bool Query::step() {
  int const code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw Failure(db_->error(code), code);
}

void Query::run() {
  while (step()) {
  }
  reset();  // an unfinished statement would hold its lock
}

void Query::reset() {
  sqlite3_reset(statement_);
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Query::real(int column) const {
  return sqlite3_column_double(statement_, column);
}
bool Query::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string_view Query::bytes(int column) const {
  auto const* data = static_cast<char const*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace smallprint::index
