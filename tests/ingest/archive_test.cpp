#include "ingest/archive.hpp"

#include "tests/ingest/workbench.hpp"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <csignal>
#include <random>

using namespace smallprint;
using corpus::Errc;
using test::Folder;
using test::terms;

namespace {

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string out(size, '\0');
  for (auto& c : out) c = static_cast<char>(random());
  return out;
}

std::string words(std::mt19937& random, std::size_t size) {
  std::string out;
  while (out.size() < size) out += "word" + std::to_string(random() % 5000) + (random() % 12 == 0 ? "\n\n" : " ");
  return out;
}

void sql(std::filesystem::path const& file, char const* statement) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

std::string open_error(std::filesystem::path const& file, Errc expected, bool create = false) {
  auto const opened = ingest::Archive::open(file, create);
  REQUIRE(opened.has_error());
  CHECK(opened.error().code == expected);
  CHECK(opened.error().source == file.string());
  return opened.error().message;
}

}  // namespace

TEST_CASE("every text comes back byte for byte", "[ingest]") {
  std::mt19937 random(GENERATE(1u, 2u, 3u));
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  std::vector<std::string> texts{"",
                                 std::string("\0", 1),
                                 "\xFF\xFE\xC0\x80",
                                 std::string(100'000, 'a'),
                                 std::string(100'000, 'a') + "b",
                                 random_bytes(random, 70'000)};
  auto base = words(random, 60'000);
  for (int i = 0; i < 60; ++i) {  // a document's history: small edits, now and then another text
    if (random() % 10 == 0) base = words(random, random() % 90'000);
    auto const at = base.empty() ? 0 : random() % base.size();
    base.replace(at, std::min<std::size_t>(random() % 200, base.size() - at), random_bytes(random, random() % 300));
    texts.push_back(base);
    if (random() % 5 == 0) texts.push_back("Just a moment...");
  }
  REQUIRE(archive->begin().has_value());
  std::vector<std::string> stored;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto version = terms(texts[i], "2025-01-" + std::string(i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1));
    version.date += "T00:00:00Z";
    version.source.document_type = i % 7 == 0 ? "Privacy Policy" : "Terms of Service";
    if (archive->add(version).value()) stored.push_back(texts[i]);
  }
  REQUIRE(archive->commit().has_value());

  auto again = ingest::Archive::open(folder / "archive.db", false).value();
  auto const versions = again->versions().value();
  CHECK(versions.size() == stored.size());
  std::vector<std::string> back;
  for (auto const& v : versions) {
    back.push_back(again->text(v.sha256).value());
    CHECK(back.back().size() == v.size);
  }
  std::sort(back.begin(), back.end());
  std::sort(stored.begin(), stored.end());
  CHECK(back == stored);
  auto const report = again->verify().value();
  CHECK(report.damaged.empty());
}

TEST_CASE("a large text that changes little is kept as a small difference", "[ingest]") {
  std::mt19937 random(7);
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto const first = random_bytes(random, 5 << 20);  // cannot be compressed by itself
  auto second = first;
  second.insert(1 << 20, "one sentence more");
  second.erase(4 << 20, 100);
  REQUIRE(archive->add(terms(first, "2025-01-01T00:00:00Z")).value());
  REQUIRE(archive->add(terms(second, "2025-01-02T00:00:00Z")).value());
  auto const versions = archive->versions().value();
  REQUIRE(versions.size() == 2);
  CHECK(archive->text(versions[0].sha256).value() == first);
  CHECK(archive->text(versions[1].sha256).value() == second);
  archive.reset();
  CHECK(std::filesystem::file_size(folder / "archive.db") < (5 << 20) + 200'000);
}

TEST_CASE("a plain file is new when its text is not the one in force", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto const add = [&](std::string const& text, std::string const& day) {
    return archive->add(terms(text, "2025-06-" + day + "T00:00:00Z")).value();
  };
  CHECK(add("one", "01"));
  CHECK(add("two", "10"));
  CHECK_FALSE(add("one", "01"));  // the same folder once more
  CHECK_FALSE(add("two", "10"));
  CHECK_FALSE(add("two", "12"));  // checked later, nothing new
  CHECK_FALSE(add("one", "05"));
  CHECK(add("one", "20"));  // back to the old text
  auto end = terms("", "2025-06-25T00:00:00Z");
  end.removed = true;
  CHECK(archive->add(end).value());
  CHECK_FALSE(archive->add(end).value());
  CHECK(add("one", "30"));

  auto const versions = archive->versions().value();
  REQUIRE(versions.size() == 5);
  CHECK(versions[3].removed);
  CHECK(versions[3].sha256.empty());
  CHECK(versions[0].sha256 == versions[2].sha256);
  CHECK(archive->versions(versions[3].id).value().size() == 1);

  std::string outcomes;
  for (auto const& check : archive->checks({"Acme AI", "Terms of Service"}).value())
    outcomes += check.time.substr(8, 2) + " " + std::string(to_string(check.outcome)) + ", ";
  CHECK(outcomes == "01 first, 05 unchanged, 10 changed, 12 unchanged, 20 changed, 25 changed, 30 changed, ");
}

TEST_CASE("what never was cannot end", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto end = terms("");
  end.removed = true;
  CHECK_FALSE(archive->add(end).value());
  CHECK(archive->versions().value().empty());
}

TEST_CASE("a unit is visible whole or not at all", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto reader = ingest::Archive::open(folder / "archive.db", false).value();
  REQUIRE(archive->begin().has_value());
  REQUIRE(archive->add(terms("one")).value());
  REQUIRE(archive->mark_imported("root", "commit").has_value());
  CHECK(reader->versions().value().empty());
  archive->rollback();
  CHECK(archive->versions().value().empty());
  CHECK(archive->imported_commits("root").value().empty());
  CHECK(archive->add(terms("one")).value());  // what was remembered of the unit is gone too
  CHECK(reader->versions().value().size() == 1);
  REQUIRE(archive->mark_imported("root", "commit").has_value());
  CHECK(reader->imported_commits("root").value() == std::vector<std::string>{"commit"});
  CHECK(reader->imported_commits("other").value().empty());
}

TEST_CASE("a failed attempt is noted once", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  corpus::Source const source{"Acme AI", "Terms of Service"};
  ingest::Check const failed{"2025-06-13T04:12:07Z", ingest::Outcome::failed, "has 99 bytes too many", {}};
  REQUIRE(archive->add_check(source, failed).has_value());
  REQUIRE(archive->add_check(source, failed).has_value());
  auto const checks = archive->checks(source).value();
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].detail == "has 99 bytes too many");
}

TEST_CASE("what is asked for must be there", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  for (auto const* const name : {"", "zz", "00", "0000000000000000000000000000000000000000000000000000000000000000"}) {
    auto const text = archive->text(name);
    REQUIRE(text.has_error());
    CHECK(text.error().code == Errc::not_found);
    CHECK(text.error().message == "no such text in the archive");
  }
  CHECK(archive->evidence(7).error().source == "version 7");
  auto const dated = archive->add(terms("x", "13 June"));
  REQUIRE(dated.has_error());
  CHECK(dated.error().source == "Acme AI/Terms of Service");
  CHECK(dated.error().message == "\"13 June\" is no date like 2025-06-13T04:12:07Z");
}

TEST_CASE("the archive only grows, whoever writes to it", "[ingest]") {
  Folder folder;
  REQUIRE(test::archive(folder / "archive.db")->add(terms("one")).value());
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((folder / "archive.db").c_str(), &db) == SQLITE_OK);
  for (auto const* const statement :
       {"DELETE FROM version", "UPDATE text SET size = 1", "UPDATE version SET date = '2020'", "DELETE FROM \"check\"",
        "DELETE FROM text"}) {
    CHECK(sqlite3_exec(db, statement, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    CHECK(std::string(sqlite3_errmsg(db)) == "the archive only grows");
  }
  sqlite3_close(db);
}

TEST_CASE("an error says which file and why", "[ingest]") {
  Folder folder;
  CHECK(open_error(folder / "none.db", Errc::not_found) == "there is no archive; `smallprint import PATH` makes one");
  CHECK(open_error(folder.path(), Errc::io) == "a folder, where the archive file should be");
  CHECK(open_error(folder / "no/such/a.db", Errc::not_found, true) ==
        "cannot make the archive: there is no folder " + (folder / "no/such").string());
  test::write(folder / "page.html", std::string(5000, 'x'));
  CHECK(open_error(folder / "page.html", Errc::schema, true) ==
        "not an archive: the file is no SQLite database (SQLite: file is not a database)");
  sql(folder / "other.db", "CREATE TABLE t (x)");
  CHECK(open_error(folder / "other.db", Errc::schema, true) == "not an archive: an SQLite database of another program");
  sql(folder / "app.db", "PRAGMA application_id = 77; CREATE TABLE t (x)");
  CHECK(open_error(folder / "app.db", Errc::schema) ==
        "not an archive: an SQLite database of another program (application id 77)");
  test::write(folder / "empty.db", "");
  CHECK(open_error(folder / "empty.db", Errc::schema) == "not an archive: the database is empty");
  test::archive(folder / "new.db");
  sql(folder / "new.db", "PRAGMA user_version = 9");
  CHECK(open_error(folder / "new.db", Errc::schema) == "an archive of format 9; this program reads format 2");
}

TEST_CASE("where it cannot be written it can be read", "[ingest]") {
  Folder folder;
  REQUIRE(test::archive(folder / "archive.db")->add(terms("one")).value());
  std::filesystem::permissions(folder / "archive.db", std::filesystem::perms{0444});
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
  auto const root = ::geteuid() == 0;
  if (root) REQUIRE(::seteuid(65534) == 0);
  auto archive = ingest::Archive::open(folder / "archive.db", true);
  auto const begun =
      archive ? (*archive)->add(terms("two", "2026-01-01T00:00:00Z")) : corpus::Result<bool>(archive.error());
  auto const count = archive ? (*archive)->versions().value().size() : 0;
  auto const made = ingest::Archive::open(folder / "second.db", true);
  if (root) REQUIRE(::seteuid(0) == 0);
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  CHECK(count == 1);
  REQUIRE(begun.has_error());
  CHECK(begun.error().message == "cannot write: the file or its folder is read-only");
  REQUIRE(made.has_error());
  CHECK(made.error().message == "cannot make the archive: the folder " + folder.path().string() + " is read-only");
}

TEST_CASE("a full disk leaves the archive as it was at its last commit", "[ingest]") {
  Folder folder;
  REQUIRE(test::archive(folder / "archive.db")->add(terms("one")).value());
  auto const child = ::fork();
  if (child == 0) {  // files may not grow over 400 kB here
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit const limit{400'000, 400'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::mt19937 random(1);
    auto archive = ingest::Archive::open(folder / "archive.db", false).value();
    if (!archive->begin()) ::_exit(3);
    for (int i = 0; i < 100; ++i) {
      auto const added = archive->add(terms(random_bytes(random, 50'000), "2026-01-01T00:00:00Z"));
      if (added) continue;
      auto const& m = added.error().message;
      ::_exit(m.find("nothing of this unit was stored") != std::string::npos ? 42 : 4);
    }
    auto const done = archive->commit();
    ::_exit(!done && done.error().message.find("nothing of this unit was stored") != std::string::npos ? 42 : 5);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
  auto archive = ingest::Archive::open(folder / "archive.db", false).value();
  CHECK(archive->versions().value().size() == 1);
  CHECK(archive->verify().value().damaged.empty());
}
