#pragma once
#include "corpus/source.hpp"
#include "ingest/fetch/fetcher.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The archive: checks, snapshots and versions. The truth; append-only. docs/archive.md shows its tables.
namespace smallprint::ingest {

/// A version to be stored.
struct NewVersion {
  corpus::Source source;
  std::string date;  ///< UTC, "2025-06-13T04:12:07Z"
  corpus::VersionKind kind{};
  corpus::MediaType media_type{};
  corpus::Evidence evidence;
  std::string text;        ///< exact bytes
  bool removed = false;    ///< the document ended: text is empty
  std::string repository;  ///< a git repository's identity: its root commit; empty for plain files
};

/// What one attempt at a source came to.
enum class Outcome : std::uint8_t { first, changed, unchanged, failed, blocked };
[[nodiscard]] std::string_view to_string(Outcome);

/// One attempt at a source. Each version has the check that found it.
struct Check {
  std::string time;  ///< UTC; of the commit or file for what was imported
  Outcome outcome{};
  std::string detail;                   ///< why it failed, else empty
  std::optional<std::int64_t> version;  ///< what was found, or found again; none when it failed
};

class ExchangeReader;
struct ExchangeFilter;

/// A request that a check made, for one page of the document.
struct PageExchange {
  std::string page;  ///< the declared address that it was made for
  Exchange exchange;
  /// SHA-256 in hexadecimal of the body; to be stored: of the one held, where the status is 304. Else empty.
  std::string body_sha256;
};

/// What a check of a declared source came to, to be stored.
struct FetchedCheck {
  corpus::Source source;
  std::string time;                   ///< UTC
  std::optional<std::string> text;    ///< of the document; none: not got, or not made into text
  std::string address;                ///< of the document's first page: the evidence
  Outcome outcome = Outcome::failed;  ///< where there is no text: failed, blocked, or how the bodies compare
  std::string detail;                 ///< why it failed
  std::vector<PageExchange> exchanges;
};
struct Recorded {
  Outcome outcome{};
  std::int64_t check = 0;
  std::optional<std::int64_t> version;
};

/// A check as it was recorded, with its requests (without their bodies' bytes).
struct LoggedCheck {
  std::int64_t id = 0;
  Check check;
  std::vector<PageExchange> exchanges;
};

/// The page as it is held: what a conditional request says of it.
struct HeldPage {
  std::string body_sha256, etag, last_modified, content_type, time;
  std::string url;  ///< where it came from, after redirects
  bool rendered = false;
};

/// How a source stands by its checks.
struct SourceState {
  corpus::Source source;
  std::string last_time;
  Outcome last{};
  std::string detail;                ///< of the last check, where it failed
  std::int64_t bad_since_check = 0;  ///< id of the first check after the last good one
  std::string bad_since;             ///< time of the first check after the last good one; empty: the last was good
  std::string last_good;             ///< time of the last good check; empty: there was none
  bool fetched = false;              ///< a request was made at some time
};

struct VerifyReport {
  std::int64_t texts = 0;              ///< distinct texts rehashed
  std::int64_t versions = 0;           ///< versions, checks and exchanges whose seals were recomputed
  std::vector<corpus::Error> damaged;  ///< source: the sha256, "version 12", "check 7" or the file
};

/// One file; one writer at a time, readers beside it. Every text comes back byte for byte.
/// Not thread-safe: one object a thread; any number of them on one file.
class Archive final : public corpus::VersionTexts {
 public:
  /// Opens or, when `create`, makes the file (its folder must be there). Where it cannot be written
  /// to, it opens for reading and begin() fails.
  /// \retval Errc::not_found  no such file, and not `create`
  /// \retval Errc::schema     another program's file, or a newer format
  /// \retval Errc::io
  [[nodiscard]] static corpus::Result<std::unique_ptr<Archive>> open(std::filesystem::path const& file, bool create);
  ~Archive() override;

  [[nodiscard]] std::filesystem::path const& file() const;

  /// Starts a unit that becomes visible as a whole at commit(); an uncommitted one leaves no trace,
  /// however the program ends. Once commit() returned, not even a power cut loses it.
  [[nodiscard]] corpus::Result<void> begin();
  [[nodiscard]] corpus::Result<void> commit();
  /// Forgets the open unit, if there is one. After an error in a unit this is all that is left to do.
  void rollback() noexcept;

  // add(), add_check() and mark_imported() outside a unit are a unit each.

  /// Stores a version with its check, or, where nothing is new, notes the check as unchanged.
  ///
  /// Nothing is new when this very commit and path are there, when the text equals that of the
  /// newest version of the source in this repository (a merge that changes nothing), or, for plain
  /// files, that of the version in force at `date`.
  /// \returns false when nothing was new
  /// \retval Errc::syntax  `date` is no date as calendar.hpp reads it; nothing was stored
  [[nodiscard]] corpus::Result<bool> add(NewVersion const& version);
  /// Notes an attempt that gave no version. Noted once, however often it is repeated for one time.
  [[nodiscard]] corpus::Result<void> add_check(corpus::Source const& source, Check const& check);

  /// Stores a check of a declared source as a whole: its version, where the text is not that of the version in
  /// force (a first record, a change, or a technical upgrade where no page's bytes changed), its requests, and
  /// the bodies that are new.
  [[nodiscard]] corpus::Result<Recorded> record(FetchedCheck const& check);
  /// The newest body of a page, for a source. none: no value
  [[nodiscard]] corpus::Result<std::optional<HeldPage>> held(corpus::Source const& source, std::string_view page);
  /// The checks of a source with their requests, oldest first.
  [[nodiscard]] corpus::Result<std::vector<LoggedCheck>> log(corpus::Source const& source);
  /// Reads requests one by one; exchange_reader.hpp. \pre it goes before the archive does
  [[nodiscard]] corpus::Result<ExchangeReader> exchanges(ExchangeFilter const& filter);
  /// The newest check's id; 0 where there is none.
  [[nodiscard]] corpus::Result<std::int64_t> newest_check();
  /// Every source that was ever checked, by name.
  [[nodiscard]] corpus::Result<std::vector<SourceState>> source_states();

  /// Commits of a repository that were imported whole. `repository` is its identity: the root commit.
  [[nodiscard]] corpus::Result<std::vector<std::string>> imported_commits(std::string_view repository);
  [[nodiscard]] corpus::Result<void> mark_imported(std::string_view repository, std::string_view commit);

  /// All versions with id > after, by source then date. \pre none is being added
  [[nodiscard]] corpus::Result<std::vector<corpus::VersionInfo>> versions(std::int64_t after = 0);
  /// Every check of a source, oldest first.
  [[nodiscard]] corpus::Result<std::vector<Check>> checks(corpus::Source const& source);
  [[nodiscard]] corpus::Result<corpus::Evidence> evidence(std::int64_t version_id);
  [[nodiscard]] corpus::Result<std::string> text(std::string_view sha256) override;
  /// Rehashes every text, recomputes the seals and checks the file's own structure. What is wrong is
  /// in the report; an error means that the check itself could not be made.
  [[nodiscard]] corpus::Result<VerifyReport> verify();

 private:
  Archive();
  /// Does `work` in the open unit, or in one of its own.
  template <class F>
  auto in_unit(F const& work) -> decltype(work());
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::ingest
