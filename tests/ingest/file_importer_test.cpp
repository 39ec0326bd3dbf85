#include "ingest/file_importer.hpp"

#include "ingest/calendar.hpp"
#include "ingest/document_path.hpp"
#include "tests/ingest/workbench.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using corpus::Errc;
using corpus::MediaType;
using test::Folder;

namespace {

std::string summary(ingest::Archive& archive) {
  std::string out;
  for (auto const& v : archive.versions().value())
    out += v.source.authority + "/" + v.source.document_type + " " + v.date + " " +
           std::string(to_string(v.media_type)) + " " + archive.text(v.sha256).value() + "\n";
  return out;
}

void touch(fs::path const& file, std::int64_t seconds) {
  timespec const times[2]{{seconds, 0}, {seconds, 0}};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
}

}  // namespace

TEST_CASE("a path tells authority, document type and date", "[ingest]") {
  auto const [path, authority, type, date] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"Acme AI/Terms of Service.md", "Acme AI", "Terms of Service", ""},
      {"terms/en/Acme AI/Terms.html", "Acme AI", "Terms", ""},
      {"Acme AI/2025-06-13/Terms.md", "Acme AI", "Terms", "2025-06-13T00:00:00Z"},
      {"2025-06-13/Terms.md", "2025-06-13", "Terms", ""},
      {"Acme AI/2025-02-30/Terms.md", "2025-02-30", "Terms", ""},
      {"Bolt.ai/Terms v2.0.md", "Bolt.ai", "Terms v2.0", ""},
      {"Acme AI/Terms v2.0", "Acme AI", "Terms v2.0", ""},
      {"Terms.md", "", "", ""},
      {"Acme AI/README.md", "", "", ""},
      {"Acme AI/labels.jsonl", "", "", ""},
      {"Acme AI/prices.CSV", "", "", ""},
      {"Acme AI/.Terms.md", "", "", ""},
      {".git/x/Terms.md", "", "", ""},
      {"", "", "", ""},
  }));
  INFO(path);
  auto const got = ingest::document_at(path);
  CHECK(got.has_value() == !authority.empty());
  if (!got) return;
  CHECK(got->source.authority == authority);
  CHECK(got->source.document_type == type);
  CHECK(got->date == date);
}

TEST_CASE("bytes tell what the name does not", "[ingest]") {
  using ingest::sniff;
  CHECK(sniff("\xEF\xBB\xBF <!DOCTYPE HTML><p>x") == MediaType::html);
  CHECK(sniff("<html>") == MediaType::html);
  CHECK(sniff("# Terms\n") == MediaType::markdown);
  CHECK(sniff("see [here](x)") == MediaType::markdown);
  CHECK(sniff("#1 in terms") == MediaType::text);
  CHECK(sniff("") == MediaType::text);
  CHECK(sniff(std::string("a\0b", 3)) == std::nullopt);
  CHECK(sniff("%PDF-1.7") == std::nullopt);
  CHECK(sniff("<?xml version='1.0'?><act/>") == std::nullopt);
}

