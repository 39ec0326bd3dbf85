// Builder over SQLite: one write transaction from commit to commit, so that a crash loses at most the last one.
#include "index/sqlite_builder.hpp"

#include "corpus/compress.hpp"
#include "corpus/text.hpp"
#include "index/layout_chain.hpp"

#include <algorithm>
#include <charconv>

namespace smallprint::index {
namespace {

using corpus::Result;

/// Bases a layout may stand on: reading costs one decompression for each.
constexpr std::int64_t longest_chain = 15;
/// Bytes of terms that FTS5 gathers before it writes a segment; fewer segments mean fewer merges.
constexpr int gathered_terms = 32 << 20;
/// A load that adds this share of all texts is worth a whole optimisation at the end.
constexpr std::int64_t large_share = 10;
/// Pages of full-text index to merge after a small load.
constexpr int small_merge = 500;

std::optional<KeyBits> key_bits(std::string_view hex) {
  KeyBits out;
  if (hex.size() != 32) return std::nullopt;
  auto const* middle = hex.data() + 16;
  auto const high = std::from_chars(hex.data(), middle, out.high, 16);
  auto const low = std::from_chars(middle, middle + 16, out.low, 16);
  if (high.ptr != middle || low.ptr != middle + 16) return std::nullopt;
  return out;
}

class SqliteBuilder final : public Builder {
 public:
  explicit SqliteBuilder(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), db_(connection_->db), lives_(db_) {
    db_.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192");
    // Every row that is referred to comes from this class: to look each up again would only cost time.
    db_.exec("PRAGMA foreign_keys = OFF");
    db_.query("INSERT INTO clause_fts (clause_fts, rank) VALUES ('hashsize', ?)").with(gathered_terms).run();
    db_.exec("BEGIN IMMEDIATE");  // a second builder is told at once
    auto q = db_.query("SELECT key, id FROM clause_text");
    while (q.step())
      if (auto const key = key_bits(q.bytes(0))) text_ids_.emplace(*key, q.integer(1));
    texts_before_ = static_cast<std::int64_t>(text_ids_.size());
  }

  std::vector<std::int64_t> known_archive_ids() override {
    std::vector<std::int64_t> out;
    auto q = db_.query("SELECT archive_id FROM version ORDER BY archive_id");
    while (q.step()) out.push_back(q.integer(0));
    return out;
  }

  std::optional<std::int64_t> text_id(std::string_view key) override {
    auto const bits = key_bits(key);
    if (!bits) return std::nullopt;
    auto const it = text_ids_.find(*bits);
    return it == text_ids_.end() ? std::nullopt : std::optional(it->second);
  }

  Result<std::int64_t> add_text(corpus::ClauseText const& text, std::vector<corpus::Provision> const& provisions,
                                std::string_view language) override {
    return change([&] { return store_text(text, provisions, language); });
  }

  Result<std::int64_t> add_version(corpus::VersionInfo const& info, corpus::ParsedDocument const* parsed,
                                   std::span<Occurrence const> occurrences) override {
    return change([&] { return store_version(info, parsed, occurrences); });
  }

  Result<void> commit() override {
    return change([&] {
      for (auto const document : out_of_order_) lives_.rebuild(document);
      out_of_order_.clear();
      lives_.flush();
      db_.exec("COMMIT");
      db_.exec("BEGIN IMMEDIATE");
    });
  }

