#include "tests/app/generated.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <random>
#include <thread>

using namespace smallprint;
using test::Home;
using test::Scratch;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int providers = 8;
constexpr int versions = 40;

/// The collection, its home made in one go, what that answers, and how long it took.
struct Whole {
  Scratch scratch;
  std::filesystem::path folder = scratch / "terms";
  std::string expected;
  std::chrono::duration<double> took{};

  Whole() {
    test::generate(folder, providers, versions);
    Home const home(scratch / "whole");
    auto const start = Clock::now();
    auto const imported = home.json({"import", folder.string()});
    took = Clock::now() - start;
    REQUIRE(imported["versions"] == providers * versions);
    REQUIRE(imported["skipped"] == 0);
    expected = test::everything(home, providers);
  }
};

Whole const& whole() {
  static Whole const made;
  return made;
}

/// Starts an import and ends it by a signal, some time after it began to write.
test::Outcome import_until(Home const& home, int signal, std::chrono::duration<double> after) {
  test::Child child({"import", whole().folder.string()}, home.options());
  auto const deadline = Clock::now() + std::chrono::seconds(30);
  while (!std::filesystem::exists(home.folder() / "archive.db") && Clock::now() < deadline) std::this_thread::yield();
  std::this_thread::sleep_for(after);
  child.signal(signal);
  return child.wait();
}

void check_completes(Home const& home) {
  auto const verified = home.run({"verify"});
  INFO(verified.err);
  // Stopped before its tables were made, the archive is an empty file; damage would be 1.
  auto const none_yet = verified.exit == 3 && verified.err.find("the database is empty") != std::string::npos;
  CHECK((verified.exit == 0 || none_yet));
  auto const rest = home.json({"import", whole().folder.string()});
  CHECK(rest["versions"].get<int>() + rest["known"].get<int>() == providers * versions);
  CHECK(rest["index"]["versions"] == providers * versions);
  CHECK(rest["interrupted"] == false);
  CHECK(test::everything(home, providers) == whole().expected);
  CHECK(home.json({"import", whole().folder.string()})["versions"] == 0);
}

}  // namespace

TEST_CASE("an import killed at any moment is completed by the next", "[app]") {
  std::minstd_rand random(20250613);
  std::uniform_real_distribution<double> moment(0.0, 1.0);
  int killed = 0;
  for (int round = 0; round < 6; ++round) {
    Scratch scratch;
    Home const home(scratch / "home");
    auto const after = moment(random) * whole().took;
    INFO("round " << round << ": killed after " << after.count() << " s of " << whole().took.count());
    auto const ended = import_until(home, SIGKILL, after);
    killed += ended.signal == SIGKILL ? 1 : 0;
    check_completes(home);
  }
  CHECK(killed >= 2);
}

TEST_CASE("a reindex killed at any moment is completed by the next import", "[app]") {
  Scratch scratch;
  Home const home(scratch / "home");
  REQUIRE(home.json({"import", whole().folder.string()})["skipped"] == 0);
  for (int const part : {1, 2, 3}) {
    test::Child child({"reindex"}, home.options());
    std::this_thread::sleep_for(whole().took * part / 4);
    child.signal(SIGKILL);
    (void)child.wait();
    CHECK(home.run({"verify"}).exit == 0);
    REQUIRE(home.json({"import", whole().folder.string()})["versions"] == 0);
    CHECK(test::everything(home, providers) == whole().expected);
  }
}

TEST_CASE("Ctrl-C stops an import after what is whole, and the next goes on", "[app]") {
  auto const signal = GENERATE(SIGINT, SIGTERM);
  for (int attempt = 1;; ++attempt) {
    Scratch scratch;
    Home const home(scratch / "home");
    auto const ended = import_until(home, signal, whole().took / (1 << attempt));
    INFO(ended.err << ended.out);
    REQUIRE(attempt < 8);
    if (ended.exit == 0) continue;  // it was done already: earlier next time
    REQUIRE(ended.exit == 3);
    auto const report = test::Json::parse(ended.out);
    CHECK(report["interrupted"] == true);
    auto const asked = home.run({"ask", "--topic", "resell-access"});
    CHECK(asked.exit <= 1);
    if (report["index"]["versions"] != providers * versions) {
      CHECK(report["index"]["versions"] <= report["versions"]);
    }
    check_completes(home);
    break;
  }
}

TEST_CASE("a full disk is an error, leaves nothing half-written, and a later import completes", "[app]") {
  auto const limit = GENERATE(0U, 3'000U, 40'000U, 100'000U, 400'000U, 700'000U);
  Scratch scratch;
  Home const home(scratch / "home");
  auto options = home.options();
  options.largest_file = limit;
  auto const failed = test::run({"import", whole().folder.string()}, options);
  INFO(limit << " bytes: " << failed.err << failed.out);
  CHECK(failed.signal == 0);
  REQUIRE(failed.exit == 3);
  CHECK(failed.err.starts_with("smallprint: "));
  CHECK((failed.err.find("the disk is full") != std::string::npos || failed.err.find("writing") != std::string::npos));
  // What is missing must not look like silence.
  if (auto const asked = home.run({"ask", "--topic", "resell-access"}); asked.exit != 3) {
    CHECK(asked.err.find("the index is not complete") != std::string::npos);
  }
  check_completes(home);
}
