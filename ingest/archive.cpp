#include "ingest/archive.hpp"

#include "ingest/archive_schema.hpp"
#include "ingest/archive_verify.hpp"
#include "ingest/calendar.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <map>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
using sqlite::Blob;
using sqlite::Database;
using sqlite::Statement;

constexpr std::string_view outcomes[] = {"first", "changed", "unchanged", "failed", "blocked"};

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
                   "; PRAGMA user_version = " + std::to_string(archive_format) + ";" + archive_schema + "COMMIT;";
  auto made = database.run(sql.c_str());
  if (!made && database.in_transaction()) (void)database.run("ROLLBACK");
  return made;
}

Result<void> check_format(Database& database, std::filesystem::path const& file, bool create) {
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
    return check_format(database, file, false);
  }
  if (*application != archive_application_id)
    return fail("not an archive: an SQLite database of another program (application id " +
                std::to_string(*application) + ")");
  auto const format = database.integer("PRAGMA user_version");
  if (!format) return format.error();
  if (*format != archive_format)
    return fail("an archive of format " + std::to_string(*format) + "; this program reads format " +
                std::to_string(archive_format));
  return {};
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  auto const at = static_cast<std::size_t>(outcome);
  return at < std::size(outcomes) ? outcomes[at] : "unknown";
}

struct Archive::Impl {
  std::filesystem::path file;
  Database database;
  std::optional<TextStore> texts;
  bool read_only = false;
  std::map<corpus::Source, std::int64_t> sources;
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::string>> repositories;
  Statement find_source, add_source, list_sources, find_repository, add_repository, known_commit, newest_in, newest_at,
      same_at, newest, add_version, add_check_row, same_check, last_version, last_check, mark;

  /// End of a table: what the next row's id and seal follow from.
  struct LastRow {
    std::int64_t id = 0;
    std::string seal;
  };
  /// The version that a new one is compared with.
  struct Before {
    std::optional<std::int64_t> id;    ///< none: the source has no version yet
    std::optional<std::int64_t> text;  ///< none: the document had ended
  };

  Result<void> prepare();
  Result<std::int64_t> source_id(corpus::Source const& source);
  Result<std::pair<std::int64_t, std::string>> repository_id(std::string const& root, std::string const& location);
  Result<Before> before(Statement& started);
  Result<bool> is_known(NewVersion const& version, std::int64_t source, std::int64_t repository,
                        std::optional<std::int64_t> text);
  Result<bool> add(NewVersion const& version);
  Result<void> add_check(std::int64_t source_id, corpus::Source const& source, Check const& check);
  Result<LastRow> last_row(Statement& statement);
};

