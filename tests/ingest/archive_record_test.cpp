#include "ingest/archive.hpp"
#include "ingest/sha256.hpp"
#include "tests/ingest/workbench.hpp"

#include <sqlite3.h>
#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using corpus::Errc;
using ingest::Outcome;
using test::Folder;

namespace {

corpus::Source const acme{"Acme AI", "Terms of Service"};
std::string const address = "https://acme.example/terms";

ingest::PageExchange exchange(int status, std::string body = {}, std::string headers = {}) {
  ingest::PageExchange out;
  out.page = address;
  out.exchange.url = address;
  out.exchange.time = "2026-05-01T00:00:00Z";
  out.exchange.status = status;
  out.exchange.protocol = "HTTP/2";
  out.exchange.address = "192.0.2.1";
  out.exchange.milliseconds = 12;
  out.exchange.request_headers = "User-Agent: smallprint\r\n";
  out.exchange.headers = std::move(headers);
  out.exchange.body = std::move(body);
  return out;
}

ingest::FetchedCheck check(std::string time, std::optional<std::string> text,
                           std::vector<ingest::PageExchange> exchanges) {
  ingest::FetchedCheck out;
  out.source = acme;
  out.time = std::move(time);
  out.text = std::move(text);
  out.address = address;
  out.exchanges = std::move(exchanges);
  return out;
}

void sql(std::filesystem::path const& file, char const* statement) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

}  // namespace

TEST_CASE("each check is recorded with what it found", "[ingest][checks]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto const first =
      archive->record(check("2026-05-01T00:00:00Z", "# Terms", {exchange(200, "<h1>Terms</h1>", "ETag: \"1\"\r\n")}))
          .value();
  CHECK(first.outcome == Outcome::first);
  REQUIRE(first.version.has_value());
  CHECK(archive->record(check("2026-05-02T00:00:00Z", "# Terms", {exchange(200, "<h1>Terms</h1> ")})).value().outcome ==
        Outcome::unchanged);
  auto const changed = archive->record(check("2026-05-03T00:00:00Z", "# New", {exchange(200, "<h1>New</h1>")})).value();
  CHECK(changed.outcome == Outcome::changed);
  auto blocked = check("2026-05-04T00:00:00Z", {}, {exchange(403, "no")});
  blocked.outcome = Outcome::blocked;
  blocked.detail = "403";
  CHECK_FALSE(archive->record(blocked).value().version.has_value());
  // The page is the same; what is made of it is another text.
  CHECK(archive->record(check("2026-05-05T00:00:00Z", "New\n===", {exchange(200, "<h1>New</h1>")})).value().outcome ==
        Outcome::changed);

  auto const versions = archive->versions().value();
  REQUIRE(versions.size() == 3);
  CHECK(versions[0].kind == corpus::VersionKind::first_record);
  CHECK(versions[1].kind == corpus::VersionKind::change);
  CHECK(versions[2].kind == corpus::VersionKind::technical_upgrade);
  CHECK(versions[0].media_type == corpus::MediaType::markdown);
  CHECK(archive->evidence(versions[0].id).value().repository == address);

  auto const log = archive->log(acme).value();
  REQUIRE(log.size() == 5);
  CHECK(log[0].check.version == first.version);
  CHECK(log[1].check.version == first.version);
  REQUIRE(log[3].exchanges.size() == 1);
  CHECK(log[3].exchanges[0].exchange.status == 403);
  CHECK(log[3].exchanges[0].exchange.address == "192.0.2.1");
  CHECK(archive->text(log[0].exchanges[0].body_sha256).value() == "<h1>Terms</h1>");

  auto const states = archive->source_states().value();
  REQUIRE(states.size() == 1);
  CHECK(states[0].last_good == "2026-05-05T00:00:00Z");
  CHECK(states[0].bad_since.empty());
  CHECK(states[0].fetched);
}