  Result<void> finish() override {
    if (auto committed = commit(); !committed) return committed;
    return change([&] {
      bool const large = (texts_now() - texts_before_) * large_share > texts_now();
      if (large)
        db_.exec("INSERT INTO clause_fts (clause_fts) VALUES ('optimize')");
      else
        db_.query("INSERT INTO clause_fts (clause_fts, rank) VALUES ('merge', ?)").with(small_merge).run();
      set_state(state_complete);
      db_.exec("COMMIT");
      loading_ = false;
      texts_before_ = texts_now();
      db_.exec("PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
      db_.exec("BEGIN IMMEDIATE");
    });
  }

 private:
  /// Runs a change. After a failure nothing of the open transaction counts: every later call says so too.
  template <class Work>
  auto change(Work&& work) -> Result<decltype(work())> {
    if (broken_) return *broken_;
    auto result = attempt(std::forward<Work>(work));
    if (!result) broken_ = result.error();
    return result;
  }

  [[nodiscard]] std::int64_t texts_now() const { return static_cast<std::int64_t>(text_ids_.size()); }

  void set_state(std::string_view state) {
    db_.query("INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)").with(state_property, state).run();
  }

  void begin_load() {
    if (loading_) return;
    set_state(state_loading);
    loading_ = true;
  }

  /// A string's id in a table that keeps each once.
  std::int64_t intern(std::string_view table, std::string_view value) {
    std::string const name(table);
    auto known = db_.query("SELECT id FROM " + name + " WHERE " + name + " = ?");
    if (known.with(value).step()) return known.integer(0);
    db_.query("INSERT INTO " + name + " (" + name + ") VALUES (?)").with(value).run();
    return db_.last_id();
  }

  /// Clauses of a section come together: the last heading and lead-in are most often asked for again.
  struct Recent {
    std::string value;
    std::int64_t id = 0;
  };
  std::int64_t intern_again(std::string_view table, std::string const& value, Recent& recent) {
    if (recent.id == 0 || recent.value != value) recent = {value, intern(table, value)};
    return recent.id;
  }

  std::int64_t store_text(corpus::ClauseText const& text, std::vector<corpus::Provision> const& provisions,
                          std::string_view language);
  void store_provisions(std::int64_t id, std::vector<corpus::Provision> const& provisions);
  std::int64_t store_version(corpus::VersionInfo const& info, corpus::ParsedDocument const* parsed,
                             std::span<Occurrence const> occurrences);
  std::int64_t store_layout(std::int64_t document, std::span<Occurrence const> occurrences);
  std::int64_t document_id(corpus::Source const& source);
  std::int64_t label_id(std::string const& label);

  std::unique_ptr<Connection> connection_;
  Database& db_;
  LifeWriter lives_;
  std::unordered_map<KeyBits, std::int64_t, KeyBitsHash> text_ids_;
  std::int64_t texts_before_ = 0;
  std::unordered_map<std::string, std::int64_t> label_ids_;
  std::set<std::string, std::less<>> languages_;
  Recent heading_, lead_in_;
  std::set<std::int64_t> out_of_order_;  ///< documents whose lives commit() works out anew
  struct {
    std::int64_t document = 0, id = 0, depth = 0;
    std::string bytes;
  } last_layout_;  ///< what the next version of the same document is compressed against
  bool loading_ = false;
  std::optional<corpus::Error> broken_;
};

std::int64_t SqliteBuilder::store_text(corpus::ClauseText const& text, std::vector<corpus::Provision> const& provisions,
                                       std::string_view language) {
  auto const key = text.key();
  if (auto const known = text_id(key)) return *known;
  begin_load();
  if (languages_.find(language) == languages_.end()) {
    db_.query("INSERT OR IGNORE INTO language (tag) VALUES (?)").with(language).run();
    languages_.emplace(language);
  }
  auto const heading = intern_again("heading", text.heading, heading_);
  auto const lead_in = intern_again("lead_in", text.lead_in, lead_in_);
  auto insert = db_.query(
      "INSERT INTO clause_text (key, heading_id, lead_in_id, text, parties, language, provisions) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (provisions.empty())
    insert.with(key, heading, lead_in, text.text, text.parties, language, nullptr);
  else
    insert.with(key, heading, lead_in, text.text, text.parties, language, Blob{corpus::encode(provisions)});
  insert.run();
  auto const id = db_.last_id();
  store_provisions(id, provisions);
  connection_->languages.document = language;
  db_.query("INSERT INTO clause_fts (rowid, text, lead_in, heading) VALUES (?, ?, ?, ?)")
      .with(id, text.text, text.lead_in, text.heading)
      .run();
  text_ids_.emplace(*key_bits(key), id);
  return id;
}

void SqliteBuilder::store_provisions(std::int64_t id, std::vector<corpus::Provision> const& provisions) {
  auto const place = [](Query& q, int at, corpus::Located const& located) {
    q.bind(at, static_cast<int>(located.field)).bind(at + 1, located.span.begin).bind(at + 2, located.span.end);
  };
  std::int64_t number = 0;
  for (auto const& p : provisions) {
    auto insert = db_.query("INSERT INTO provision VALUES (?,?,?,?,?, ?,?,?, ?,?,?, ?,?,?, ?,?,?, ?,?,?)");
    insert.with(id, number, to_string(p.modality), to_string(p.bearer), p.rule);
    int at = 6;
    for (auto const* located : {&p.cue, &p.subject, &p.act, &p.object, &p.sentence}) {
      place(insert, at, *located);
      at += 3;
    }
    insert.run();
    std::int64_t qualifier = 0;
    for (auto const& q : p.qualifiers) {
      auto add = db_.query("INSERT INTO qualifier VALUES (?, ?, ?, ?, ?, ?, ?)");
      add.with(id, number, qualifier++, to_string(q.kind));
      place(add, 5, q.at);
      add.run();
    }
    ++number;
  }
}

std::int64_t SqliteBuilder::document_id(corpus::Source const& source) {
  auto known = db_.query("SELECT id FROM document WHERE authority = ? AND document_type = ?");
  if (known.with(source.authority, source.document_type).step()) return known.integer(0);
  db_.query("INSERT INTO document (authority, document_type) VALUES (?, ?)")
      .with(source.authority, source.document_type)
      .run();
  return db_.last_id();
}

std::int64_t SqliteBuilder::label_id(std::string const& label) {
  if (label.empty()) return 0;
  auto const [it, is_new] = label_ids_.try_emplace(label);
  if (is_new) it->second = intern("label", label);
  return it->second;
}

std::int64_t SqliteBuilder::store_layout(std::int64_t document, std::span<Occurrence const> occurrences) {
  std::vector<std::int64_t> labels;
  labels.reserve(occurrences.size());
  for (auto const& o : occurrences) labels.push_back(label_id(o.label));
  auto bytes = encode_layout(occurrences, labels);
  auto const digest = corpus::hash128_hex(bytes);
  auto known = db_.query("SELECT id, depth FROM layout WHERE digest = ?");
  if (known.with(digest).step()) {
    auto const id = known.integer(0);
    last_layout_ = {document, id, known.integer(1), std::move(bytes)};
    return id;
  }
  bool const follows = last_layout_.document == document && last_layout_.depth < longest_chain;
  auto insert = db_.query("INSERT INTO layout (digest, base_id, depth, clauses, bytes) VALUES (?, ?, ?, ?, ?)");
  auto const depth = follows ? last_layout_.depth + 1 : 0;
  auto const packed = corpus::compress(bytes, follows ? std::string_view(last_layout_.bytes) : std::string_view{});
  auto const clauses = static_cast<std::int64_t>(occurrences.size());
  if (follows)
    insert.with(digest, last_layout_.id, depth, clauses, Blob{packed});
  else
    insert.with(digest, nullptr, depth, clauses, Blob{packed});
  insert.run();
  last_layout_ = {document, db_.last_id(), depth, std::move(bytes)};
  return last_layout_.id;
}

std::int64_t SqliteBuilder::store_version(corpus::VersionInfo const& info, corpus::ParsedDocument const* parsed,
                                          std::span<Occurrence const> occurrences) {
  begin_load();
  auto const document = document_id(info.source);
  auto& living = lives_.of(document);
  auto const ordinal = static_cast<std::uint32_t>(living.versions);
  bool const late = living.versions > 0 && std::pair(info.date, info.id) < living.newest;
  if (late) out_of_order_.insert(document);
  if (last_layout_.document != document) {
    // A nightly run adds one version to a document: its newest layout is the base.
    last_layout_ = {};
    auto newest = db_.query(
        "SELECT y.id, y.depth FROM version v JOIN layout y ON y.id = v.layout_id WHERE v.document_id = ? "
        "ORDER BY v.ordinal DESC LIMIT 1");
    if (newest.with(document).step())
      last_layout_ = {document, newest.integer(0), newest.integer(1), layout_bytes(db_, newest.integer(0))};
  }
  auto insert = db_.query(
      "INSERT INTO version (archive_id, document_id, ordinal, date, kind, sha256, size, media_type, language, "
      "capture, provisions_supported, removed, terms, layout_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  auto const capture = parsed != nullptr ? parsed->capture : corpus::Capture::empty;
  auto const language = parsed != nullptr ? std::string_view(parsed->language) : std::string_view("und");
  bool const supported = parsed != nullptr && parsed->provisions_supported;
  insert.with(info.id, document, ordinal, info.date, to_string(info.kind), info.sha256, info.size,
              to_string(info.media_type), language, to_string(capture), supported, info.removed,
              parsed != nullptr ? std::string_view(parsed->terms) : std::string_view());
  if (occurrences.empty())
    insert.bind(14, nullptr);
  else
    insert.bind(14, store_layout(document, occurrences));
  insert.run();
  auto const id = db_.last_id();
  ++living.versions;
  if (out_of_order_.count(document) == 0) lives_.advance(document, ordinal, distinct_texts(occurrences));
  if (!late) living.newest = {info.date, info.id};
  return id;
}

}  // namespace

corpus::Result<std::unique_ptr<Builder>> open_builder(std::filesystem::path const& file, bool fresh) {
  return attempt(
      [&]() -> std::unique_ptr<Builder> { return std::make_unique<SqliteBuilder>(connect_for_writing(file, fresh)); });
}

}  // namespace smallprint::index
