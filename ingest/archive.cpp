#include "ingest/archive.hpp"

#include "ingest/archive_file.hpp"
#include "ingest/archive_impl.hpp"
#include "ingest/archive_verify.hpp"
#include "ingest/calendar.hpp"

namespace smallprint::ingest {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

std::string_view to_string(Outcome outcome) {
  static constexpr std::string_view outcomes[] = {"first", "changed", "unchanged", "failed", "blocked"};
  auto const at = static_cast<std::size_t>(outcome);
  return at < std::size(outcomes) ? outcomes[at] : "unknown";
}

Archive::Archive() : impl_(std::make_unique<Impl>()) {}

Archive::~Archive() {
  rollback();
}

Result<std::unique_ptr<Archive>> Archive::open(std::filesystem::path const& file, bool create) {
  auto opened = open_archive_file(file, create);
  if (!opened) return opened.error();
  std::unique_ptr<Archive> out(new Archive());
  auto& impl = *out->impl_;
  impl.file = file;
  impl.database = std::move(opened->database);
  impl.read_only = opened->read_only;
  impl.has_exchanges = opened->has_exchanges;
  auto texts = TextStore::open(impl.database);
  if (!texts) return texts.error();
  impl.texts.emplace(std::move(*texts));
  auto writer = ArchiveWriter::open(impl.database, *impl.texts, impl.has_exchanges);
  if (!writer) return writer.error();
  impl.writer.emplace(std::move(*writer));
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
  if (impl_->writer) impl_->writer->forget();
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
  return in_unit([&] { return impl_->writer->add(version); });
}

Result<void> Archive::add_check(corpus::Source const& source, Check const& check) {
  return in_unit([&] { return impl_->writer->add_check(source, check); });
}

Result<Recorded> Archive::record(FetchedCheck const& check) {
  auto const name = check.source.authority + "/" + check.source.document_type;
  if (read_date(check.time) != check.time)
    return Error{Errc::syntax, name, 0, "\"" + check.time + "\" is no date like 2025-06-13T04:12:07Z"};
  return in_unit([&] { return impl_->writer->record(check); });
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
  return in_unit([&] { return impl_->writer->mark_imported(repository, commit); });
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
  return verify_archive(impl_->database, *impl_->texts, impl_->file.string(), impl_->has_exchanges);
}

}  // namespace smallprint::ingest
