#include "tests/app/home.hpp"

#include <sys/stat.h>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;
using test::Home;
using test::Scratch;

namespace {

bool says(test::Outcome const& outcome, std::string const& text) {
  return outcome.err.find(text) != std::string::npos;
}

std::string garbage(std::size_t size) {
  std::minstd_rand random(7);
  std::string out(size, '\0');
  for (auto& c : out) c = static_cast<char>(random() >> 8);
  return out;
}

/// Garbage over the bytes [begin, end) of a file.
void scribble(std::filesystem::path const& file, std::size_t begin, std::size_t end) {
  auto bytes = test::read(file);
  end = std::min(end, bytes.size());
  bytes.replace(begin, end - begin, garbage(end - begin));
  test::write(file, bytes);
}

/// A home of its own with the samples.
struct Samples {
  Scratch scratch;
  Home home{scratch / "home"};
  std::filesystem::path archive = scratch / "home/archive.db";
  std::filesystem::path index = scratch / "home/index.db";
  Samples() {
    std::filesystem::copy(test::sample_home().folder(), home.folder(), std::filesystem::copy_options::recursive);
  }
};

std::vector<test::Arguments> const readers{{"ask", "--topic", "arbitration"},
                                           {"compare"},
                                           {"search", "arbitration"},
                                           {"show", "Quillmere/Terms of Service"},
                                           {"history", "--provider", "Quillmere", "--topic", "arbitration"}};

}  // namespace

TEST_CASE("without a home each command says how to make one", "[app]") {
  Scratch scratch;
  Home const home(scratch / "none");
  for (auto const& arguments : readers) {
    auto const got = home.run(arguments);
    CHECK(got.exit == 3);
    CHECK(got.err == "smallprint: " + home.folder().string() +
                         ": nothing has been imported here; `smallprint import PATH --home DIR` does that\n");
  }
  for (auto const* command : {"verify", "reindex"}) {
    auto const got = home.run({command});
    CHECK(got.exit == 3);
    CHECK(says(got, "there is no archive; `smallprint import PATH` makes one"));
  }
  CHECK_FALSE(std::filesystem::exists(home.folder()));  // reading makes nothing
}

TEST_CASE("the home is the one that was named last", "[app]") {
  auto const folder = test::sample_home().folder().string();
  test::RunOptions options;
  options.env = {{"SMALLPRINT_HOME", "/nonexistent"}, {"HOME", "/nonexistent"}};
  CHECK(test::run({"verify", "--home", folder}, options).exit == 0);
  CHECK(test::run({"verify"}, options).exit == 3);
  Scratch scratch;
  std::filesystem::create_directory_symlink(folder, scratch / "smallprint");
  options.env = {{"XDG_DATA_HOME", scratch.path().string()}};
  CHECK(test::run({"verify"}, options).exit == 0);
}

TEST_CASE("a home that cannot be written to is an error that names it", "[app]") {
  Scratch scratch;
  REQUIRE(::chmod(scratch.path().c_str(), 0555) == 0);
  auto const made = Home(scratch / "home").run({"import", test::samples().string()});
  auto const direct = Home(scratch.path()).run({"import", test::samples().string()});
  REQUIRE(::chmod(scratch.path().c_str(), 0755) == 0);
  CHECK(made.exit == 3);
  CHECK(made.err == "smallprint: " + (scratch / "home").string() + ": cannot make the folder: Permission denied\n");
  CHECK(direct.exit == 3);
  CHECK(says(direct, "cannot make the archive: the folder " + scratch.path().string() + " is read-only"));
  test::write(scratch / "file", "x");
  CHECK(Home(scratch / "file/home").run({"import", test::samples().string()}).exit == 3);
}

