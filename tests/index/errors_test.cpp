#include "index/sqlite.hpp"
#include "small_index.hpp"

#include <sqlite3.h>

#include <csignal>
#include <fstream>

#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace smallprint;
using namespace smallprint::test;
namespace fs = std::filesystem;

namespace {

corpus::Error open_error(fs::path const& file) {
  auto got = index::open_store(file);
  REQUIRE(got.has_error());
  CHECK(got.error().source == file.string());
  return got.error();
}

corpus::Error builder_error(fs::path const& file, bool fresh = false) {
  auto got = index::open_builder(file, fresh);
  REQUIRE(got.has_error());
  CHECK(got.error().source == file.string());
  return got.error();
}

bool has(corpus::Error const& e, std::string_view words) {
  return e.message.find(words) != std::string::npos;
}

void make_index(fs::path const& file, int texts = 1) {
  Writer w(file);
  std::vector<std::int64_t> ids;
  for (int i = 0; i < texts; ++i) ids.push_back(w.text("text number " + std::to_string(i)));
  w.place(acme, "2024-01-01T00:00:00Z", ids);
  w.builder->finish().value();
}

void run_sql(fs::path const& file, char const* sql) {
  index::Database db(file, index::Database::Mode::create);
  db.exec(sql);
}

/// Runs `work` in a process without root's rights over files. \returns what it returned
template <class Work>
int as_ordinary_user(Work&& work) {
  auto const child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) _exit(99);
    _exit(work());
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("no index is not found, and says what makes one", "[index]") {
  Folder folder;
  auto const e = open_error(folder.file());
  CHECK(e.code == corpus::Errc::not_found);
  CHECK(has(e, "smallprint import"));
  CHECK_FALSE(fs::exists(folder.file()));
}

TEST_CASE("an empty file, a folder and a missing folder are told apart", "[index]") {
  Folder folder;
  std::ofstream(folder.file()).close();
  CHECK(open_error(folder.file()).code == corpus::Errc::schema);
  CHECK(has(open_error(folder.file()), "smallprint reindex"));
  CHECK(has(open_error(folder.path()), "folder"));
  CHECK(has(builder_error(folder.path()), "folder"));
  CHECK(has(builder_error(folder.path() / "missing" / "index"), "folder is missing"));
}

TEST_CASE("a database of another program is left alone", "[index]") {
  Folder folder;
  run_sql(folder.file(), "PRAGMA application_id = 42; CREATE TABLE mine (x); INSERT INTO mine VALUES (7)");
  for (auto const& e : {open_error(folder.file()), builder_error(folder.file()), builder_error(folder.file(), true)}) {
    CHECK(e.code == corpus::Errc::schema);
    CHECK(has(e, "another program"));
  }
  index::Database db(folder.file(), index::Database::Mode::read);
  CHECK(db.integer("SELECT x FROM mine") == 7);
}

TEST_CASE("an index of another schema names the command that makes it anew", "[index]") {
  Folder folder;
  make_index(folder.file());
  run_sql(folder.file(), "PRAGMA user_version = 999");
  for (auto const& e : {open_error(folder.file()), builder_error(folder.file())}) {
    CHECK(e.code == corpus::Errc::schema);
    CHECK(has(e, "999"));
    CHECK(has(e, "smallprint reindex"));
  }
  CHECK(index::open_builder(folder.file(), true).has_value());
}

TEST_CASE("a damaged file says so when it is opened, or when it is read", "[index]") {
  Folder folder;
  SECTION("not a database at all") {
    std::ofstream(folder.file()) << std::string(5000, 'x');
    for (auto const& e : {open_error(folder.file()), builder_error(folder.file())}) {
      CHECK(e.code == corpus::Errc::io);
      CHECK(has(e, "damaged"));
      CHECK(has(e, "smallprint reindex"));
    }
  }
  SECTION("overwritten behind its first page") {
    make_index(folder.file(), 2000);
    {
      auto const size = fs::file_size(folder.file());
      std::fstream f(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
      f.seekp(4096 * 2);
      f << std::string(size - 4096 * 2, '\x5a');
    }
    std::string said;
    auto const store = index::open_store(folder.file());
    if (store) {
      try {
        static_cast<void>((*store)->counts());
        std::vector<std::int64_t> const ids{1, 1000, 2000};
        static_cast<void>((*store)->texts(ids));
      } catch (std::runtime_error const& failure) {
        said = failure.what();
      }
      auto const found = (*store)->find("text", {}, 0);
      REQUIRE(found.has_error());
      CHECK(found.error().code == corpus::Errc::io);
    } else {
      said = store.error().source + ": " + store.error().message;
    }
    CHECK(said.find(folder.file().string()) != std::string::npos);
    CHECK(said.find("smallprint reindex") != std::string::npos);
  }
  CHECK(index::open_builder(folder.file(), true).has_value());  // the way out
}

TEST_CASE("a second builder is told that the first is at work", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const e = builder_error(folder.file());
  CHECK(e.code == corpus::Errc::io);
  CHECK(has(e, "another program is writing"));
}

TEST_CASE("an index in a folder that cannot be written is read, not written", "[index]") {
  Folder folder;
  make_index(folder.file());
  fs::permissions(folder.file(), fs::perms{0444});
  fs::permissions(folder.path(), fs::perms{0555});
  auto const status = as_ordinary_user([&] {
    auto const store = index::open_store(folder.file());
    if (!store) return 1;
    if ((*store)->counts().texts != 1) return 2;
    auto const found = (*store)->find("text", {}, 0);
    if (!found || found->size() != 1) return 3;
    auto const builder = index::open_builder(folder.file());
    if (!builder.has_error()) return 4;
    if (builder.error().code != corpus::Errc::io || !has(builder.error(), "read-only")) return 5;
    auto const other = index::open_builder(folder.path() / "other");
    if (!other.has_error() || other.error().code != corpus::Errc::io) return 6;
    return 0;
  });
  CHECK(status == 0);
}

TEST_CASE("a file that may not be read is an error with its name", "[index]") {
  Folder folder;
  make_index(folder.file());
  fs::permissions(folder.file(), fs::perms::none);
  fs::permissions(folder.path(), fs::perms{0755});
  auto const status = as_ordinary_user([&] {
    auto const store = index::open_store(folder.file());
    return store.has_error() && store.error().code == corpus::Errc::io && has(store.error(), "not allowed") ? 0 : 1;
  });
  CHECK(status == 0);
}

TEST_CASE("a full disk stops the load, and what was committed stays", "[index]") {
  Folder folder;
  {
    index::Database db(folder.path() / "small", index::Database::Mode::create);
    db.exec("PRAGMA max_page_count = 8; CREATE TABLE t (x)");
    auto const full = index::attempt([&] { db.exec("INSERT INTO t VALUES (zeroblob(100000))"); });
    REQUIRE(full.has_error());
    CHECK(has(full.error(), "the disk is full"));
  }
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"kept"});
  w.builder->commit().value();
  rlimit old{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &old) == 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight = old;
  tight.rlim_cur = 600'000;
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  corpus::Result<void> result;
  for (int i = 0; i < 4000 && result; ++i) {
    auto const added =
        w.builder->add_text({"", "", "lost " + std::to_string(i) + std::string(1000, 'x'), ""}, {}, "en");
    if (!added) result = added.error();
  }
  if (result) result = w.builder->commit();
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  REQUIRE(result.has_error());
  CHECK(result.error().code == corpus::Errc::io);
  CHECK(result.error().source == folder.file().string());
  auto const again = w.builder->commit();
  REQUIRE(again.has_error());
  CHECK(again.error().message == result.error().message);
  w.builder.reset();
  auto const store = index::open_store(folder.file()).value();
  CHECK(store->counts().texts == 1);
  CHECK(store->find("kept", {}, 0).value().size() == 1);
}
