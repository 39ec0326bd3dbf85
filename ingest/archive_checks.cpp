#include "ingest/archive_impl.hpp"
#include "ingest/archive_verify.hpp"

/// What the archive says of checks and requests.
namespace smallprint::ingest {

using corpus::Result;

namespace {

/// Calls `row` for each, until one fails.
template <class F>
Result<void> each(sqlite::Statement& statement, F const& row) {
  for (;;) {
    auto const more = statement.next();
    if (!more) return more.error();
    if (!*more) return {};
    row();
  }
}

bool is_good(Outcome outcome) {
  return outcome == Outcome::first || outcome == Outcome::changed || outcome == Outcome::unchanged;
}

}  // namespace

Result<std::optional<HeldPage>> Archive::held(corpus::Source const& source, std::string_view page) {
  std::optional<HeldPage> out;
  if (!impl_->has_exchanges) return out;
  // The body's own response has its headers; a 304 may repeat only some.
  auto query = impl_->database.prepare(
      "SELECT t.sha256, e.headers, e.time, e.rendered, e.url FROM exchange e JOIN \"check\" c ON c.id = e.\"check\""
      " JOIN source s ON s.id = c.source JOIN text t ON t.id = e.body"
      " WHERE e.page = ? AND s.authority = ? AND s.document_type = ? AND (e.status BETWEEN 200 AND 299 OR e.url LIKE "
      "'file:%') ORDER BY e.id "
      "DESC LIMIT 1");
  if (!query) return query.error();
  auto const row = query->start(page, source.authority, source.document_type).next();
  if (!row) return row.error();
  if (!*row) return out;
  auto const headers = query->text(1);
  out.emplace();
  out->body_sha256 = to_hex(query->blob(0));
  out->etag = header(headers, "etag");
  out->last_modified = header(headers, "last-modified");
  out->content_type = header(headers, "content-type");
  out->time = query->text(2);
  out->rendered = query->integer(3) != 0;
  out->url = query->text(4);
  return out;
}

Result<std::vector<LoggedCheck>> Archive::log(corpus::Source const& source) {
  std::vector<LoggedCheck> out;
  auto checks = impl_->database.prepare(
      "SELECT c.id, c.time, c.outcome, c.detail, c.version FROM \"check\" c JOIN source s ON s.id = c.source"
      " WHERE s.authority = ? AND s.document_type = ? ORDER BY c.time, c.id");
  if (!checks) return checks.error();
  checks->start(source.authority, source.document_type);
  auto done = each(*checks, [&] {
    auto& one = out.emplace_back();
    one.id = checks->integer(0);
    one.check = {
        std::string(checks->text(1)), static_cast<Outcome>(checks->integer(2)), std::string(checks->text(3)), {}};
    if (!checks->is_null(4)) one.check.version = checks->integer(4);
  });
  if (!done) return done.error();
  if (!impl_->has_exchanges) return out;
  auto exchanges = impl_->database.prepare(
      "SELECT e.page, e.url, e.time, e.status, e.protocol, e.address, e.milliseconds, e.request_headers, e.headers,"
      " e.rendered, e.error, t.sha256 FROM exchange e LEFT JOIN text t ON t.id = e.body"
      " WHERE e.\"check\" = ? ORDER BY e.id");
  if (!exchanges) return exchanges.error();
  for (auto& one : out) {
    exchanges->start(one.id);
    done = each(*exchanges, [&] {
      auto& exchange = one.exchanges.emplace_back(read_exchange(*exchanges, 0));
      if (!exchanges->is_null(11)) exchange.body_sha256 = to_hex(exchanges->blob(11));
    });
    if (!done) return done.error();
  }
  return out;
}

Result<std::int64_t> Archive::newest_check() {
  return impl_->database.integer("SELECT max(id) FROM \"check\"");
}

Result<std::vector<SourceState>> Archive::source_states() {
  auto query = impl_->database.prepare(
      impl_->has_exchanges
          ? "SELECT s.authority, s.document_type, c.time, c.outcome, c.detail,"
            " EXISTS (SELECT 1 FROM exchange e WHERE e.\"check\" = c.id), c.id"
            " FROM \"check\" c JOIN source s ON s.id = c.source ORDER BY s.authority, s.document_type, c.time, c.id"
          : "SELECT s.authority, s.document_type, c.time, c.outcome, c.detail, 0, c.id"
            " FROM \"check\" c JOIN source s ON s.id = c.source ORDER BY s.authority, s.document_type, c.time, c.id");
  if (!query) return query.error();
  std::vector<SourceState> out;
  query->start();
  auto const done = each(*query, [&] {
    if (out.empty() || out.back().source.authority != query->text(0) ||
        out.back().source.document_type != query->text(1)) {
      out.emplace_back();
      out.back().source = {std::string(query->text(0)), std::string(query->text(1))};
    }
    auto& state = out.back();
    state.last_time = query->text(2);
    state.last = static_cast<Outcome>(query->integer(3));
    state.detail = query->text(4);
    state.fetched = state.fetched || query->integer(5) != 0;
    if (is_good(state.last)) {
      state.last_good = state.last_time;
      state.bad_since.clear();
    } else if (state.bad_since.empty()) {
      state.bad_since = state.last_time;
      state.bad_since_check = query->integer(6);
    }
  });
  if (!done) return done.error();
  return out;
}

}  // namespace smallprint::ingest