Result<void> Archive::Impl::prepare() {
  auto const all = std::initializer_list<std::pair<Statement*, char const*>>{
      {&find_source, "SELECT id FROM source WHERE authority = ? AND document_type = ?"},
      {&add_source, "INSERT INTO source (authority, document_type) VALUES (?, ?)"},
      {&find_repository, "SELECT id, location FROM repository WHERE root = ?1 AND (?1 <> '' OR location = ?2) LIMIT 1"},
      {&add_repository, "INSERT INTO repository (root, location) VALUES (?, ?)"},
      {&known_commit,
       "SELECT 1 FROM version WHERE source = ? AND repository = ? AND commit_id = ? AND commit_id <> '' AND path = ?"},
      {&newest_in, "SELECT id, text FROM version WHERE source = ? AND repository = ? ORDER BY id DESC LIMIT 1"},
      {&newest_at, "SELECT id, text FROM version WHERE source = ? AND date <= ? ORDER BY date DESC, id DESC LIMIT 1"},
      {&same_at, "SELECT id, text FROM version WHERE source = ? AND date = ? AND text IS ?"},
      {&newest, "SELECT id, text FROM version WHERE source = ? AND text IS NOT NULL ORDER BY id DESC LIMIT 1"},
      {&add_version,
       "INSERT INTO version (id, source, date, kind, media_type, text, repository, commit_id, path, message, seal)"
       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      {&add_check_row,
       "INSERT INTO \"check\" (id, source, time, outcome, version, detail, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"},
      {&same_check, "SELECT 1 FROM \"check\" WHERE source = ? AND time = ? AND (outcome = ? OR version = ?)"},
      {&last_version, "SELECT id, seal FROM version ORDER BY id DESC LIMIT 1"},
      {&last_check, "SELECT id, seal FROM \"check\" ORDER BY id DESC LIMIT 1"},
      {&mark, "INSERT OR IGNORE INTO imported_commit (root, commit_id) VALUES (?, ?)"},
  };
  for (auto const& [into, sql] : all) {
    auto made = database.prepare(sql);
    if (!made) return made.error();
    *into = std::move(*made);
  }
  auto store = TextStore::open(database);
  if (!store) return store.error();
  texts = std::move(*store);
  return {};
}

Result<std::int64_t> Archive::Impl::source_id(corpus::Source const& source) {
  if (auto const at = sources.find(source); at != sources.end()) return at->second;
  auto const row = find_source.start(source.authority, source.document_type).next();
  if (!row) return row.error();
  auto id = *row ? find_source.integer(0) : 0;
  find_source.reset();
  if (!*row) {
    auto const stored = add_source.start(source.authority, source.document_type).finish();
    if (!stored) return stored.error();
    id = database.last_id();
  }
  return sources[source] = id;
}

Result<std::pair<std::int64_t, std::string>> Archive::Impl::repository_id(std::string const& root,
                                                                          std::string const& location) {
  auto const key = std::pair{root, root.empty() ? location : std::string()};
  if (auto const at = repositories.find(key); at != repositories.end()) return at->second;
  auto const row = find_repository.start(root, location).next();
  if (!row) return row.error();
  std::pair<std::int64_t, std::string> out{0, location};
  if (*row) out = {find_repository.integer(0), std::string(find_repository.text(1))};
  find_repository.reset();
  if (!*row) {
    auto const stored = add_repository.start(root, location).finish();
    if (!stored) return stored.error();
    out.first = database.last_id();
  }
  return repositories[key] = out;
}

Result<Archive::Impl::Before> Archive::Impl::before(Statement& started) {
  auto const row = started.next();
  if (!row) return row.error();
  Before out;
  if (*row) {
    out.id = started.integer(0);
    if (!started.is_null(1)) out.text = started.integer(1);
  }
  started.reset();
  return out;
}

// Whether the archive says all this already; notes the check that found so.
Result<bool> Archive::Impl::is_known(NewVersion const& version, std::int64_t source, std::int64_t repository,
                                     std::optional<std::int64_t> text) {
  auto const git = !version.repository.empty();
  if (git) {
    auto const row = known_commit.start(source, repository, version.evidence.commit, version.evidence.path).next();
    if (!row) return row.error();
    known_commit.reset();
    if (*row) return true;
  }
  auto same = before(git ? newest_in.start(source, repository) : newest_at.start(source, version.date));
  if (!same) return same.error();
  if (!same->id && version.removed) return true;  // what was never there cannot end
  if ((!same->id || same->text != text) && !git) {
    same = before(same_at.start(source, version.date, text));
    if (!same) return same.error();
  }
  if (!same->id || same->text != text || (!version.removed && !text)) return false;
  auto const noted = add_check(source, version.source, {version.date, Outcome::unchanged, "", same->id});
  if (!noted) return noted.error();
  return true;
}

Result<bool> Archive::Impl::add(NewVersion const& version) {
  auto const source = source_id(version.source);
  if (!source) return source.error();
  auto const repository = repository_id(version.repository, version.evidence.repository);
  if (!repository) return repository.error();

  auto const digest = version.removed ? Digest{} : sha256(version.text);
  auto const sha = version.removed ? std::string_view() : view(digest);
  std::optional<std::int64_t> text;
  if (!version.removed) {
    auto const found = texts->find(sha);
    if (!found) return found.error();
    text = *found;
  }
  auto const known = is_known(version, *source, repository->first, text);
  if (!known) return known.error();
  if (*known) return false;

  auto const last = before(newest.start(*source));
  if (!last) return last.error();
  if (!version.removed && !text) {
    auto const stored = texts->put(digest, version.text, last->text);
    if (!stored) return stored.error();
    text = *stored;
  }
  auto const end = last_row(last_version);
  if (!end) return end.error();
  auto const id = end->id + 1;
  auto const seal = seal_version(end->seal, id, version, repository->second, sha);
  auto const& from = version.evidence;
  auto const stored = add_version
                          .start(id, *source, version.date, static_cast<std::int64_t>(version.kind),
                                 static_cast<std::int64_t>(version.media_type), text, repository->first, from.commit,
                                 from.path, from.message, Blob{view(seal)})
                          .finish();
  if (!stored) return stored.error();
  auto const outcome = last->id ? Outcome::changed : Outcome::first;
  auto const noted = add_check(*source, version.source, {version.date, outcome, "", id});
  if (!noted) return noted.error();
  return true;
}

Result<void> Archive::Impl::add_check(std::int64_t source_id, corpus::Source const& source, Check const& check) {
  auto const outcome = static_cast<std::int64_t>(check.outcome);
  if (check.outcome != Outcome::first && check.outcome != Outcome::changed) {
    auto const row = same_check.start(source_id, check.time, outcome, check.version).next();
    if (!row) return row.error();
    same_check.reset();
    if (*row) return {};
  }
  auto const end = last_row(last_check);
  if (!end) return end.error();
  auto const id = end->id + 1;
  auto const seal = seal_check(end->seal, id, source, check);
  return add_check_row.start(id, source_id, check.time, outcome, check.version, check.detail, Blob{view(seal)})
      .finish();
}

Result<Archive::Impl::LastRow> Archive::Impl::last_row(Statement& statement) {
  auto const row = statement.start().next();
  if (!row) return row.error();
  LastRow out;
  if (*row) out = {statement.integer(0), std::string(statement.blob(1))};
  statement.reset();
  return out;
}

Archive::Archive() : impl_(std::make_unique<Impl>()) {}

Archive::~Archive() {
  rollback();
}

Result<std::unique_ptr<Archive>> Archive::open(std::filesystem::path const& file, bool create) {
  if (auto ok = check_place(file, create); !ok) return ok.error();
  std::unique_ptr<Archive> out(new Archive());
  auto& impl = *out->impl_;
  impl.file = file;
  std::error_code ignored;
  auto const exists = std::filesystem::exists(file, ignored);
  impl.read_only = exists && !(writable(file) && writable(std::filesystem::absolute(file).parent_path()));
  using Mode = Database::Mode;
  auto database = Database::open(file, impl.read_only ? Mode::read_only : create ? Mode::create : Mode::write);
  if (!database) return database.error();
  impl.database = std::move(*database);
  // FULL: each unit is on the disk when commit() returns. A unit is large, so this costs little.
  if (auto ok = check_format(impl.database, file, create && !impl.read_only); !ok) return ok.error();
  if (auto ok = impl.database.run("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
      !ok)
    return ok.error();
  if (!impl.read_only)
    if (auto ok = impl.database.run("PRAGMA journal_mode = WAL"); !ok) return ok.error();
  if (auto ok = impl.prepare(); !ok) return ok.error();
  return out;
}

std::filesystem::path const& Archive::file() const {
  return impl_->file;
}

Result<void> Archive::begin() {
  if (impl_->read_only)
    return Error{Errc::io, impl_->file.string(), 0, "cannot write: the file or its folder is read-only"};
  return impl_->database.run("BEGIN IMMEDIATE");
}

Result<void> Archive::commit() {
  auto done = impl_->database.run("COMMIT");
  if (!done) rollback();
  return done;
}

void Archive::rollback() noexcept {
  impl_->sources.clear();
  impl_->repositories.clear();
  if (impl_->texts) impl_->texts->forget();
  // SQLite itself may have rolled back, as it does when the disk is full.
  if (impl_->database.in_transaction()) (void)impl_->database.run("ROLLBACK");
}

template <class F>
auto Archive::in_unit(F const& work) -> decltype(work()) {
  if (impl_->database.in_transaction()) return work();
  if (auto const ok = begin(); !ok) return ok.error();
  auto result = work();
  if (!result) {
    rollback();
    return result;
  }
  if (auto const ok = commit(); !ok) return ok.error();
  return result;
}

Result<bool> Archive::add(NewVersion const& version) {
  auto const& source = version.source;
  auto const name = source.authority + "/" + source.document_type;
  if (read_date(version.date) != version.date)
    return Error{Errc::syntax, name, 0, "\"" + version.date + "\" is no date like 2025-06-13T04:12:07Z"};
  if (version.text.size() > largest_text)
    return Error{
        Errc::too_large, name, 0,
        "a text of " + std::to_string(version.text.size()) + " bytes; the limit is " + std::to_string(largest_text)};
  return in_unit([&] { return impl_->add(version); });
}

Result<void> Archive::add_check(corpus::Source const& source, Check const& check) {
  return in_unit([&]() -> Result<void> {
    auto const id = impl_->source_id(source);
    if (!id) return id.error();
    return impl_->add_check(*id, source, check);
  });
}

Result<std::vector<std::string>> Archive::imported_commits(std::string_view repository) {
  auto query = impl_->database.prepare("SELECT commit_id FROM imported_commit WHERE root = ?");
  if (!query) return query.error();
  std::vector<std::string> out;
  query->start(repository);
  for (;;) {
    auto const row = query->next();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(query->text(0));
  }
}

Result<void> Archive::mark_imported(std::string_view repository, std::string_view commit) {
  return in_unit([&] { return impl_->mark.start(repository, commit).finish(); });
}

Result<std::vector<corpus::VersionInfo>> Archive::versions(std::int64_t after) {
  auto query = impl_->database.prepare(
      "SELECT v.id, s.authority, s.document_type, v.date, v.kind, v.media_type, t.sha256, t.size"
      " FROM version v JOIN source s ON s.id = v.source LEFT JOIN text t ON t.id = v.text"
      " WHERE v.id > ? ORDER BY s.authority, s.document_type, v.date, v.id");
  if (!query) return query.error();
  std::vector<corpus::VersionInfo> out;
  query->start(after);
  for (;;) {
    auto const row = query->next();
    if (!row) return row.error();
    if (!*row) return out;
    auto& info = out.emplace_back();
    info.id = query->integer(0);
    info.source = {std::string(query->text(1)), std::string(query->text(2))};
    info.date = query->text(3);
    info.kind = static_cast<corpus::VersionKind>(query->integer(4));
    info.media_type = static_cast<corpus::MediaType>(query->integer(5));
    info.removed = query->is_null(6);
    if (info.removed) continue;
    info.sha256 = to_hex(query->blob(6));
    info.size = static_cast<std::uint32_t>(query->integer(7));
  }
}

Result<std::vector<Check>> Archive::checks(corpus::Source const& source) {
  auto query = impl_->database.prepare(
      "SELECT c.time, c.outcome, c.detail, c.version FROM \"check\" c JOIN source s ON s.id = c.source"
      " WHERE s.authority = ? AND s.document_type = ? ORDER BY c.time, c.id");
  if (!query) return query.error();
  std::vector<Check> out;
  query->start(source.authority, source.document_type);
  for (;;) {
    auto const row = query->next();
    if (!row) return row.error();
    if (!*row) return out;
    auto& check = out.emplace_back();
    check = {std::string(query->text(0)), static_cast<Outcome>(query->integer(1)), std::string(query->text(2)), {}};
    if (!query->is_null(3)) check.version = query->integer(3);
  }
}

Result<corpus::Evidence> Archive::evidence(std::int64_t version_id) {
  auto query = impl_->database.prepare(
      "SELECT r.location, v.commit_id, v.path, v.message FROM version v JOIN repository r ON r.id = v.repository"
      " WHERE v.id = ?");
  if (!query) return query.error();
  auto const row = query->start(version_id).next();
  if (!row) return row.error();
  if (!*row)
    return Error{Errc::not_found, "version " + std::to_string(version_id), 0, "no such version in the archive"};
  return corpus::Evidence{std::string(query->text(0)), std::string(query->text(1)), std::string(query->text(2)),
                          std::string(query->text(3))};
}

Result<std::string> Archive::text(std::string_view sha256) {
  auto const bytes = from_hex(sha256);
  auto const none = Error{Errc::not_found, std::string(sha256), 0, "no such text in the archive"};
  if (!bytes || bytes->size() != Digest{}.size()) return none;
  auto const id = impl_->texts->find(*bytes);
  if (!id) return id.error();
  if (!*id) return none;
  return impl_->texts->get(**id);
}

Result<VerifyReport> Archive::verify() {
  return verify_archive(impl_->database, *impl_->texts, impl_->file.string());
}

}  // namespace smallprint::ingest
