#include "tests/ingest/workbench.hpp"

#include <sqlite3.h>
#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using test::Folder;

namespace {

// A small archive with whole texts, differences, an ended document and checks.
void fill(fs::path const& file) {
  auto archive = test::archive(file);
  REQUIRE(archive->begin().has_value());
  for (int i = 0; i < 12; ++i) {
    std::string text = "# Terms\n";
    for (int line = 0; line < 60; ++line)
      text += "Sentence " + std::to_string(line * 7919 % 1000 + (line == i ? 1000 : 0)) + ".\n";
    REQUIRE(archive->add(test::terms(text, "2025-06-" + std::to_string(10 + i) + "T00:00:00Z")).value());
  }
  auto end = test::terms("", "2025-07-01T00:00:00Z");
  end.removed = true;
  REQUIRE(archive->add(end).value());
  ingest::FetchedCheck check;
  check.source = {"Acme AI", "Privacy Policy"};
  check.time = "2025-07-02T00:00:00Z";
  check.text = "# Privacy";
  check.exchanges.push_back({"https://acme.example/privacy", {}, {}});
  check.exchanges[0].exchange.status = 200;
  check.exchanges[0].exchange.headers = "ETag: \"abc\"\r\nContent-Type: text/html\r\n";
  check.exchanges[0].exchange.body = "<h1>Privacy</h1>";
  REQUIRE(archive->record(check).has_value());
  REQUIRE(archive->commit().has_value());
}

}  // namespace

TEST_CASE("a flipped bit is found wherever it matters", "[ingest]") {
  Folder folder;
  auto const file = folder / "archive.db";
  fill(file);
  auto const good = test::read(file);
  auto const expected = test::content(*test::archive(file));
  int found = 0;
  int harmless = 0;
  for (std::size_t at = 0; at < good.size(); at += 37) {
    INFO("byte " << at);
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    test::write(file, bad);
    auto archive = ingest::Archive::open(file, false);
    auto const report = archive ? (*archive)->verify() : corpus::Result<ingest::VerifyReport>(archive.error());
    if (!report || !report->damaged.empty()) {
      ++found;
      continue;
    }
    // Free space and counters: then nothing that is kept may read differently.
    ++harmless;
    REQUIRE(test::content(**archive) == expected);
  }
  CHECK(found > 100);
  CHECK(harmless > 0);
}

TEST_CASE("damage is named by what it hit", "[ingest]") {
  Folder folder;
  auto const file = folder / "archive.db";
  fill(file);
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db,
                       "DROP TRIGGER version_is_fixed; DROP TRIGGER text_is_fixed; DROP TRIGGER check_is_fixed;"
                       "UPDATE version SET date = '2020-01-01T00:00:00Z' WHERE id = 3;"
                       "UPDATE \"check\" SET outcome = 2 WHERE id = 5;"
                       "UPDATE text SET packed = (SELECT packed FROM text WHERE id = 4) WHERE id = 7",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
  auto archive = test::archive(file);
  auto const report = archive->verify().value();
  REQUIRE(report.damaged.size() == 3);
  CHECK(report.damaged[0].message == "the text in the archive is damaged: its SHA-256 is another");
  CHECK(archive->text(report.damaged[0].source).error().code == corpus::Errc::io);
  CHECK(report.damaged[1].source == "version 3");
  CHECK(report.damaged[1].message == "it is not as it was written: its seal does not fit");
  CHECK(report.damaged[2].source == "check 5");
  CHECK(report.texts == 14);
}

TEST_CASE("a file that was cut off is an error, not a crash", "[ingest]") {
  Folder folder;
  auto const file = folder / "archive.db";
  fill(file);
  auto const good = test::read(file);
  for (std::size_t size = 1; size < good.size(); size += 1777) {
    INFO(size << " bytes of " << good.size());
    test::write(file, good.substr(0, size));
    auto archive = ingest::Archive::open(file, false);
    auto const report = archive ? (*archive)->verify() : corpus::Result<ingest::VerifyReport>(archive.error());
    CHECK((!report || !report->damaged.empty()));
  }
}
