#include "ingest/bundle.hpp"
#include "ingest/git_history.hpp"
#include "ingest/sha256.hpp"
#include "tests/ingest/workbench.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("a real history imports whole, each document's bytes as git has them", "[ingest][real]") {
  auto const data = test::real_data();
  if (data.empty()) SKIP("no real data; set SMALLPRINT_REAL_DATA");
  test::Folder folder;
  auto const file = data / "ota" / "GenAI-versions.bundle";
  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, file, {}).value();
  CHECK(report.commits == 1561);
  CHECK(report.skipped.empty());
  auto const versions = archive->versions().value();
  CHECK(static_cast<std::int64_t>(versions.size()) == report.versions);

  // Each version against the blob that its evidence points at.
  REQUIRE(ingest::unpack_bundle(file, folder / "repo", {}).has_value());
  auto const repository = ingest::git::open(folder / "repo").value();
  std::size_t bytes = 0;
  for (auto const& version : versions) {
    auto const evidence = archive->evidence(version.id).value();
    git_oid id;
    REQUIRE(git_oid_fromstr(&id, evidence.commit.c_str()) == 0);
    ingest::git::Commit commit;
    ingest::git::Tree tree;
    REQUIRE(ingest::git::make(commit, git_commit_lookup, repository.get(), const_cast<git_oid const*>(&id)) == 0);
    REQUIRE(ingest::git::make(tree, git_commit_tree, static_cast<git_commit const*>(commit.get())) == 0);
    git_tree_entry* entry = nullptr;
    auto const found = git_tree_entry_bypath(&entry, tree.get(), evidence.path.c_str());
    if (version.removed) {
      CHECK(found == GIT_ENOTFOUND);
      continue;
    }
    REQUIRE(found == 0);
    ingest::git::Blob blob;
    REQUIRE(ingest::git::make(blob, git_blob_lookup, repository.get(), git_tree_entry_id(entry)) == 0);
    git_tree_entry_free(entry);
    std::string_view const expected(static_cast<char const*>(git_blob_rawcontent(blob.get())),
                                    static_cast<std::size_t>(git_blob_rawsize(blob.get())));
    REQUIRE(archive->text(version.sha256).value() == expected);
    bytes += expected.size();
  }
  CHECK(static_cast<std::int64_t>(bytes) == report.bytes);

  // And the other way round: what HEAD holds now is each document's newest version.
  std::size_t current = 0;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    auto const newest = i + 1 == versions.size() || versions[i + 1].source != versions[i].source;
    if (newest && !versions[i].removed) ++current;
  }
  CHECK(current > 130);

  CHECK(archive->verify().value().damaged.empty());
  CHECK(ingest::import_path(*archive, file, {}).value().versions == 0);
}
