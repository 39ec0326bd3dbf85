#include "app/index_pipeline.hpp"

#include "parser/parser.hpp"
#include "parser/provision/provisions.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace smallprint::app {
namespace {

constexpr std::size_t ahead = 24;            // parsed versions that may wait for the writer
constexpr std::int64_t commit_every = 400;   // versions

/// A clause text with its provisions, unless they were worked out for another version already.
struct Text {
  corpus::ClauseText text;
  std::string key;
  std::optional<std::vector<corpus::Provision>> provisions;
};

/// What a worker makes of one version.
struct Parsed {
  corpus::ParsedDocument document;
  std::vector<Text> texts;  ///< one per clause, in order
  std::uint32_t bytes = 0;
  std::optional<corpus::Error> error;
};

/// Keys whose provisions some worker works out. Two workers may meet a key out of order; then the
/// writer, which goes by the archive's order, works it out itself: provisions depend on the text
/// alone, so who does it changes nothing.
class ClaimedKeys {
 public:
  [[nodiscard]] bool claim(std::string const& key) {
    std::lock_guard const lock(mutex_);
    return keys_.insert(key).second;
  }

 private:
  std::mutex mutex_;
  std::unordered_set<std::string> keys_;
};

/// Parses versions in worker threads, a bounded number ahead, and hands them out in order.
class ParseAhead {
 public:
  ParseAhead(ingest::Archive& archive, std::vector<corpus::VersionInfo> const& versions, corpus::Lexicons const& lexicons,
             parser::ProvisionFinder const& finder, unsigned threads)
      : archive_(archive), versions_(versions), lexicons_(lexicons), finder_(finder) {
    for (unsigned i = 0; i < std::max(1U, threads); ++i) workers_.emplace_back([this] { work(); });
  }
  ~ParseAhead() {
    {
      std::lock_guard const lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    for (auto& worker : workers_) worker.join();
  }
  ParseAhead(ParseAhead const&) = delete;
  ParseAhead& operator=(ParseAhead const&) = delete;

  /// The next version in order; blocks until it is parsed. \pre called versions.size() times at most
  [[nodiscard]] std::shared_ptr<Parsed const> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.contains(handed_out_); });
    auto out = std::move(ready_.at(handed_out_));
    ready_.erase(handed_out_++);
    lock.unlock();
    changed_.notify_all();
    return out;
  }

 private:
  void work() {
    for (;;) {
      std::size_t at = 0;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stop_ || taken_ >= versions_.size() || taken_ < handed_out_ + ahead; });
        if (stop_ || taken_ >= versions_.size()) return;
        at = taken_++;
      }
      auto parsed = std::make_shared<Parsed const>(parse(versions_[at]));
      {
        std::lock_guard const lock(mutex_);
        ready_.emplace(at, std::move(parsed));
      }
      changed_.notify_all();
    }
  }

  Parsed parse(corpus::VersionInfo const& info) {
    Parsed out;
    if (info.removed) return out;
    auto const bytes = [&] {
      std::lock_guard const lock(archive_mutex_);
      return archive_.text(info.sha256);
    }();
    if (!bytes) {
      out.error = bytes.error();
      return out;
    }
    out.bytes = static_cast<std::uint32_t>(bytes->size());
    auto document = parser::parse(*bytes, info.media_type, info.source.authority, lexicons_);
    if (!document) {
      out.error = document.error();
      return out;
    }
    out.document = std::move(*document);
    out.texts.reserve(out.document.clauses.size());
    for (auto const& clause : out.document.clauses) {
      Text text{corpus::clause_text(out.document.document, clause), {}, {}};
      text.key = text.text.key();
      if (!out.document.provisions_supported) text.provisions.emplace();
      else if (claimed_.claim(text.key)) text.provisions = finder_.find(text.text);
      out.texts.push_back(std::move(text));
    }
    return out;
  }

  ingest::Archive& archive_;
  std::vector<corpus::VersionInfo> const& versions_;
  corpus::Lexicons const& lexicons_;
  parser::ProvisionFinder const& finder_;
  ClaimedKeys claimed_;
  std::mutex archive_mutex_;  ///< an Archive serves one thread at a time
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::size_t, std::shared_ptr<Parsed const>> ready_;
  std::size_t taken_ = 0;
  std::size_t handed_out_ = 0;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

/// Stores one parsed version. Adds to the report.
corpus::Result<void> store(corpus::VersionInfo const& info, Parsed const& parsed, index::Builder& builder,
                           parser::ProvisionFinder const& finder, IndexReport& report) {
  std::vector<index::Occurrence> occurrences;
  occurrences.reserve(parsed.texts.size());
  for (std::size_t i = 0; i < parsed.texts.size(); ++i) {
    auto const& text = parsed.texts[i];
    auto const& clause = parsed.document.clauses[i];
    auto id = builder.text_id(text.key);
    if (!id) {
      auto const added = builder.add_text(text.text, text.provisions ? *text.provisions : finder.find(text.text),
                                          parsed.document.language);
      if (!added) return added.error();
      id = *added;
      ++report.texts;
    }
    occurrences.push_back({*id, clause.label, clause.raw, parsed.document.document.offsets.part(clause.text, clause.raw.begin)});
  }
  auto const* document = info.removed || parsed.error ? nullptr : &parsed.document;
  auto const added = builder.add_version(info, document, occurrences);
  if (!added) return added.error();
  ++report.versions;
  report.clauses += static_cast<std::int64_t>(occurrences.size());
  report.bytes += parsed.bytes;
  if (parsed.error) {
    auto error = *parsed.error;
    error.source = info.source.authority + ", " + info.source.document_type + " of " + info.date.substr(0, 10);
    report.failed.push_back(std::move(error));
  }
  if (document != nullptr && document->capture != corpus::Capture::document)
    ++report.not_captured[std::string(corpus::to_string(document->capture))];
  else if (document != nullptr && !document->provisions_supported)
    ++report.unsupported[document->language];
  return {};
}

}  // namespace

corpus::Result<IndexReport> update_index(ingest::Archive& archive, index::Builder& builder, corpus::Lexicons const& lexicons,
                                         IndexOptions const& options) {
  IndexReport report;
  auto versions = archive.versions();
  if (!versions) return versions.error();
  auto const ids = builder.known_archive_ids();
  std::unordered_set<std::int64_t> const known(ids.begin(), ids.end());
  std::erase_if(*versions, [&](corpus::VersionInfo const& v) { return known.contains(v.id); });
  if (versions->empty()) {
    // A run that was killed after its last version has not finished the index yet.
    if (auto const done = builder.finish(); !done) return done.error();
    return report;
  }

  parser::ProvisionFinder const finder(lexicons);
  auto const threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  ParseAhead parsing(archive, *versions, lexicons, finder, threads);
  for (auto const& info : *versions) {
    if (options.interrupted && options.interrupted()) {
      report.interrupted = true;
      break;
    }
    if (auto const done = store(info, *parsing.next(), builder, finder, report); !done) return done.error();
    if (report.versions % commit_every == 0)
      if (auto const done = builder.commit(); !done) return done.error();
    if (options.progress) options.progress({report.versions, static_cast<std::int64_t>(versions->size()), report.bytes});
  }
  if (auto const done = builder.commit(); !done) return done.error();
  if (!report.interrupted)
    if (auto const done = builder.finish(); !done) return done.error();
  return report;
}

}  // namespace smallprint::app
