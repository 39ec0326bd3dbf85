#include "ingest/bundle.hpp"

#include "tests/ingest/workbench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;
using corpus::Errc;
using test::Folder;
using test::Repo;

namespace {

// A bundle of everything that `head` reaches, as `git bundle create` writes it.
std::string bundle(Repo& repo, git_oid const& head, std::string const& reference = "HEAD") {
  git_packbuilder* builder = nullptr;
  REQUIRE(git_packbuilder_new(&builder, repo.get()) == 0);
  ingest::git::Revwalk walk;
  REQUIRE(ingest::git::make(walk, git_revwalk_new, repo.get()) == 0);
  REQUIRE(git_revwalk_push(walk.get(), &head) == 0);
  REQUIRE(git_packbuilder_insert_walk(builder, walk.get()) == 0);
  git_buf pack = GIT_BUF_INIT;
  REQUIRE(git_packbuilder_write_buf(&pack, builder) == 0);
  auto out = "# v2 git bundle\n" + ingest::git::hex(head) + " " + reference + "\n\n" + std::string(pack.ptr, pack.size);
  git_buf_dispose(&pack);
  git_packbuilder_free(builder);
  return out;
}

}  // namespace

TEST_CASE("a bundle imports like its repository and leaves nothing behind", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto const ids = test::grow(repo, 0, 8, {});
  auto const reference = GENERATE(std::string("HEAD"), std::string("refs/heads/main"), std::string("refs/heads/terms"));
  test::write(folder / "terms.bundle", bundle(repo, ids.back(), reference));
  fs::create_directories(folder / "home/.unpacked-killed/objects");  // what a killed import left
  auto archive = test::archive(folder / "home/archive.db");
  CHECK(ingest::import_path(*archive, folder / "terms.bundle", {}).value().versions == 9);
  CHECK(archive->evidence(1).value().repository == (folder / "terms.bundle").string());
  CHECK(ingest::import_path(*archive, folder / "repo", {}).value().commits == 0);
  archive.reset();
  CHECK(std::distance(fs::directory_iterator(folder / "home"), {}) == 1);
}

TEST_CASE("a bundle that cannot be used says why", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto const ids = test::grow(repo, 0, 8, {});
  auto const good = bundle(repo, ids.back());
  auto const id = ingest::git::hex(ids.back());
  auto archive = test::archive(folder / "archive.db");
  auto const error = [&](std::string const& bytes) {
    test::write(folder / "x.bundle", bytes);
    auto const got = ingest::import_path(*archive, folder / "x.bundle", {});
    REQUIRE(got.has_error());
    CHECK(got.error().source == (folder / "x.bundle").string());
    return got.error().message;
  };
  CHECK(error("# v2 git bundle\n-" + id + " older\n" + id + " HEAD\n\nPACK") ==
        "the bundle holds only part of a history: it needs commit " + id);
  CHECK(error("# v3 git bundle\n@object-format=sha256\n") ==
        "the bundle needs \"object-format=sha256\", which is not supported");
  CHECK(error("# v2 git bundle\nhello\n\n") == "expected an object name and a reference, got \"hello\"");
  CHECK(error("# v2 git bundle\n" + id + " HEAD\n") == "the bundle ends within its list of references");
  CHECK(error("# v2 git bundle\n" + id + " refs/tags/v1\n\n") == "the bundle names no HEAD and no main branch");
  CHECK(error(good.substr(0, good.size() / 2)).starts_with("the bundle is damaged or cut off"));
  auto bad = good;
  bad[good.size() / 2] = static_cast<char>(bad[good.size() / 2] ^ 0x10);
  CHECK(error(bad).starts_with("the bundle is damaged"));
  CHECK(archive->versions().value().empty());
}