TEST_CASE("a 304 refers to the body that is held", "[ingest][checks]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  CHECK_FALSE(archive->held(acme, address).value().has_value());
  REQUIRE(
      archive
          ->record(check(
              "2026-05-01T00:00:00Z", "T",
              {exchange(301),
               exchange(200, "body",
                        "etag: \"x\"\r\nLast-Modified: Fri, 01 May 2026 00:00:00 GMT\r\nContent-Type: text/html\r\n")}))
          .has_value());
  REQUIRE(archive->record(check("2026-05-02T00:00:00Z", {}, {exchange(404, "gone", "etag: \"404\"\r\n")})).has_value());
  auto const held = archive->held(acme, address).value();
  REQUIRE(held.has_value());
  CHECK(held->etag == "\"x\"");
  CHECK(held->last_modified == "Fri, 01 May 2026 00:00:00 GMT");
  CHECK(held->content_type == "text/html");
  CHECK(held->url == address);
  auto again = exchange(304);
  again.body_sha256 = held->body_sha256;
  REQUIRE(archive->record(check("2026-05-03T00:00:00Z", "T", {again})).value().outcome == Outcome::unchanged);
  CHECK(archive->log(acme).value().back().exchanges[0].body_sha256 == held->body_sha256);
  CHECK_FALSE(archive->held({"Acme AI", "Privacy Policy"}, address).value().has_value());
  CHECK(archive->verify().value().damaged.empty());
}

TEST_CASE("since when a source cannot be got is known", "[ingest][checks]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  REQUIRE(archive->record(check("2026-05-01T00:00:00Z", "T", {exchange(200, "body")})).has_value());
  for (auto const* day : {"02", "03"}) {
    auto bad = check(std::string("2026-05-") + day + "T00:00:00Z", {}, {exchange(503)});
    bad.outcome = Outcome::blocked;
    bad.detail = "503";
    REQUIRE(archive->record(bad).has_value());
  }
  auto const state = archive->source_states().value().front();
  CHECK(state.last == Outcome::blocked);
  CHECK(state.bad_since == "2026-05-02T00:00:00Z");
  CHECK(state.last_good == "2026-05-01T00:00:00Z");
  CHECK(state.last_time == "2026-05-03T00:00:00Z");
  CHECK(state.detail == "503");
}

TEST_CASE("a changed exchange is named", "[ingest][checks]") {
  Folder folder;
  auto const file = folder / "archive.db";
  {
    auto archive = test::archive(file);
    REQUIRE(archive->record(check("2026-05-01T00:00:00Z", "T", {exchange(200, "body"), exchange(200, "other")}))
                .has_value());
    CHECK(archive->verify().value().damaged.empty());
  }
  sql(file, "DROP TRIGGER exchange_is_fixed; UPDATE exchange SET headers = 'x' WHERE id = 2");
  auto const report = test::archive(file)->verify().value();
  REQUIRE(report.damaged.size() == 1);
  CHECK(report.damaged[0].source == "exchange 2");
}

TEST_CASE("an archive of the format before is brought up when it can be written to", "[ingest][checks]") {
  Folder folder;
  auto const file = folder / "archive.db";
  {
    auto archive = test::archive(file);
    REQUIRE(archive->add(test::terms("# Terms", "2025-06-10T00:00:00Z")).value());
  }
  sql(file, "DROP TABLE exchange; PRAGMA user_version = 1");
  auto archive = test::archive(file);
  CHECK(archive->versions().value().size() == 1);
  CHECK(archive->record(check("2026-05-01T00:00:00Z", "T", {exchange(200, "body")})).has_value());
  CHECK(archive->verify().value().damaged.empty());
}

TEST_CASE("a check of no date stores nothing", "[ingest][checks]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto const bad = archive->record(check("yesterday", "T", {exchange(200, "body")}));
  REQUIRE(bad.has_error());
  CHECK(bad.error().code == Errc::syntax);
  CHECK(archive->log(acme).value().empty());
}
