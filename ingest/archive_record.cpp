#include "ingest/archive_verify.hpp"
#include "ingest/archive_writer.hpp"

#include <map>

/// How a check of a declared source is stored.
namespace smallprint::ingest {

using corpus::Result;
using sqlite::Blob;

/// Whether each page's last body is the one that was held before: then only the extraction changed.
Result<bool> ArchiveWriter::same_bodies(FetchedCheck const& check, std::int64_t source) {
  std::map<std::string, std::string> now;
  for (auto const& one : check.exchanges)
    if (one.exchange.status == 304 || !one.exchange.body.empty())
      now[one.page] = one.exchange.status == 304 ? std::string() : std::string(view(sha256(one.exchange.body)));
  for (auto const& [page, digest] : now) {
    if (digest.empty()) continue;
    auto const held = before(newest_body_.start(page, source));
    if (!held) return held.error();
    if (!held->id) return false;
    auto const id = texts_->find(digest);
    if (!id) return id.error();
    if (!*id || **id != held->text) return false;
  }
  return !now.empty();
}

Result<Recorded> ArchiveWriter::record_text(FetchedCheck const& check, std::int64_t source) {
  NewVersion version;
  version.source = check.source;
  version.date = check.time;
  version.media_type = corpus::MediaType::markdown;
  version.evidence.repository = check.address;
  auto const repository = repository_id("", check.address);
  if (!repository) return repository.error();
  auto const digest = sha256(*check.text);
  auto const found = texts_->find(view(digest));
  if (!found) return found.error();
  auto text = *found;
  auto const in_force = before(newest_at_.start(source, check.time));
  if (!in_force) return in_force.error();
  if (text && in_force->id && in_force->text == text) return Recorded{Outcome::unchanged, 0, in_force->id};
  auto const last = before(newest_.start(source));
  if (!last) return last.error();
  if (!text) {
    auto const stored = texts_->put(digest, *check.text, last->text);
    if (!stored) return stored.error();
    text = *stored;
  }
  auto const same = same_bodies(check, source);
  if (!same) return same.error();
  using Kind = corpus::VersionKind;
  version.kind = !last->id ? Kind::first_record : *same ? Kind::technical_upgrade : Kind::change;
  auto const id = put_version(version, source, *repository, text, view(digest));
  if (!id) return id.error();
  return Recorded{last->id ? Outcome::changed : Outcome::first, 0, *id};
}

Result<void> ArchiveWriter::put_exchange(std::int64_t source, std::int64_t check, PageExchange const& one) {
  auto const& e = one.exchange;
  std::optional<std::int64_t> body;
  std::string digest;
  if (!e.body.empty()) {
    digest = view(sha256(e.body));
    auto const found = texts_->find(digest);
    if (!found) return found.error();
    body = *found;
    if (!body) {
      auto const like = before(newest_body_.start(one.page, source));
      if (!like) return like.error();
      auto const stored = texts_->put(sha256(e.body), e.body, like->text);
      if (!stored) return stored.error();
      body = *stored;
    }
  } else if (e.status == 304 && !one.body_sha256.empty()) {
    auto const held = from_hex(one.body_sha256);
    if (held) {
      auto const found = texts_->find(*held);
      if (!found) return found.error();
      body = *found;
      if (body) digest = *held;
    }
  }
  auto const end = last_row(last_exchange_);
  if (!end) return end.error();
  auto const id = end->id + 1;
  auto const seal = seal_exchange(end->seal, id, check, one, digest);
  return add_exchange_
      .start(id, check, one.page, e.url, e.time, std::int64_t{e.status}, e.protocol, e.address,
             std::int64_t{e.milliseconds}, e.request_headers, e.headers, std::int64_t{e.rendered}, e.error, body,
             Blob{view(seal)})
      .finish();
}

Result<Recorded> ArchiveWriter::record(FetchedCheck const& check) {
  auto const source = source_id(check.source);
  if (!source) return source.error();
  Recorded out{check.outcome, 0, {}};
  if (check.text) {
    auto const done = record_text(check, *source);
    if (!done) return done.error();
    out = *done;
  }
  auto const id = put_check(*source, check.source, {check.time, out.outcome, check.detail, out.version});
  if (!id) return id.error();
  out.check = *id;
  for (auto const& exchange : check.exchanges)
    if (auto const stored = put_exchange(*source, *id, exchange); !stored) return stored.error();
  return out;
}

}  // namespace smallprint::ingest
