#pragma once
#include "corpus/source.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The archive: checks, snapshots and versions. The truth; append-only.
namespace smallprint::ingest {

/// A version to be stored.
struct NewVersion {
  corpus::Source source;
  std::string date;  ///< UTC, "2025-06-13T04:12:07Z"
  corpus::VersionKind kind{};
  corpus::MediaType media_type{};
  corpus::Evidence evidence;
  std::string text;      ///< exact bytes
  bool removed = false;  ///< the document ended: text is empty
};

struct VerifyReport {
  std::int64_t texts = 0;                ///< distinct texts rehashed
  std::vector<corpus::Error> damaged;    ///< source: the sha256
};

/// One file; one writer at a time, readers beside it. Every text comes back byte for byte.
class Archive final : public corpus::VersionTexts {
 public:
  /// Opens or, when `create`, makes the file. \retval Errc::not_found, Errc::schema, Errc::io
  [[nodiscard]] static corpus::Result<std::unique_ptr<Archive>> open(std::filesystem::path const& file, bool create);
  ~Archive() override;

  /// Starts a unit that becomes visible as a whole at commit(); an uncommitted one leaves no trace.
  [[nodiscard]] corpus::Result<void> begin();
  [[nodiscard]] corpus::Result<void> commit();
  /// \returns false when this very version (source, evidence commit and path, or for plain files the
  /// same text as the newest) is there already; nothing is stored then.
  [[nodiscard]] corpus::Result<bool> add(NewVersion const& version);

  /// Commits of a repository that were imported whole. `repository` is its identity: the root commit.
  [[nodiscard]] corpus::Result<std::vector<std::string>> imported_commits(std::string_view repository);
  [[nodiscard]] corpus::Result<void> mark_imported(std::string_view repository, std::string_view commit);

  /// All versions with id > after, by source then date. \pre none is being added
  [[nodiscard]] corpus::Result<std::vector<corpus::VersionInfo>> versions(std::int64_t after = 0);
  [[nodiscard]] corpus::Result<corpus::Evidence> evidence(std::int64_t version_id);
  [[nodiscard]] corpus::Result<std::string> text(std::string_view sha256) override;
  /// Rehashes every text and checks the file's own structure.
  [[nodiscard]] corpus::Result<VerifyReport> verify();

 private:
  Archive();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::ingest