TEST_CASE("a home that is read-only can be asked", "[app]") {
  Samples samples;
  auto const allow = [&](mode_t files, mode_t folder) {
    for (auto const& entry : std::filesystem::directory_iterator(samples.home.folder()))
      REQUIRE(::chmod(entry.path().c_str(), files) == 0);
    REQUIRE(::chmod(samples.home.folder().c_str(), folder) == 0);
  };
  allow(0444, 0555);
  for (auto const& arguments : readers) CHECK(samples.home.run(arguments).exit == 0);
  CHECK(samples.home.run({"verify"}).exit == 0);
  test::write(samples.scratch / "Acme/Terms.md", "# Terms\n\nYou may not resell it.\n");
  auto const imported = samples.home.run({"import", (samples.scratch / "Acme").string()});
  auto const rebuilt = samples.home.run({"reindex"});
  allow(0644, 0755);
  CHECK(imported.exit == 3);
  CHECK(says(imported, "read-only"));
  CHECK(rebuilt.exit == 3);
  CHECK(samples.home.run(readers[0]).exit == 0);  // the index is still there
}

TEST_CASE("a damaged index is told, and made anew from the archive", "[app]") {
  Samples const samples;
  auto const expected = samples.home.run(readers[1]).out;
  auto const damage = GENERATE(range(0, 4));
  for (auto const* suffix : {"-wal", "-shm"}) std::filesystem::remove(samples.index.string() + suffix);
  if (damage == 0) test::write(samples.index, garbage(50'000));
  if (damage == 1) scribble(samples.index, 20'000, 200'000);
  if (damage == 2) test::write(samples.index, "");
  if (damage == 3) std::filesystem::remove(samples.index);
  for (auto const& arguments : readers) {
    auto const got = samples.home.run(arguments);
    CAPTURE(damage, arguments, got.err);
    CHECK(got.exit == 3);
    CHECK(says(got, samples.index.string() + ": "));
    CHECK(says(got, "`smallprint reindex`"));
  }
  CHECK(samples.home.run({"verify"}).exit == 0);
  CHECK(samples.home.json({"reindex"})["versions"] == 38);
  CHECK(samples.home.run(readers[1]).out == expected);
}

TEST_CASE("a damaged archive is found by verify, and a sound index is kept", "[app]") {
  Samples const samples;
  for (auto const* suffix : {"-wal", "-shm"}) std::filesystem::remove(samples.archive.string() + suffix);
  SECTION("its pages") {
    scribble(samples.archive, 30'000, 38'000);
    auto const verified = samples.home.run({"verify"});
    REQUIRE(verified.exit == 1);
    CHECK(test::Json::parse(verified.out)["damaged"] > 0);
    CHECK(says(verified, samples.archive.string() + ": "));
  }
  SECTION("all of it") {
    test::write(samples.archive, garbage(50'000));
    for (auto const& arguments : readers) CHECK(samples.home.run(arguments).exit == 3);
    auto const verified = samples.home.run({"verify"});
    CHECK(verified.exit == 3);
    CHECK(says(verified, "not an archive: the file is no SQLite database"));
  }
  SECTION("its end") {
    auto const bytes = test::read(samples.archive);
    test::write(samples.archive, bytes.substr(0, 40'000));
    CHECK(samples.home.run({"verify"}).exit != 0);
  }
  CHECK(samples.home.run({"import", test::samples().string()}).exit == 3);
  auto const index_before = test::read(samples.index);
  CHECK(samples.home.run({"reindex"}).exit == 3);
  CHECK((test::read(samples.index) == index_before));
}

TEST_CASE("one changed byte in a text is found and named", "[app]") {
  Samples const samples;
  auto bytes = test::read(samples.archive);
  std::vector<std::string> found;
  for (std::size_t at = 20'000; at < bytes.size(); at += 9'973) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    test::write(samples.archive, changed);
    auto const got = samples.home.run({"verify"});
    CAPTURE(at, got.err);
    CHECK(got.signal == 0);
    if (got.exit != 0) found.push_back(got.err);
  }
  CHECK(found.size() >= 3);  // the others hit space that nothing uses
}
