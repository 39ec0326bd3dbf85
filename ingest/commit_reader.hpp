#pragma once
#include "ingest/archive.hpp"
#include "ingest/git_handles.hpp"
#include "ingest/tree_changes.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace smallprint::ingest {

/// A version as it was read, or why it could not be.
struct ReadDocument {
  NewVersion version;
  std::optional<corpus::Error> failed;
};

/// All that a commit brings, ready to be stored.
struct ReadCommit {
  std::string name;
  std::vector<ReadDocument> documents;
  std::vector<corpus::Error> skipped;
  bool complete = false;  ///< nothing in it is worth another try
  std::int64_t bytes = 0;
};

/// Reads what the commits of a repository bring; knows no archive. For one thread at a time.
class CommitReader {
 public:
  /// \param root      the repository's identity, \param location  where it was imported from
  /// The handles are kept by reference.
  CommitReader(git_repository& repository, git_odb& odb, std::string root, std::string location);

  /// What cannot be read is skipped, and the commit stays incomplete, so that a later import, perhaps of a
  /// repaired repository, tries it again.
  [[nodiscard]] ReadCommit read(git_oid const& id) const;

 private:
  using Changes = std::map<std::string, git::TreeChange>;
  corpus::Result<Changes> changes_of(git_commit& commit) const;
  void read_change(git_commit const& commit, std::string const& date, git::TreeChange const& change,
                   ReadCommit& out) const;
  corpus::Result<void> read_blob(git_oid const& id, std::string const& place, std::string& out) const;

  git_repository& repository_;
  git_odb& odb_;
  std::string root_;
  std::string location_;
};

}  // namespace smallprint::ingest
