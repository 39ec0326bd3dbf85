#include "ingest/commit_reader.hpp"

#include "ingest/calendar.hpp"
#include "ingest/commit_kind.hpp"
#include "ingest/document_path.hpp"

namespace smallprint::ingest {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

std::optional<std::string> date_of(git_commit const& commit) {
  auto const* const author = git_commit_author(&commit);
  auto date = author ? to_utc(author->when.time) : std::nullopt;
  return date ? date : to_utc(git_commit_time(&commit));
}

}  // namespace

CommitReader::CommitReader(git_repository& repository, git_odb& odb, std::string root, std::string location)
    : repository_(repository), odb_(odb), root_(std::move(root)), location_(std::move(location)) {}

ReadCommit CommitReader::read(git_oid const& id) const {
  ReadCommit out;
  out.name = git::hex(id);
  git::Commit commit;
  if (git::make(commit, git_commit_lookup, &repository_, &id) != 0) {
    out.skipped.push_back(git::failure("commit " + out.name, "cannot be read"));
    return out;
  }
  auto const date = date_of(*commit);
  if (!date) {
    out.skipped.push_back({Errc::syntax, "commit " + out.name, 0, "its date is outside the years 1 to 9999"});
    return out;
  }
  auto const changes = changes_of(*commit);
  if (!changes) {
    auto error = changes.error();
    out.skipped.push_back({error.code, "commit " + out.name + ": " + error.source, 0, error.message});
    return out;
  }
  out.complete = true;
  for (auto const& [path, change] : *changes) read_change(*commit, *date, change, out);
  return out;
}

// Against the first parent; a merge against each, since any side may bring in what is new here.
Result<CommitReader::Changes> CommitReader::changes_of(git_commit& commit) const {
  Changes out;
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

void CommitReader::read_change(git_commit const& commit, std::string const& date, git::TreeChange const& change,
                               ReadCommit& out) const {
  auto const document = document_at(change.path);
  if (!document) return;
  auto const place = location_ + " " + out.name.substr(0, 10) + ":" + escape_bytes(change.path);
  if (!document->media_type) {
    auto const kind = unread_kind(change.path);
    if (!kind.empty() && change.after)
      out.skipped.push_back({Errc::unsupported, place, 0, std::string(kind) + " files are not read yet"});
    return;
  }
  ReadDocument read;
  auto& version = read.version;
  version.source = document->source;
  version.date = document->date.empty() ? date : document->date;
  version.media_type = *document->media_type;
  version.repository = root_;
  auto const* const message = git_commit_message(&commit);
  version.evidence = {location_, out.name, escape_bytes(change.path), escape_bytes(message ? message : "")};
  version.kind = commit_kind(version.evidence.message, !change.before);
  version.removed = !change.after;
  if (change.after) {
    if (auto const blob = read_blob(*change.after, place, version.text); !blob) {
      out.complete = out.complete && blob.error().code == Errc::too_large;  // which it will be again
      out.skipped.push_back(blob.error());
      read.failed = blob.error();
    } else {
      out.bytes += static_cast<std::int64_t>(version.text.size());
    }
  }
  out.documents.push_back(std::move(read));
}

Result<void> CommitReader::read_blob(git_oid const& id, std::string const& place, std::string& out) const {
  std::size_t size = 0;
  git_object_t type{};
  if (git_odb_read_header(&size, &type, &odb_, &id) != 0) return git::failure(place, "cannot be read");
  if (size > largest_document)
    return Error{Errc::too_large, place, 0,
                 "has " + std::to_string(size) + " bytes; the limit is " + std::to_string(largest_document)};
  git::Blob blob;
  if (git::make(blob, git_blob_lookup, &repository_, &id) != 0) return git::failure(place, "cannot be read");
  out.assign(static_cast<char const*>(git_blob_rawcontent(blob.get())),
             static_cast<std::size_t>(git_blob_rawsize(blob.get())));
  return {};
}

}  // namespace smallprint::ingest
