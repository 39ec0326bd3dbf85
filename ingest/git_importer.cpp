#include "ingest/git_importer.hpp"

#include "ingest/commit_reader.hpp"
#include "ingest/git_history.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
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
// What may be read before it is stored.
constexpr std::size_t most_ahead = 64;  // commits
constexpr std::int64_t most_bytes_ahead = 16 << 20;

/// Reads commits in a thread of its own, a bounded number ahead of who stores them.
class ReadAhead {
 public:
  ReadAhead(CommitReader const& reader, std::vector<git_oid> const& commits)
      : thread_([this, &reader, &commits] {
          for (auto const& id : commits) {
            if (!wait_for_room()) return;
            auto read = reader.read(id);
            std::lock_guard const lock(mutex_);
            bytes_ += read.bytes;
            ready_.push_back(std::move(read));
            changed_.notify_all();
          }
        }) {}
  ~ReadAhead() {
    {
      std::lock_guard const lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  ReadAhead(ReadAhead const&) = delete;
  ReadAhead& operator=(ReadAhead const&) = delete;

  /// The next commit in order. \pre called commits.size() times at most
  [[nodiscard]] ReadCommit next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty(); });
    auto out = std::move(ready_.front());
    ready_.pop_front();
    bytes_ -= out.bytes;
    changed_.notify_all();
    return out;
  }

 private:
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stop_ || (ready_.size() < most_ahead && bytes_ < most_bytes_ahead); });
    return !stop_;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ReadCommit> ready_;
  std::int64_t bytes_ = 0;
  bool stop_ = false;
  std::thread thread_;  // last: it uses what stands above
};

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
    CommitReader const reader(repository_, *odb_, root_, location_);
    ReadAhead ahead(reader, commits);
    std::int64_t unit_start_bytes = 0;
    std::int64_t in_unit = 0;
    for (std::size_t at = 0; at < commits.size(); ++at) {
      if (options_.interrupted && options_.interrupted()) {
        if (auto ok = end_unit(in_unit); !ok) return ok;
        return Error{Errc::interrupted, location_, 0,
                     "stopped after " + std::to_string(report_.commits) + " of " + std::to_string(commits.size()) +
                         " commits; these are stored, and the next import goes on from there"};
      }
      if (in_unit == 0)
        if (auto ok = archive_.begin(); !ok) return ok;
      ++in_unit;
      if (auto ok = store(ahead.next()); !ok) return ok;
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

  // Fails only when storing fails.
  Result<void> store(ReadCommit commit) {
    for (auto& error : commit.skipped) report_.skipped.push_back(std::move(error));
    report_.bytes += commit.bytes;
    for (auto const& [version, failed] : commit.documents) {
      if (failed) {
        auto const noted = archive_.add_check(version.source, {version.date, Outcome::failed, failed->message, {}});
        if (!noted) return noted.error();
        continue;
      }
      auto const added = archive_.add(version);
      if (!added) return added.error();
      ++(*added ? report_.versions : report_.known);
    }
    return commit.complete ? archive_.mark_imported(root_, commit.name) : Result<void>{};
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
