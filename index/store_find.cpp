// Store over SQLite: full-text search within the versions in force at a date.
#include "index/sqlite_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace smallprint::index {
namespace {

using corpus::Errc;
using corpus::Result;

constexpr int snippet_words = 40;

/// A JSON array, for json_each(): one bound parameter for any number of values.
template <class Values>
std::string json_array(Values const& values) {
  std::string out = "[";
  for (auto const& value : values) {
    if (out.size() > 1) out += ',';
    if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
      out += std::to_string(value);
    } else {
      out += '"';
      for (char const c : value) {
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", c);
          continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += '"';
    }
  }
  return out + ']';
}

std::string find_sql(Scope const& scope) {
  // CROSS JOIN keeps this order: first what matches, then where it lives, as most texts live in one place.
  std::string sql = fmt::format(
      "SELECT clause_fts.rowid, f.document_id, bm25(clause_fts, {}, {}, {}) AS score "
      "FROM clause_fts "
      "CROSS JOIN life f ON f.clause_text_id = clause_fts.rowid "
      "CROSS JOIN temp.scope s ON s.document_id = f.document_id AND f.first <= s.ordinal "
      "AND (f.last IS NULL OR f.last >= s.ordinal) "
      "WHERE clause_fts MATCH ?1",
      text_weight, lead_in_weight, heading_weight);
  if (!scope.documents.empty()) sql += " AND f.document_id IN (SELECT value FROM json_each(?2))";
  if (!scope.modalities.empty() || !scope.bearers.empty()) {
    sql += " AND EXISTS (SELECT 1 FROM provision p WHERE p.clause_text_id = clause_fts.rowid";
    if (!scope.modalities.empty()) sql += " AND p.modality IN (SELECT value FROM json_each(?3))";
    if (!scope.bearers.empty()) sql += " AND p.bearer IN (SELECT value FROM json_each(?4))";
    sql += ')';
  }
  return sql + " ORDER BY score, clause_fts.rowid, f.document_id LIMIT ?5";
}

/// What the engine says of an expression, without its own name before it.
std::string complaint(sqlite3* db) {
  std::string message = sqlite3_errmsg(db);
  if (message.rfind("fts5: ", 0) == 0) message.erase(0, 6);
  return message;
}

}  // namespace

void SqliteStore::set_scope(std::string const& as_of) {
  auto const data = db_.integer("PRAGMA data_version");
  if (scope_.exists && scope_.data == data && scope_.as_of == as_of) return;
  if (!scope_.exists) db_.exec("CREATE TEMP TABLE scope (document_id INTEGER PRIMARY KEY, ordinal INTEGER NOT NULL)");
  scope_.exists = true;
  scope_.data = -1;  // until it is filled
  db_.exec("DELETE FROM temp.scope");
  db_.query(
         "INSERT INTO temp.scope SELECT d.id, v.ordinal FROM document d JOIN version v ON v.document_id = d.id "
         "AND v.ordinal = (SELECT w.ordinal FROM version w WHERE w.document_id = d.id AND w.date <= ? "
         "ORDER BY w.ordinal DESC LIMIT 1) WHERE v.removed = 0")
      .with(last_moment(as_of))
      .run();
  connection_->languages.refresh(db_.handle());
  scope_.data = data;
  scope_.as_of = as_of;
}

Result<std::vector<Hit>> SqliteStore::find(std::string_view fts_expression, Scope const& scope, std::size_t limit) {
  return attempt([&]() -> std::vector<Hit> {
    set_scope(scope.as_of);
    auto q = db_.query(find_sql(scope));
    q.bind(1, fts_expression).bind(5, limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
    if (!scope.documents.empty()) q.bind(2, json_array(scope.documents));
    if (!scope.modalities.empty()) q.bind(3, json_array(scope.modalities));
    if (!scope.bearers.empty()) q.bind(4, json_array(scope.bearers));
    std::vector<Hit> out;
    try {
      while (q.step()) out.push_back({q.integer(0), q.integer(1), -q.real(2)});  // FTS5 gives the best the least
    } catch (Failure const& failure) {
      if (failure.primary_code != SQLITE_ERROR) throw;
      throw Failure({Errc::syntax, std::string(fts_expression), 0, complaint(db_.handle())});
    }
    return out;
  });
}

Result<std::vector<Stay>> SqliteStore::find_ever(std::string_view fts_expression,
                                                 std::span<std::int64_t const> documents, std::size_t limit) {
  return attempt([&]() -> std::vector<Stay> {
    connection_->languages.refresh(db_.handle());
    std::string const in = documents.empty() ? "" : " AND f.document_id IN (SELECT value FROM json_each(?2))";
    auto q = db_.query(fmt::format(
        "SELECT m.id, f.document_id, f.first, f.last FROM "
        "(SELECT rowid AS id, bm25(clause_fts, {}, {}, {}) AS score FROM clause_fts WHERE clause_fts MATCH ?1{} "
        "ORDER BY score, id LIMIT ?3) m CROSS JOIN life f ON f.clause_text_id = m.id{} "
        "ORDER BY m.score, m.id, f.document_id, f.first",
        text_weight, lead_in_weight, heading_weight,
        documents.empty() ? ""
                          : " AND EXISTS (SELECT 1 FROM life f WHERE f.clause_text_id = clause_fts.rowid" + in + ")",
        in));
    q.bind(1, fts_expression).bind(3, limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
    if (!documents.empty()) q.bind(2, json_array(documents));
    std::vector<Stay> out;
    try {
      while (q.step()) {
        Stay stay{q.integer(0), {q.integer(1), static_cast<std::uint32_t>(q.integer(2)), std::nullopt}};
        if (!q.null(3)) stay.life.last = static_cast<std::uint32_t>(q.integer(3));
        out.push_back(stay);
      }
    } catch (Failure const& failure) {
      if (failure.primary_code != SQLITE_ERROR) throw;
      throw Failure({Errc::syntax, std::string(fts_expression), 0, complaint(db_.handle())});
    }
    return out;
  });
}

Result<std::int64_t> SqliteStore::count(std::string_view fts_expression) {
  return attempt([&]() -> std::int64_t {
    set_scope(scope_.as_of);  // the languages that the tokenizer of a query knows
    auto q = db_.query("SELECT count(*) FROM clause_fts WHERE clause_fts MATCH ?");
    try {
      return q.with(fts_expression).step() ? q.integer(0) : 0;
    } catch (Failure const& failure) {
      if (failure.primary_code != SQLITE_ERROR) throw;
      throw Failure({Errc::syntax, std::string(fts_expression), 0, complaint(db_.handle())});
    }
  });
}

std::string SqliteStore::snippet(std::string_view fts_expression, std::int64_t text_id, std::string_view open,
                                 std::string_view close) {
  auto q = db_.query(fmt::format(
      "SELECT snippet(clause_fts, 0, ?1, ?2, '…', {}) FROM clause_fts WHERE clause_fts MATCH ?3 AND rowid = ?4",
      snippet_words));
  try {
    if (q.with(open, close, fts_expression, text_id).step()) return q.text(0);
  } catch (Failure const& failure) {
    if (failure.primary_code != SQLITE_ERROR) throw;  // an expression that cannot be read marks nothing
  }
  auto plain = text(text_id);
  return plain ? std::move(plain->text.text) : std::string{};
}

}  // namespace smallprint::index
