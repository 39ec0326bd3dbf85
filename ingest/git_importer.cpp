#include "ingest/git_importer.hpp"

#include "ingest/calendar.hpp"
#include "ingest/commit_kind.hpp"
#include "ingest/document_path.hpp"
#include "ingest/git_history.hpp"
#include "ingest/tree_changes.hpp"

#include <map>
#include <unordered_set>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

// A unit is stored as a whole. Large enough that making it safe on disk costs little, small enough
// that an interrupted import loses next to nothing.
constexpr std::int64_t unit_bytes = 16 << 20;
constexpr std::int64_t unit_commits = 2000;

class GitImport {
 public:
  GitImport(Archive& archive, git_repository& repository, std::string location, ImportOptions const& options)
      : archive_(archive), repository_(repository), location_(std::move(location)), options_(options) {}

  Result<ImportReport> run() {
    auto history = git::history(repository_, location_);
    if (!history) return history.error();
    root_ = history->root;
    if (git::make(odb_, git_repository_odb, &repository_) != 0)
      return git::failure(location_, "cannot read its objects");
    auto const todo = unknown(std::move(history->commits));
    if (!todo) return todo.error();
    auto done = import(*todo);
    if (!done) {
      archive_.rollback();
      return done.error();
    }
    return std::move(report_);
  }

 private:
  Result<std::vector<git_oid>> unknown(std::vector<git_oid> commits) {
    auto const imported = archive_.imported_commits(root_);
    if (!imported) return imported.error();
    std::unordered_set<std::string_view> const known(imported->begin(), imported->end());
    std::erase_if(commits, [&](git_oid const& id) { return known.contains(git::hex(id)); });
    return commits;
  }

  Result<void> import(std::vector<git_oid> const& commits) {
    std::int64_t unit_start_bytes = 0;
    std::int64_t in_unit = 0;
    for (auto const& id : commits) {
      if (options_.interrupted && options_.interrupted()) {
        if (auto ok = end_unit(in_unit); !ok) return ok;
        return Error{Errc::interrupted, location_, 0,
                     "stopped after " + std::to_string(report_.commits) + " of " + std::to_string(commits.size()) +
                         " commits; these are stored, and the next import goes on from there"};
      }
      if (in_unit == 0)
        if (auto ok = archive_.begin(); !ok) return ok;
      ++in_unit;
      if (auto ok = import_commit(id); !ok) return ok;
      ++report_.commits;
      if (in_unit >= unit_commits || report_.bytes - unit_start_bytes >= unit_bytes) {
        if (auto ok = end_unit(in_unit); !ok) return ok;
        unit_start_bytes = report_.bytes;
      }
      if (options_.progress)
        options_.progress(
            {report_.commits, static_cast<std::int64_t>(commits.size()), report_.bytes, "Reading commits"});
    }
    return end_unit(in_unit);
  }

  Result<void> end_unit(std::int64_t& in_unit) {
    if (in_unit == 0) return {};
    in_unit = 0;
    return archive_.commit();
  }

  // Fails only when storing fails. What cannot be read is skipped, and the commit stays unmarked, so
  // that a later import, perhaps of a repaired repository, tries it again.
  Result<void> import_commit(git_oid const& id) {
    auto const name = git::hex(id);
    git::Commit commit;
    if (git::make(commit, git_commit_lookup, &repository_, &id) != 0) {
      report_.skipped.push_back(git::failure("commit " + name, "cannot be read"));
      return {};
    }
    auto const date = date_of(*commit);
    if (!date) {
      report_.skipped.push_back({Errc::syntax, "commit " + name, 0, "its date is outside the years 1 to 9999"});
      return {};
    }
    auto const changes = changes_of(*commit);
    if (!changes) {
      auto error = changes.error();
      report_.skipped.push_back({error.code, "commit " + name + ": " + error.source, 0, error.message});
      return {};
    }
    auto complete = true;
    for (auto const& [path, change] : *changes) {
      auto const ok = import_change(*commit, name, *date, change);
      if (!ok) return ok.error();
      complete = complete && *ok;
    }
    return complete ? archive_.mark_imported(root_, name) : Result<void>{};
  }