TEST_CASE("dates are read and written in one form", "[ingest]") {
  CHECK(ingest::to_utc(0) == "1970-01-01T00:00:00Z");
  CHECK(ingest::to_utc(1'749'787'927) == "2025-06-13T04:12:07Z");
  CHECK(ingest::to_utc(-1) == "1969-12-31T23:59:59Z");
  CHECK(ingest::to_utc(std::numeric_limits<std::int64_t>::max()) == std::nullopt);
  CHECK(ingest::read_date("2024-02-29") == "2024-02-29T00:00:00Z");
  CHECK(ingest::read_date("2024-02-29T23:59:59Z") == "2024-02-29T23:59:59Z");
  for (auto const* const wrong :
       {"2023-02-29", "2024-13-01", "2024-1-1", "2024/01/01", "2024-01-01T24:00:00Z", "", "x"})
    CHECK(ingest::read_date(wrong) == std::nullopt);
}

TEST_CASE("a folder of documents, dated or not", "[ingest]") {
  Folder folder;
  test::write(folder / "in/Acme AI/2025-01-01/Terms of Service.md", "one");
  test::write(folder / "in/Acme AI/2025-03-01/Terms of Service.md", "two");
  test::write(folder / "in/Acme AI/2025-03-01/Notes.html", "<p>n");
  test::write(folder / "in/deep/Other/Privacy Policy.txt", "p");
  test::write(folder / "in/README.md", "r");
  test::write(folder / "in/.hidden/A/Terms.md", "h");
  touch(folder / "in/deep/Other/Privacy Policy.txt", 1'749'787'927);
  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, folder / "in", {}).value();
  CHECK(report.versions == 4);
  CHECK(report.skipped.empty());
  CHECK(summary(*archive) ==
        "Acme AI/Notes 2025-03-01T00:00:00Z html <p>n\n"
        "Acme AI/Terms of Service 2025-01-01T00:00:00Z markdown one\n"
        "Acme AI/Terms of Service 2025-03-01T00:00:00Z markdown two\n"
        "Other/Privacy Policy 2025-06-13T04:12:07Z text p\n");
  auto const again = ingest::import_path(*archive, folder / "in", {}).value();
  CHECK(again.versions == 0);
  CHECK(again.known == 4);
  auto const evidence = archive->evidence(archive->versions().value().back().id).value();
  CHECK(evidence.repository == (folder / "in").string());
  CHECK(evidence.path == "deep/Other/Privacy Policy.txt");
  CHECK(evidence.commit.empty());
}

TEST_CASE("one authority's own folder", "[ingest]") {
  Folder folder;
  test::write(folder / "Acme AI/Terms.md", "one");
  auto archive = test::archive(folder / "archive.db");
  ingest::ImportOptions options;
  options.date = "2025-01-01";
  REQUIRE(ingest::import_path(*archive, folder / "Acme AI", options).value().versions == 1);
  CHECK(summary(*archive) == "Acme AI/Terms 2025-01-01T00:00:00Z markdown one\n");
}

TEST_CASE("what cannot be read is skipped with its place and cause", "[ingest]") {
  Folder folder;
  test::write(folder / "in/A/Terms.md", "one");
  test::write(folder / "in/A/Paper.pdf", "%PDF-1.7");
  test::write(folder / "in/A/data.bin", std::string("\0\1", 2));
  fs::create_symlink("/etc/passwd", folder / "in/A/Link.md");
  fs::create_symlink("..", folder / "in/A/loop");
  REQUIRE(::mkfifo((folder / "in/A/Pipe.md").c_str(), 0600) == 0);
  fs::create_directories(folder / "in/B");
  { std::ofstream((folder / "in/B/Big.md").string()); }
  fs::resize_file(folder / "in/B/Big.md", (64 << 20) + 1);
  auto archive = test::archive(folder / "archive.db");
  auto const report = ingest::import_path(*archive, folder / "in", {}).value();
  CHECK(report.versions == 1);
  std::string skipped;
  for (auto const& e : report.skipped) skipped += fs::path(e.source).filename().string() + ": " + e.message + "\n";
  CHECK(skipped.find("Link.md: a symbolic link, which is not followed\n") != std::string::npos);
  CHECK(skipped.find("loop: a symbolic link, which is not followed\n") != std::string::npos);
  CHECK(skipped.find("Paper.pdf: PDF files are not read yet; there are Markdown, HTML and text\n") !=
        std::string::npos);
  CHECK(skipped.find("data.bin: it is neither Markdown, HTML nor text\n") != std::string::npos);
  CHECK(skipped.find("Big.md: has 67108865 bytes; the limit is 67108864\n") != std::string::npos);
  CHECK(report.skipped.size() == 5);
}

TEST_CASE("a single file, named by its place or by the caller", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  test::write(folder / "Acme AI/Terms", "# Terms\n");
  touch(folder / "Acme AI/Terms", 0);
  REQUIRE(ingest::import_path(*archive, folder / "Acme AI/Terms", {}).value().versions == 1);
  ingest::ImportOptions options;
  options.as = "text";
  options.authority = "Other";
  options.document_type = "Notice";
  options.date = "2025-06-13";
  REQUIRE(ingest::import_path(*archive, folder / "Acme AI/Terms", options).value().versions == 1);
  CHECK(summary(*archive) ==
        "Acme AI/Terms 1970-01-01T00:00:00Z markdown # Terms\n\n"
        "Other/Notice 2025-06-13T00:00:00Z text # Terms\n\n");
}

TEST_CASE("a path that is nothing of it says what it is", "[ingest]") {
  Folder folder;
  auto archive = test::archive(folder / "archive.db");
  auto const error = [&](fs::path const& path, std::string const& as = "", std::string const& date = "") {
    ingest::ImportOptions options;
    options.as = as;
    options.date = date;
    auto const got = ingest::import_path(*archive, path, options);
    REQUIRE(got.has_error());
    return got.error();
  };
  CHECK(error(folder / "none").code == Errc::not_found);
  CHECK(error(folder / "none").message == "no such file or folder");
  test::write(folder / "in/picture.png", std::string("\x89PNG\0\0", 6));
  CHECK(error(folder / "in/picture.png").message == "it is neither Markdown, HTML nor text");
  test::write(folder / "A/Paper.pdf", "%PDF");
  CHECK(error(folder / "A/Paper.pdf").message == "PDF files are not read yet; there are Markdown, HTML and text");
  CHECK(
      error("/dev/null").message ==
      "neither a file nor a folder; expected a git repository, a git bundle, a folder of `authority/document type.md`, "
      "or a Markdown, HTML or text file");
  fs::create_directories(folder / "empty");
  CHECK(error(folder / "empty").message ==
        "of its 0 files none is a document; expected `authority/document type.md` (or .html, .txt)");
  CHECK(error(folder / "A", "markdown").message == "`--as markdown` needs a file; this is a folder");
  CHECK(error(folder / "A/Paper.pdf", "git").message == "`--as git` needs a folder; this is a file");
  CHECK(error(folder / "A", "tarball").message ==
        "no such kind; there are auto, git, bundle, folder, markdown, html and text");
  CHECK(error(folder / "A", "", "June").message == "expected a date like 2025-06-13 or 2025-06-13T04:12:07Z");
  CHECK(archive->versions().value().empty());
}
