#include "ingest/git_importer.hpp"

#include "ingest/commit_kind.hpp"
#include "tests/ingest/workbench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using corpus::Errc;
using corpus::VersionKind;
using test::Folder;
using test::Repo;

TEST_CASE("a commit's wording tells its kind", "[ingest]") {
  using enum VersionKind;
  auto const [message, added, kind] = GENERATE(table<char const*, bool, VersionKind>({
      {"First record of Acme AI Terms of Service", true, first_record},
      {"Record new changes of Acme AI Terms of Service", false, change},
      {"Record new changes of Acme AI Terms of Service", true, change},
      {"Apply technical or declaration upgrade on Acme AI Terms of Service", false, technical_upgrade},
      {"Start tracking Acme AI Terms of Service", true, first_record},
      {"Update Acme AI Terms of Service", false, change},
      {"Refilter Acme AI Terms of Service", false, technical_upgrade},
      {"Initial commit", true, first_record},
      {"Tidy up", false, change},
      {"", false, change},
  }));
  CHECK(ingest::commit_kind(message, added) == kind);
}

TEST_CASE("a history becomes versions with dates, kinds and evidence", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto const a = repo.commit("First record of Acme AI Terms of Service\n\nFrom snapshot x\n",
                             {{"Acme AI/Terms of Service.md", "one"},
                              {"Acme AI/Trackers Policy.html", "<p>t"},
                              {"README.md", "r"},
                              {"LICENSE", "l"},
                              {"Acme AI/README.md", "r"},
                              {".github/Some file.md", "hidden"},
                              {"Acme AI/picture.png", "png"},
                              {"Acme AI/Paper.pdf", "%PDF-1.7"},
                              {"Acme AI/Link.md", "Terms of Service.md", GIT_FILEMODE_LINK}},
                             {}, 1'700'000'000);
  auto const b =
      repo.commit("Refilter Acme AI Terms of Service", {{"Acme AI/Terms of Service.md", "two"}}, {a}, 1'700'000'060);
  auto const c = repo.commit("Rename", {{"Acme AI/Terms.md", "two"}}, {b}, 1'700'000'120);

  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(report.commits == 3);
  CHECK(report.versions == 6);
  CHECK(report.bytes == 3 + 4 + 3 + 3);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source ==
        (folder / "repo").string() + " " + ingest::git::hex(a).substr(0, 10) + ":Acme AI/Paper.pdf");
  CHECK(report.skipped[0].message == "PDF files are not read yet");

  auto const versions = archive->versions().value();
  std::string summary;
  for (auto const& v : versions)
    summary += v.source.document_type + " " + v.date.substr(11, 8) + " " + std::string(to_string(v.kind)) + " " +
               (v.removed ? "removed" : archive->text(v.sha256).value()) + "\n";
  CHECK(summary ==
        "Terms 22:15:20 first-record two\n"
        "Terms of Service 22:13:20 first-record one\n"
        "Terms of Service 22:14:20 technical-upgrade two\n"
        "Terms of Service 22:15:20 change removed\n"
        "Trackers Policy 22:13:20 first-record <p>t\n"
        "Trackers Policy 22:14:20 technical-upgrade removed\n");
  CHECK(versions[4].media_type == corpus::MediaType::html);
  auto const evidence = archive->evidence(versions[1].id).value();
  CHECK(evidence.repository == (folder / "repo").string());
  CHECK(evidence.commit == ingest::git::hex(a));
  CHECK(evidence.path == "Acme AI/Terms of Service.md");
  CHECK(evidence.message == "First record of Acme AI Terms of Service\n\nFrom snapshot x\n");
  CHECK(archive->imported_commits(ingest::git::hex(a)).value().size() == 3);
  (void)c;
}

TEST_CASE("importing again adds nothing, and later only what is new", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto ids = test::grow(repo, 0, 20, {});
  auto archive = test::archive(folder / "archive.db");
  auto const first = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(first.commits == 20);
  CHECK(first.versions == 21);  // two at first, then one a commit
  auto const before = test::content(*archive);
  auto const second = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(second.commits == 0);
  CHECK(second.versions == 0);
  CHECK(test::content(*archive) == before);

  ids = test::grow(repo, 20, 3, ids);
  auto const third = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(third.commits == 3);
  CHECK(third.versions == 3);
  auto fresh = test::archive(folder / "fresh.db");
  REQUIRE(ingest::import_path(*fresh, folder / "repo", {}).has_value());
  CHECK(test::content(*fresh) == test::content(*archive));
}

TEST_CASE("a copy elsewhere is the same repository", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  test::grow(repo, 0, 5, {});
  fs::copy(folder / "repo", folder / "copy", fs::copy_options::recursive);
  auto archive = test::archive(folder / "archive.db");
  CHECK(ingest::import_path(*archive, folder / "repo", {}).value().versions == 6);
  CHECK(ingest::import_path(*archive, folder / "copy", {}).value().commits == 0);
  CHECK(archive->verify().value().damaged.empty());
}

TEST_CASE("a merge records only what no side had last", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto const document = [](std::string const& terms, std::string const& privacy) {
    return std::vector<Repo::File>{{"A/Terms.md", terms}, {"A/Privacy.md", privacy}};
  };
  auto const base = repo.commit("base", document("t1", "p1"), {}, 1000);
  auto const left = repo.commit("left", document("t2", "p1"), {base}, 2000);
  auto const right = repo.commit("right", document("t1", "p2"), {base}, 3000);

  SECTION("both sides' changes come in as they were") {
    repo.commit("merge", document("t2", "p2"), {left, right}, 4000);
    auto archive = test::archive(folder / "archive.db");
    auto const report = ingest::import_path(*archive, folder / "repo", {}).value();
    CHECK(report.versions == 4);
    CHECK(archive->versions().value().back().date == "1970-01-01T00:33:20Z");
  }
  SECTION("a side that lost is put back") {
    repo.commit("merge", document("t2", "p1"), {left, right}, 4000);
    auto archive = test::archive(folder / "archive.db");
    CHECK(ingest::import_path(*archive, folder / "repo", {}).value().versions == 5);
    auto const versions = archive->versions().value();
    CHECK(archive->text(versions[2].sha256).value() == "p1");
    CHECK(versions[2].date == "1970-01-01T01:06:40Z");
  }
}

TEST_CASE("names that are no UTF-8 are kept readable", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  repo.commit("caf\xE9", {{"Caf\xE9/Terms \xE2\x82\xAC.md", "x"}}, {}, 1000);
  auto archive = test::archive(folder / "archive.db");
  REQUIRE(ingest::import_path(*archive, folder / "repo", {}).value().versions == 1);
  auto const version = archive->versions().value().front();
  CHECK(version.source.authority == "Caf\\xE9");
  CHECK(version.source.document_type == "Terms \xE2\x82\xAC");
  CHECK(archive->evidence(version.id).value().path == "Caf\\xE9/Terms \xE2\x82\xAC.md");
  CHECK(archive->evidence(version.id).value().message == "caf\\xE9");
}

TEST_CASE("a missing object is skipped, named, and tried again later", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  auto const ids = test::grow(repo, 0, 6, {});
  git_oid blob;
  REQUIRE(git_odb_hash(&blob, "# Terms\n\nstate 1", 16, GIT_OBJECT_BLOB) == 0);
  auto const name = ingest::git::hex(blob);
  auto const object = folder / ("repo/objects/" + name.substr(0, 2) + "/" + name.substr(2));
  fs::rename(object, folder / "aside");

  auto archive = test::archive(folder / "archive.db");
  auto const broken = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(broken.commits == 6);
  CHECK(broken.versions == 6);
  REQUIRE(broken.skipped.size() == 1);
  CHECK(broken.skipped[0].source.ends_with(":Acme AI/Terms of Service.md"));
  CHECK(broken.skipped[0].message.starts_with("cannot be read: object not found"));

  fs::rename(folder / "aside", object);
  auto const repaired = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(repaired.commits == 1);
  CHECK(repaired.versions == 1);
  CHECK(repaired.skipped.empty());
}

TEST_CASE("a file over the limit is skipped and noted as a failed check", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  repo.commit("big", {{"A/Terms.md", std::string((64 << 20) + 1, 'x')}, {"A/Privacy.md", "p"}}, {}, 1000);
  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(report.versions == 1);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].message == "has 67108865 bytes; the limit is 67108864");
  auto const checks = archive->checks({"A", "Terms"}).value();
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].outcome == ingest::Outcome::failed);
  CHECK(ingest::import_path(*archive, folder / "repo", {}).value().commits == 0);
}

