#include "tests/ingest/workbench.hpp"

#include <sys/wait.h>
#include <catch2/catch_test_macros.hpp>

#include <csignal>
#include <ctime>

using namespace smallprint;
using corpus::Errc;
using test::Folder;
using test::Repo;

TEST_CASE("an import that is stopped anywhere is completed by the next", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  test::grow(repo, 0, 12, {});
  auto whole = test::archive(folder / "whole.db");
  REQUIRE(ingest::import_path(*whole, folder / "repo", {}).has_value());
  auto const expected = test::content(*whole);

  for (int steps = 0; steps <= 12; ++steps) {
    INFO("stopped after " << steps << " questions");
    auto const file = folder / ("stopped-" + std::to_string(steps) + ".db");
    auto archive = test::archive(file);
    int asked = 0;
    ingest::ImportOptions options;
    options.interrupted = [&] { return asked++ == steps; };
    auto const stopped = ingest::import_path(*archive, folder / "repo", options);
    if (steps < 12) {
      REQUIRE(stopped.has_error());
      CHECK(stopped.error().code == Errc::interrupted);
      CHECK(stopped.error().message == "stopped after " + std::to_string(steps) +
                                           " of 12 commits; these are stored, and the next import goes on from there");
      CHECK(archive->versions().value().size() == (steps == 0 ? 0 : static_cast<std::size_t>(steps) + 1));
    }
    auto const rest = ingest::import_path(*archive, folder / "repo", {}).value();
    CHECK(rest.commits == 12 - steps);
    CHECK(test::content(*archive) == expected);
    CHECK(archive->verify().value().damaged.empty());
  }
}

TEST_CASE("a folder import that is stopped is completed by the next", "[ingest]") {
  Folder folder;
  for (int i = 0; i < 5; ++i)
    test::write(folder / ("terms/Acme AI/2025-01-0" + std::to_string(i + 1) + "/Terms.md"),
                "text " + std::to_string(i));
  auto whole = test::archive(folder / "whole.db");
  REQUIRE(ingest::import_path(*whole, folder / "terms", {}).has_value());
  for (int steps = 0; steps < 5; ++steps) {
    auto archive = test::archive(folder / ("stopped-" + std::to_string(steps) + ".db"));
    int asked = 0;
    ingest::ImportOptions options;
    options.interrupted = [&] { return asked++ == steps; };
    auto const stopped = ingest::import_path(*archive, folder / "terms", options);
    REQUIRE(stopped.has_error());
    CHECK(stopped.error().code == Errc::interrupted);
    REQUIRE(ingest::import_path(*archive, folder / "terms", {}).has_value());
    CHECK(test::content(*archive) == test::content(*whole));
  }
}

TEST_CASE("an import that is killed leaves a whole archive, and the next completes it", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  std::vector<git_oid> last;
  std::string text(200'000, ' ');
  for (int i = 0; i < 300; ++i) {  // 60 MB in several units
    for (std::size_t at = 0; at < text.size(); at += 97)
      text[at] = static_cast<char>('a' + (at * 31 + static_cast<std::size_t>(i)) % 26);
    last = {repo.commit("Record new changes of A Terms", {{"A/Terms.md", text}}, last, 1'700'000'000 + i)};
  }
  auto whole = test::archive(folder / "whole.db");
  REQUIRE(ingest::import_path(*whole, folder / "repo", {}).value().versions == 300);
  auto const expected = test::content(*whole);

  int died_within = 0;
  for (int round = 0; round < 12; ++round) {
    auto const file = folder / ("killed-" + std::to_string(round) + ".db");
    auto const child = ::fork();
    if (child == 0) {
      int commits = 0;
      ingest::ImportOptions options;  // the death comes from within, so that each round dies elsewhere
      options.progress = [&](ingest::Progress const&) {
        if (++commits == 20 + round * 25) ::kill(::getpid(), SIGKILL);
      };
      auto archive = test::archive(file);
      (void)ingest::import_path(*archive, folder / "repo", options);
      ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    auto archive = test::archive(file);
    CHECK(archive->verify().value().damaged.empty());
    auto const have = archive->versions().value().size();
    if (have > 0 && have < 300) ++died_within;
    auto const rest = ingest::import_path(*archive, folder / "repo", {}).value();
    CHECK(rest.versions == static_cast<std::int64_t>(300 - have));
    CHECK(test::content(*archive) == expected);
  }
  CHECK(died_within > 3);
}