  static std::optional<std::string> date_of(git_commit const& commit) {
    auto const* const author = git_commit_author(&commit);
    auto date = author ? to_utc(author->when.time) : std::nullopt;
    return date ? date : to_utc(git_commit_time(&commit));
  }

  // Against the first parent; a merge against each, since any side may bring in what is new here.
  Result<std::map<std::string, git::TreeChange>> changes_of(git_commit& commit) {
    std::map<std::string, git::TreeChange> out;
    git::Tree now;
    if (git::make(now, git_commit_tree, static_cast<git_commit const*>(&commit)) != 0)
      return git::failure("its tree", "cannot be read");
    auto const parents = git_commit_parentcount(&commit);
    for (unsigned i = 0; i == 0 || i < parents; ++i) {
      git::Tree was;
      if (parents > 0) {
        git::Commit parent;
        if (git::make(parent, git_commit_parent, static_cast<git_commit const*>(&commit), i) != 0 ||
            git::make(was, git_commit_tree, static_cast<git_commit const*>(parent.get())) != 0)
          return git::failure("its parent", "cannot be read");
      }
      auto changes = git::tree_changes(repository_, was.get(), now.get());
      if (!changes) return changes.error();
      for (auto& change : *changes) out.try_emplace(change.path, change);
    }
    return out;
  }

  // \returns false when the document could not be read, but perhaps can be another time
  Result<bool> import_change(git_commit const& commit, std::string const& commit_name, std::string const& date,
                             git::TreeChange const& change) {
    auto const document = document_at(change.path);
    if (!document) return true;
    auto const place = location_ + " " + commit_name.substr(0, 10) + ":" + escape_bytes(change.path);
    if (!document->media_type) {
      auto const kind = unread_kind(change.path);
      if (!kind.empty() && change.after)
        report_.skipped.push_back({Errc::unsupported, place, 0, std::string(kind) + " files are not read yet"});
      return true;
    }
    NewVersion version;
    version.source = document->source;
    version.date = document->date.empty() ? date : document->date;
    version.media_type = *document->media_type;
    version.repository = root_;
    auto const* const message = git_commit_message(&commit);
    version.evidence = {location_, commit_name, escape_bytes(change.path), escape_bytes(message ? message : "")};
    version.kind = commit_kind(version.evidence.message, !change.before);
    version.removed = !change.after;
    if (change.after) {
      auto read = read_blob(*change.after, place, version.text);
      if (!read) {
        auto const permanent = read.error().code == Errc::too_large;
        auto const noted =
            archive_.add_check(version.source, {version.date, Outcome::failed, read.error().message, {}});
        report_.skipped.push_back(std::move(read.error()));
        if (!noted) return noted.error();
        return permanent;
      }
      report_.bytes += static_cast<std::int64_t>(version.text.size());
    }
    auto const added = archive_.add(version);
    if (!added) return added.error();
    ++(*added ? report_.versions : report_.known);
    return true;
  }

  Result<void> read_blob(git_oid const& id, std::string const& place, std::string& out) {
    std::size_t size = 0;
    git_object_t type{};
    if (git_odb_read_header(&size, &type, odb_.get(), &id) != 0) return git::failure(place, "cannot be read");
    if (size > largest_document)
      return Error{Errc::too_large, place, 0,
                   "has " + std::to_string(size) + " bytes; the limit is " + std::to_string(largest_document)};
    git::Blob blob;
    if (git::make(blob, git_blob_lookup, &repository_, &id) != 0) return git::failure(place, "cannot be read");
    out.assign(static_cast<char const*>(git_blob_rawcontent(blob.get())),
               static_cast<std::size_t>(git_blob_rawsize(blob.get())));
    return {};
  }

  Archive& archive_;
  git_repository& repository_;
  std::string location_;
  ImportOptions const& options_;
  git::Odb odb_;
  std::string root_;
  ImportReport report_;
};

}  // namespace

Result<ImportReport> import_git(Archive& archive, std::filesystem::path const& folder, std::string const& location,
                                ImportOptions const& options) {
  auto const repository = git::open(folder);
  if (!repository) return repository.error();
  return GitImport(archive, **repository, git::location(**repository, location), options).run();
}

}  // namespace smallprint::ingest
