#include "app/index_pipeline.hpp"

#include "parser/parser.hpp"
#include "parser/provision/provisions.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace smallprint::app {
namespace {

constexpr std::size_t ahead = 24;           // parsed versions that may wait for the writer
constexpr std::int64_t commit_every = 400;  // versions

/// Which versions say again, byte for byte, what an earlier one of the same document said. Captures that
/// alternate between two states make a quarter of a long history such.
class Repeats {
 public:
  explicit Repeats(std::vector<corpus::VersionInfo> const& versions)
      : earlier_(versions.size(), none), last_use_(versions.size(), 0) {
    std::map<std::tuple<std::string_view, std::string_view, corpus::MediaType, std::string_view>, std::size_t> seen;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      auto const& v = versions[i];
      if (v.removed) continue;
      auto const [it, first] =
          seen.try_emplace({v.source.authority, v.source.document_type, v.media_type, v.sha256}, i);
      if (first) continue;
      earlier_[i] = it->second;
      last_use_[it->second] = i;
    }
  }
  static constexpr std::size_t none = SIZE_MAX;
  [[nodiscard]] std::size_t earlier(std::size_t at) const { return earlier_[at]; }
  [[nodiscard]] bool used_after(std::size_t at, std::size_t now) const { return last_use_[at] > now; }

 private:
  std::vector<std::size_t> earlier_;
  std::vector<std::size_t> last_use_;
};

/// What a worker makes of one version: its facts, and its clauses by the keys of their texts.
struct Parsed {
  corpus::ParsedDocument facts;  ///< language, capture and the like; no tree and no clauses
  std::vector<std::string> keys;
  std::vector<index::Occurrence> occurrences;  ///< one per key; ids of texts are not known yet
  std::uint32_t bytes = 0;
  std::optional<corpus::Error> error;
};

/// Each distinct clause text and what it states, worked out once by whichever worker meets it first.
class SharedTexts {
 public:
  using Text = std::shared_ptr<corpus::ClauseText const>;

  /// Keeps a text until it is taken. \param wants_provisions  they must be known by then
  /// \returns the text for the first who wants its provisions: it must put() what it finds
  [[nodiscard]] Text claim(std::string const& key, corpus::ClauseText text, bool wants_provisions) {
    std::lock_guard const lock(mutex_);
    auto const [it, is_new] = found_.try_emplace(key);
    auto& entry = it->second;
    if (is_new) entry.text = std::make_shared<corpus::ClauseText const>(std::move(text));
    if (!wants_provisions || entry.text == nullptr || std::exchange(entry.claimed, true)) return nullptr;
    return entry.text;
  }
  void put(std::string const& key, std::vector<corpus::Provision> provisions) {
    {
      std::lock_guard const lock(mutex_);
      found_[key].provisions = std::move(provisions);
    }
    put_.notify_all();
  }
  /// A text and, where asked for, its provisions; waits for a worker that still has them in hand.
  /// \pre claimed so, and not taken before
  [[nodiscard]] std::pair<Text, std::vector<corpus::Provision>> take(std::string const& key, bool with_provisions) {
    std::unique_lock lock(mutex_);
    auto& entry = found_.at(key);  // references outlive a rehash
    if (!with_provisions) return {std::exchange(entry.text, nullptr), {}};
    put_.wait(lock, [&] { return entry.provisions.has_value(); });
    return {std::exchange(entry.text, nullptr), std::exchange(*entry.provisions, {})};
  }

 private:
  struct Entry {
    Text text;  // null once taken
    bool claimed = false;
    std::optional<std::vector<corpus::Provision>> provisions;
  };
  std::mutex mutex_;
  std::condition_variable put_;
  std::unordered_map<std::string, Entry> found_;
};

