#include "ingest/archive_writer.hpp"

#include "ingest/archive_verify.hpp"

namespace smallprint::ingest {

using corpus::Result;
using sqlite::Blob;

Result<ArchiveWriter> ArchiveWriter::open(sqlite::Database& database, TextStore& texts, bool has_exchanges) {
  ArchiveWriter out(database, texts);
  auto const all = std::initializer_list<std::pair<Statement*, char const*>>{
      {&out.find_source_, "SELECT id FROM source WHERE authority = ? AND document_type = ?"},
      {&out.add_source_, "INSERT INTO source (authority, document_type) VALUES (?, ?)"},
      {&out.find_repository_,
       "SELECT id, location FROM repository WHERE root = ?1 AND (?1 <> '' OR location = ?2) LIMIT 1"},
      {&out.add_repository_, "INSERT INTO repository (root, location) VALUES (?, ?)"},
      {&out.known_commit_,
       "SELECT 1 FROM version WHERE source = ? AND repository = ? AND commit_id = ? AND commit_id <> '' AND path = ?"},
      {&out.newest_in_, "SELECT id, text FROM version WHERE source = ? AND repository = ? ORDER BY id DESC LIMIT 1"},
      {&out.newest_at_,
       "SELECT id, text FROM version WHERE source = ? AND date <= ? ORDER BY date DESC, id DESC LIMIT 1"},
      {&out.same_at_, "SELECT id, text FROM version WHERE source = ? AND date = ? AND text IS ?"},
      {&out.newest_, "SELECT id, text FROM version WHERE source = ? AND text IS NOT NULL ORDER BY id DESC LIMIT 1"},
      {&out.add_version_,
       "INSERT INTO version (id, source, date, kind, media_type, text, repository, commit_id, path, message, seal)"
       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      {&out.add_check_row_,
       "INSERT INTO \"check\" (id, source, time, outcome, version, detail, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"},
      {&out.same_check_, "SELECT 1 FROM \"check\" WHERE source = ? AND time = ? AND (outcome = ? OR version = ?)"},
      {&out.last_version_, "SELECT id, seal FROM version ORDER BY id DESC LIMIT 1"},
      {&out.last_check_, "SELECT id, seal FROM \"check\" ORDER BY id DESC LIMIT 1"},
      {&out.mark_, "INSERT OR IGNORE INTO imported_commit (root, commit_id) VALUES (?, ?)"},
  };
  for (auto const& [into, sql] : all) {
    auto made = database.prepare(sql);
    if (!made) return made.error();
    *into = std::move(*made);
  }
  if (!has_exchanges) return out;
  auto const exchanges = std::initializer_list<std::pair<Statement*, char const*>>{
      {&out.add_exchange_,
       "INSERT INTO exchange (id, \"check\", page, url, time, status, protocol, address, milliseconds,"
       " request_headers, headers, rendered, error, body, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      {&out.last_exchange_, "SELECT id, seal FROM exchange ORDER BY id DESC LIMIT 1"},
      {&out.newest_body_,
       "SELECT e.id, e.body FROM exchange e JOIN \"check\" c ON c.id = e.\"check\""
       " WHERE e.page = ? AND c.source = ? AND e.body IS NOT NULL AND (e.status BETWEEN 200 AND 304 OR e.url LIKE "
       "'file:%') ORDER BY e.id DESC "
       "LIMIT 1"},
  };
  for (auto const& [into, sql] : exchanges) {
    auto made = database.prepare(sql);
    if (!made) return made.error();
    *into = std::move(*made);
  }
  return out;
}

Result<std::int64_t> ArchiveWriter::source_id(corpus::Source const& source) {
  if (auto const at = sources_.find(source); at != sources_.end()) return at->second;
  auto const row = find_source_.start(source.authority, source.document_type).next();
  if (!row) return row.error();
  auto id = *row ? find_source_.integer(0) : 0;
  find_source_.reset();
  if (!*row) {
    auto const stored = add_source_.start(source.authority, source.document_type).finish();
    if (!stored) return stored.error();
    id = database_->last_id();
  }
  return sources_[source] = id;
}

Result<ArchiveWriter::Repository> ArchiveWriter::repository_id(std::string const& root, std::string const& location) {
  auto const key = std::pair{root, root.empty() ? location : std::string()};
  if (auto const at = repositories_.find(key); at != repositories_.end()) return at->second;
  auto const row = find_repository_.start(root, location).next();
  if (!row) return row.error();
  Repository out{0, location};
  if (*row) out = {find_repository_.integer(0), std::string(find_repository_.text(1))};
  find_repository_.reset();
  if (!*row) {
    auto const stored = add_repository_.start(root, location).finish();
    if (!stored) return stored.error();
    out.first = database_->last_id();
  }
  return repositories_[key] = out;
}

Result<ArchiveWriter::Before> ArchiveWriter::before(Statement& started) {
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
Result<bool> ArchiveWriter::is_known(NewVersion const& version, std::int64_t source, std::int64_t repository,
                                     std::optional<std::int64_t> text) {
  auto const git = !version.repository.empty();
  if (git) {
    auto const row = known_commit_.start(source, repository, version.evidence.commit, version.evidence.path).next();
    if (!row) return row.error();
    known_commit_.reset();
    if (*row) return true;
  }
  auto same = before(git ? newest_in_.start(source, repository) : newest_at_.start(source, version.date));
  if (!same) return same.error();
  if (!same->id && version.removed) return true;  // what was never there cannot end
  if ((!same->id || same->text != text) && !git) {
    same = before(same_at_.start(source, version.date, text));
    if (!same) return same.error();
  }
  if (!same->id || same->text != text || (!version.removed && !text)) return false;
  auto const noted = add_check(source, version.source, {version.date, Outcome::unchanged, "", same->id});
  if (!noted) return noted.error();
  return true;
}

Result<bool> ArchiveWriter::add(NewVersion const& version) {
  auto const source = source_id(version.source);
  if (!source) return source.error();
  auto const repository = repository_id(version.repository, version.evidence.repository);
  if (!repository) return repository.error();

  auto const digest = version.removed ? Digest{} : sha256(version.text);
  auto const sha = version.removed ? std::string_view() : view(digest);
  std::optional<std::int64_t> text;
  if (!version.removed) {
    auto const found = texts_->find(sha);
    if (!found) return found.error();
    text = *found;
  }
  auto const known = is_known(version, *source, repository->first, text);
  if (!known) return known.error();
  if (*known) return false;

  auto const last = before(newest_.start(*source));
  if (!last) return last.error();
  if (!version.removed && !text) {
    auto const stored = texts_->put(digest, version.text, last->text);
    if (!stored) return stored.error();
    text = *stored;
  }
  auto const id = put_version(version, *source, *repository, text, sha);
  if (!id) return id.error();
  auto const outcome = last->id ? Outcome::changed : Outcome::first;
  auto const noted = add_check(*source, version.source, {version.date, outcome, "", *id});
  if (!noted) return noted.error();
  return true;
}

Result<std::int64_t> ArchiveWriter::put_version(NewVersion const& version, std::int64_t source,
                                                Repository const& repository, std::optional<std::int64_t> text,
                                                std::string_view sha256) {
  auto const end = last_row(last_version_);
  if (!end) return end.error();
  auto const id = end->id + 1;
  auto const seal = seal_version(end->seal, id, version, repository.second, sha256);
  auto const& from = version.evidence;
  auto const stored = add_version_
                          .start(id, source, version.date, static_cast<std::int64_t>(version.kind),
                                 static_cast<std::int64_t>(version.media_type), text, repository.first, from.commit,
                                 from.path, from.message, Blob{view(seal)})
                          .finish();
  if (!stored) return stored.error();
  return id;
}

Result<void> ArchiveWriter::add_check(std::int64_t source_id, corpus::Source const& source, Check const& check) {
  auto const outcome = static_cast<std::int64_t>(check.outcome);
  if (check.outcome != Outcome::first && check.outcome != Outcome::changed) {
    auto const row = same_check_.start(source_id, check.time, outcome, check.version).next();
    if (!row) return row.error();
    same_check_.reset();
    if (*row) return {};
  }
  auto const stored = put_check(source_id, source, check);
  if (!stored) return stored.error();
  return {};
}

Result<std::int64_t> ArchiveWriter::put_check(std::int64_t source_id, corpus::Source const& source,
                                              Check const& check) {
  auto const end = last_row(last_check_);
  if (!end) return end.error();
  auto const id = end->id + 1;
  auto const seal = seal_check(end->seal, id, source, check);
  auto const stored = add_check_row_
                          .start(id, source_id, check.time, static_cast<std::int64_t>(check.outcome), check.version,
                                 check.detail, Blob{view(seal)})
                          .finish();
  if (!stored) return stored.error();
  return id;
}

Result<ArchiveWriter::LastRow> ArchiveWriter::last_row(Statement& statement) {
  auto const row = statement.start().next();
  if (!row) return row.error();
  LastRow out;
  if (*row) out = {statement.integer(0), std::string(statement.blob(1))};
  statement.reset();
  return out;
}

Result<void> ArchiveWriter::add_check(corpus::Source const& source, Check const& check) {
  auto const id = source_id(source);
  if (!id) return id.error();
  return add_check(*id, source, check);
}

Result<void> ArchiveWriter::mark_imported(std::string_view repository, std::string_view commit) {
  return mark_.start(repository, commit).finish();
}

void ArchiveWriter::forget() noexcept {
  sources_.clear();
  repositories_.clear();
}

}  // namespace smallprint::ingest