TEST_CASE("folders nested without end are skipped", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  std::string path;
  for (int i = 0; i < 40; ++i) path += "d/";
  repo.commit("deep", {{path + "Terms.md", "x"}}, {}, 1000);
  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, folder / "repo", {}).value();
  CHECK(report.versions == 0);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].message == "folders are nested deeper than 32");
}

TEST_CASE("a repository that cannot be read says why", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  Repo empty(folder / "empty");
  auto const none = ingest::import_path(*archive, folder / "empty", {});
  REQUIRE(none.has_error());
  CHECK(none.error().code == Errc::unsupported);
  CHECK(none.error().message == "the git repository has no commit on its main branch");

  Repo shallow(folder / "shallow");
  auto const ids = test::grow(shallow, 0, 2, {});
  test::write(folder / "shallow/shallow", ingest::git::hex(ids[1]) + "\n");
  auto const cut = ingest::import_path(*archive, folder / "shallow", {});
  REQUIRE(cut.has_error());
  CHECK(cut.error().message == "a shallow clone, whose history is cut off; `git fetch --unshallow` completes it");
}

TEST_CASE("the address of a remote is kept without its password", "[ingest]") {
  Folder folder;
  Repo repo(folder / "repo");
  test::grow(repo, 0, 1, {});
  auto const url =
      GENERATE(std::string("https://user:secret@example.org/terms.git"), std::string("https://example.org/terms.git"));
  git_config* config = nullptr;
  REQUIRE(git_repository_config(&config, repo.get()) == 0);
  REQUIRE(git_config_set_string(config, "remote.origin.url", url.c_str()) == 0);
  git_config_free(config);
  auto archive = test::archive(folder / "archive.db");
  REQUIRE(ingest::import_path(*archive, folder / "repo", {}).has_value());
  CHECK(archive->evidence(1).value().repository == "https://example.org/terms.git");
}