/// Parses versions in worker threads, a bounded number ahead, and hands them out in order.
class ParseAhead {
 public:
  ParseAhead(ingest::Archive& archive, std::vector<corpus::VersionInfo> const& versions, Repeats const& repeats,
             corpus::Lexicons const& lexicons, parser::ProvisionFinder const& finder, unsigned threads)
      : archive_(archive), versions_(versions), repeats_(repeats), lexicons_(lexicons), finder_(finder) {
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
  [[nodiscard]] Parsed next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.contains(handed_out_); });
    auto out = std::move(ready_.at(handed_out_));
    ready_.erase(handed_out_++);
    lock.unlock();
    changed_.notify_all();
    return out;
  }
  [[nodiscard]] SharedTexts& texts() { return texts_; }

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
      auto parsed = repeats_.earlier(at) == Repeats::none ? parse(versions_[at]) : Parsed{};
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
    auto parsed = parser::parse(*bytes, info.media_type, info.source.authority, lexicons_);
    if (!parsed) {
      out.error = parsed.error();
      return out;
    }
    out.facts.language = parsed->language;
    out.facts.capture = parsed->capture;
    out.facts.provisions_supported = parsed->provisions_supported;
    out.facts.terms = parsed->terms;
    out.keys.reserve(parsed->clauses.size());
    out.occurrences.reserve(parsed->clauses.size());
    for (auto& clause : parsed->clauses) {
      auto text = corpus::clause_text(parsed->document, clause);
      auto const& key = out.keys.emplace_back(text.key());
      if (auto const claimed = texts_.claim(key, std::move(text), parsed->provisions_supported))
        texts_.put(key, finder_.find(*claimed));
      out.occurrences.push_back(
          {0, std::move(clause.label), clause.raw, parsed->document.offsets.part(clause.text, clause.raw.begin)});
    }
    return out;
  }

  ingest::Archive& archive_;
  std::vector<corpus::VersionInfo> const& versions_;
  Repeats const& repeats_;
  corpus::Lexicons const& lexicons_;
  parser::ProvisionFinder const& finder_;
  SharedTexts texts_;
  std::mutex archive_mutex_;  ///< an Archive serves one thread at a time
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::size_t, Parsed> ready_;
  std::size_t taken_ = 0;
  std::size_t handed_out_ = 0;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

/// Stores the texts of a parsed version that are new, and gives its clauses the ids. Adds to the report.
corpus::Result<void> store_texts(Parsed& parsed, SharedTexts& texts, index::Builder& builder, IndexReport& report) {
  for (std::size_t i = 0; i < parsed.keys.size(); ++i) {
    auto const& key = parsed.keys[i];
    auto id = builder.text_id(key);
    if (!id) {
      auto const [text, provisions] = texts.take(key, parsed.facts.provisions_supported);
      auto const added = builder.add_text(*text, provisions, parsed.facts.language);
      if (!added) return added.error();
      id = *added;
      ++report.texts;
    }
    parsed.occurrences[i].text_id = *id;
  }
  parsed.keys = {};
  return {};
}

/// Adds one version whose texts are stored. Adds to the report.
corpus::Result<void> add_version(corpus::VersionInfo const& info, Parsed const& stored, index::Builder& builder,
                                 IndexReport& report) {
  auto const* document = info.removed || stored.error ? nullptr : &stored.facts;
  auto const added = builder.add_version(info, document, stored.occurrences);
  if (!added) return added.error();
  ++report.versions;
  report.clauses += static_cast<std::int64_t>(stored.occurrences.size());
  report.bytes += stored.bytes;
  if (stored.error) {
    auto error = *stored.error;
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

corpus::Result<IndexReport> update_index(ingest::Archive& archive, index::Builder& builder,
                                         corpus::Lexicons const& lexicons, IndexOptions const& options) {
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
  Repeats const repeats(*versions);
  ParseAhead parsing(archive, *versions, repeats, lexicons, finder, threads);
  std::unordered_map<std::size_t, Parsed> kept;  // those that a later version repeats, until the last that does
  for (std::size_t at = 0; at < versions->size(); ++at) {
    auto const& info = (*versions)[at];
    if (options.interrupted && options.interrupted()) {
      report.interrupted = true;
      break;
    }
    auto parsed = parsing.next();
    auto const earlier = repeats.earlier(at);
    if (earlier == Repeats::none) {
      if (auto const done = store_texts(parsed, parsing.texts(), builder, report); !done) return done.error();
      kept.emplace(at, std::move(parsed));
    }
    auto const from = earlier == Repeats::none ? at : earlier;
    if (auto const done = add_version(info, kept.at(from), builder, report); !done) return done.error();
    if (!repeats.used_after(from, at)) kept.erase(from);
    if (report.versions % commit_every == 0)
      if (auto const done = builder.commit(); !done) return done.error();
    if (options.progress)
      options.progress({report.versions, static_cast<std::int64_t>(versions->size()), report.bytes});
  }
  if (auto const done = builder.commit(); !done) return done.error();
  if (!report.interrupted)
    if (auto const done = builder.finish(); !done) return done.error();
  return report;
}

}  // namespace smallprint::app
