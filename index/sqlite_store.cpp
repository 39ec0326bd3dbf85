// Store over SQLite: documents, versions, texts and lives. Searching is in store_find.cpp.
#include "index/sqlite_store.hpp"

#include "index/layout_chain.hpp"

#include <algorithm>
#include <array>

namespace smallprint::index {
namespace {

using corpus::Errc;
using corpus::Result;

constexpr std::string_view version_columns =
    "v.id, v.archive_id, v.document_id, v.ordinal, v.date, v.kind, v.sha256, v.language, v.capture, "
    "v.provisions_supported, v.removed, v.terms";

/// The value of an enumeration whose to_string() is `name`; the first where there is none.
template <class Enum, std::size_t N>
Enum named(std::string_view name, std::array<Enum, N> const& values) {
  for (auto const value : values)
    if (to_string(value) == name) return value;
  return values.front();
}

/// Reads version_columns from column `at` on.
Version read_version(Query const& q, int at) {
  using corpus::Capture;
  using corpus::VersionKind;
  static constexpr std::array kinds{VersionKind::first_record, VersionKind::change, VersionKind::technical_upgrade,
                                    VersionKind::imported};
  static constexpr std::array captures{Capture::document,    Capture::empty,      Capture::error_page,
                                       Capture::bot_wall,    Capture::login_wall, Capture::navigation_only,
                                       Capture::consent_wall};
  Version v;
  v.id = q.integer(at);
  v.archive_id = q.integer(at + 1);
  v.document_id = q.integer(at + 2);
  v.ordinal = static_cast<std::uint32_t>(q.integer(at + 3));
  v.date = q.text(at + 4);
  v.kind = named(q.bytes(at + 5), kinds);
  v.sha256 = q.text(at + 6);
  v.language = q.text(at + 7);
  v.capture = named(q.bytes(at + 8), captures);
  v.provisions_supported = q.integer(at + 9) != 0;
  v.removed = q.integer(at + 10) != 0;
  v.terms = q.text(at + 11);
  return v;
}

Life read_life(Query const& q, int at) {
  Life life{q.integer(at), static_cast<std::uint32_t>(q.integer(at + 1)), std::nullopt};
  if (!q.null(at + 2)) life.last = static_cast<std::uint32_t>(q.integer(at + 2));
  return life;
}

}  // namespace

std::string last_moment(std::string_view as_of) {
  // '~' sorts after everything that may follow in a date: "2025-06-13" includes "2025-06-13T23:59:59Z".
  return std::string(as_of) + '~';
}

bool SqliteStore::complete() {
  auto q = db_.query("SELECT value FROM property WHERE name = ?");
  return q.with(state_property).step() && q.bytes(0) == state_complete;
}

Counts SqliteStore::counts() {
  auto const data = db_.integer("PRAGMA data_version");
  if (counted_ == data) return counts_;
  auto q = db_.query(
      "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM version), (SELECT count(*) FROM clause_text), "
      "(SELECT count(*) FROM provision)");
  q.step();
  counts_ = {q.integer(0), q.integer(1), q.integer(2), q.integer(3)};
  counted_ = data;
  return counts_;
}

std::vector<Document> SqliteStore::documents() {
  std::vector<Document> out;
  auto q = db_.query("SELECT id, authority, document_type FROM document ORDER BY authority, document_type");
  while (q.step()) out.push_back({q.integer(0), {q.text(1), q.text(2)}});
  return out;
}

std::vector<Current> SqliteStore::current(std::string_view as_of) {
  static std::string const sql = "SELECT d.authority, d.document_type, " + std::string(version_columns) +
                                 " FROM document d JOIN version v ON v.document_id = d.id AND v.ordinal = "
                                 "(SELECT w.ordinal FROM version w WHERE w.document_id = d.id AND w.date <= ? "
                                 "ORDER BY w.ordinal DESC LIMIT 1) WHERE v.removed = 0 "
                                 "ORDER BY d.authority, d.document_type";
  std::vector<Current> out;
  auto q = db_.query(sql);
  q.with(last_moment(as_of));
  while (q.step()) {
    auto version = read_version(q, 2);
    Document document{version.document_id, {q.text(0), q.text(1)}};
    out.push_back({std::move(document), std::move(version)});
  }
  return out;
}

std::vector<Version> SqliteStore::versions(std::int64_t document_id) {
  static std::string const sql =
      "SELECT " + std::string(version_columns) + " FROM version v WHERE v.document_id = ? ORDER BY v.ordinal";
  std::vector<Version> out;
  auto q = db_.query(sql);
  q.with(document_id);
  while (q.step()) out.push_back(read_version(q, 0));
  return out;
}

std::string const& SqliteStore::label(std::int64_t id) {
  auto const [it, is_new] = labels_.try_emplace(id);
  if (is_new && id != 0) {
    auto q = db_.query("SELECT label FROM label WHERE id = ?");
    if (q.with(id).step()) it->second = q.text(0);
  }
  return it->second;
}

Result<std::vector<Occurrence>> SqliteStore::occurrences(std::int64_t version_id) {
  return attempt([&]() -> std::vector<Occurrence> {
    auto q = db_.query("SELECT layout_id FROM version WHERE id = ?");
    if (!q.with(version_id).step())
      throw Failure({Errc::not_found, db_.file(), 0, "the index has no version " + std::to_string(version_id)});
    if (q.null(0)) return {};
    auto layout = read_layout(db_, q.integer(0));
    for (std::size_t i = 0; i < layout.occurrences.size(); ++i)
      layout.occurrences[i].label = label(layout.label_ids[i]);
    return std::move(layout.occurrences);
  });
}

std::optional<StoredText> SqliteStore::text(std::int64_t id) {
  auto q = db_.query(
      "SELECT t.key, h.heading, l.lead_in, t.text, t.parties, t.provisions FROM clause_text t "
      "JOIN heading h ON h.id = t.heading_id JOIN lead_in l ON l.id = t.lead_in_id WHERE t.id = ?");
  if (!q.with(id).step()) return std::nullopt;
  StoredText out{id, q.text(0), {q.text(1), q.text(2), q.text(3), q.text(4)}, {}};
  if (q.null(5)) return out;
  auto provisions = corpus::decode_provisions(q.bytes(5));
  if (!provisions)
    throw Failure(
        {Errc::io, db_.file(), 0,
         "the provisions of clause " + out.key + " are damaged; make the index anew with `smallprint reindex`"});
  out.provisions = std::move(*provisions);
  return out;
}

std::vector<StoredText> SqliteStore::texts(std::span<std::int64_t const> ids) {
  std::vector<StoredText> out;
  out.reserve(ids.size());
  for (auto const id : ids)
    if (auto found = text(id)) out.push_back(std::move(*found));
  return out;
}

Result<StoredText> SqliteStore::text_by_key(std::string_view key_prefix) {
  std::string prefix(key_prefix);
  for (auto& c : prefix) c = static_cast<char>(c >= 'A' && c <= 'F' ? c | 0x20 : c);
  auto const wrong = prefix.find_first_not_of("0123456789abcdef");
  if (wrong != std::string::npos || prefix.size() < 8 || prefix.size() > 32)
    return corpus::Error{Errc::syntax, std::string(key_prefix), wrong == std::string::npos ? prefix.size() : wrong,
                         "a clause's key has 8 to 32 hexadecimal digits"};
  return attempt([&]() -> StoredText {
    auto q = db_.query("SELECT id FROM clause_text WHERE key >= ?1 AND key < ?1 || 'g' ORDER BY key LIMIT 2");
    if (!q.with(prefix).step()) throw Failure({Errc::not_found, prefix, 0, "no clause of the index has this key"});
    auto const id = q.integer(0);
    if (q.step())
      throw Failure({Errc::not_found, prefix, 0, "more than one clause has a key that begins so; give more digits"});
    return *text(id);
  });
}

std::vector<Life> SqliteStore::lives(std::int64_t text_id) {
  std::vector<Life> out;
  auto q = db_.query("SELECT document_id, first, last FROM life WHERE clause_text_id = ? ORDER BY document_id, first");
  q.with(text_id);
  while (q.step()) out.push_back(read_life(q, 0));
  return out;
}

std::vector<std::pair<std::int64_t, Life>> SqliteStore::texts_of(std::int64_t document_id) {
  std::vector<std::pair<std::int64_t, Life>> out;
  auto q = db_.query(
      "SELECT document_id, first, last, clause_text_id FROM life WHERE document_id = ? ORDER BY first, clause_text_id");
  q.with(document_id);
  while (q.step()) out.emplace_back(q.integer(3), read_life(q, 0));
  return out;
}

Result<std::unique_ptr<Store>> open_store(std::filesystem::path const& file) {
  return attempt([&]() -> std::unique_ptr<Store> { return std::make_unique<SqliteStore>(connect_for_reading(file)); });
}

}  // namespace smallprint::index
