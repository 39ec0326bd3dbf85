#include "ingest/wacz/wacz_writer.hpp"

#include "tests/ingest/wacz/fetched.hpp"
#include "tests/ingest/wacz/reading.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <csignal>
#include <cstdlib>
#include <random>
#include <set>

using namespace smallprint;
using Json = nlohmann::json;
using test::answer;

namespace {

std::string const page = "<html><body><h1>Terms</h1><p>You may not.</p></body></html>";
std::string const other_page = "<html><body><h1>Terms</h1><p>You may.</p></body></html>";

/// Five checks: redirect and body, 304, other body, the first body again, and a failure.
void fill(ingest::Archive& archive) {
  auto moved = answer("2025-01-01T00:00:00Z", {}, 301);
  moved.url = "http://acme.example/terms?b=2&a=1";
  moved.headers = "Location: " + test::terms_page + "\r\nContent-Length: 178\r\n";
  moved.protocol = "HTTP/1.1";
  test::record(archive, {moved, answer("2025-01-01T00:00:01Z", page)});
  test::record(archive, {test::not_modified("2025-01-02T00:00:00Z")});
  test::record(archive, {answer("2025-01-03T00:00:00Z", other_page)});
  test::record(archive, {answer("2025-01-04T00:00:00Z", page)});
  auto failed = answer("2025-01-05T00:00:00Z", {}, 0);
  failed.error = "connection reset";
  failed.headers.clear();
  test::record(archive, {failed});
  auto rendered = answer("2025-01-06T00:00:01Z", "<html><p>made by scripts</p></html>");
  rendered.rendered = true;
  rendered.url = "https://app.acme.example/";
  rendered.request_headers.clear();
  auto shell = answer("2025-01-06T00:00:00Z", {});
  shell.url = rendered.url;
  test::record(archive, {shell, rendered}, {"Acme AI", "Privacy Policy"}, "https://app.acme.example/");
}

ingest::WaczOptions options() {
  ingest::WaczOptions out;
  out.software = "smallprint 0.1.0";
  return out;
}

/// What `file` holds, with everything checked that must hold for any file.
struct Exported {
  test::ZipContent zip;
  std::vector<test::ReadRecord> records;
  std::vector<Json> index;  ///< "key": what the line begins with
  Json package;

  explicit Exported(fs::path const& file) : zip(test::read_zip(file)) {
    auto const& warc = zip.files.at("archive/data.warc.gz");
    records = test::read_warc(warc);
    std::map<std::string, test::ReadRecord const*> by_id;
    for (auto const& record : records) {
      CHECK(record.fields.at("WARC-Block-Digest") == test::sha256_field(record.block));
      CHECK(by_id.emplace(record.fields.at("WARC-Record-ID"), &record).second);
      if (record.type() == "response" || record.type() == "resource")
        CHECK(record.fields.at("WARC-Payload-Digest") == test::sha256_field(record.payload()));
    }
    for (auto const& record : records) {
      if (record.type() == "request") CHECK(by_id.contains(record.fields.at("WARC-Concurrent-To")));
      if (record.type() != "revisit") continue;
      REQUIRE(by_id.contains(record.fields.at("WARC-Refers-To")));
      auto const& holder = *by_id.at(record.fields.at("WARC-Refers-To"));
      CHECK(holder.fields.at("WARC-Target-URI") == record.fields.at("WARC-Refers-To-Target-URI"));
      CHECK(holder.fields.at("WARC-Date") == record.fields.at("WARC-Refers-To-Date"));
      CHECK(holder.fields.at("WARC-Payload-Digest") == record.fields.at("WARC-Payload-Digest"));
    }
    read_index(warc);
    read_package();
  }

  void read_index(std::string const& warc) {
    auto const& packed = zip.files.at("indexes/index.cdx.gz");
    auto const lines = test::lines_of(test::inflate_all(packed));
    CHECK(std::is_sorted(lines.begin(), lines.end()));
    for (auto const& line : lines) {
      auto json = Json::parse(line.substr(line.find(" {")));
      CHECK(json.at("filename") == "data.warc.gz");
      auto const found =
          test::read_record(std::string_view(warc).substr(std::stoul(json.at("offset").get<std::string>())));
      CHECK(std::to_string(found.length) == json.at("length").get<std::string>());
      CHECK(found.fields.at("WARC-Target-URI") == json.at("url").get<std::string>());
      CHECK(found.fields.at("WARC-Payload-Digest") == json.at("digest").get<std::string>());
      json["key"] = line.substr(0, line.find(" {"));
      index.push_back(std::move(json));
    }
    auto const summary = test::lines_of(zip.files.at("indexes/index.idx"));
    CHECK(summary.front() == R"(!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})");
    std::size_t end = 0;
    for (std::size_t i = 1; i < summary.size(); ++i) {
      auto const block = Json::parse(summary[i].substr(summary[i].find(" {")));
      CHECK(block.at("offset") == end);
      auto const [text, size] = test::inflate_member(std::string_view(packed).substr(end));
      CHECK(block.at("length") == size);
      CHECK(text.starts_with(summary[i].substr(0, summary[i].find(" {")) + " {"));
      end += size;
    }
    CHECK(end == packed.size());
  }

  void read_package() {
    package = Json::parse(zip.files.at("datapackage.json"));
    std::set<std::string> named{"datapackage.json", "datapackage-digest.json"};
    for (auto const& resource : package.at("resources")) {
      auto const path = resource.at("path").get<std::string>();
      CHECK(resource.at("hash") == test::sha256_field(zip.files.at(path)));
      CHECK(resource.at("bytes") == zip.files.at(path).size());
      named.insert(path);
    }
    CHECK(named == std::set<std::string>(zip.names.begin(), zip.names.end()));
    CHECK(Json::parse(zip.files.at("datapackage-digest.json")) ==
          Json{{"path", "datapackage.json"}, {"hash", test::sha256_field(zip.files.at("datapackage.json"))}});
  }

  std::vector<std::string> types() const {
    std::vector<std::string> out;
    for (auto const& record : records) out.push_back(record.type());
    return out;
  }
};

std::vector<std::string> names_in(fs::path const& folder) {
  std::vector<std::string> out;
  for (auto const& one : fs::directory_iterator(folder)) out.push_back(one.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("an archive comes back out of its WACZ file", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  fill(*archive);
  auto const report = ingest::write_wacz(*archive, folder / "out.wacz", options()).value();
  Exported const got(folder / "out.wacz");

  CHECK(got.zip.names == std::vector<std::string>{"archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx",
                                                  "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"});
  CHECK(got.types() == std::vector<std::string>{"warcinfo", "response", "request", "response", "request", "revisit",
                                                "request", "response", "request", "revisit", "request", "response",
                                                "request", "resource"});
  CHECK(got.records[3].payload() == page);
  CHECK(got.records[13].payload() == "<html><p>made by scripts</p></html>");
  CHECK(got.records[13].fields.at("Content-Type") == "text/html; charset=utf-8");

  auto const& confirmed = got.records[5];
  CHECK(confirmed.fields.at("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  CHECK(confirmed.fields.at("WARC-Refers-To-Date") == "2025-01-01T00:00:01Z");
  CHECK(confirmed.block == "HTTP/1.1 304 \r\netag: \"a\"\r\n\r\n");
  auto const& again = got.records[9];
  CHECK(again.fields.at("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  CHECK(again.fields.at("WARC-Truncated") == "length");
  CHECK(again.fields.at("WARC-Refers-To-Date") == "2025-01-01T00:00:01Z");

  CHECK(report.exchanges == 7);
  CHECK(report.unanswered == 1);
  CHECK(report.records == 14);
  CHECK(report.responses == 4);
  CHECK(report.resources == 1);
  CHECK(report.revisits == 2);
  CHECK(report.indexed == 6);
  CHECK(report.pages == 2);
  CHECK(report.bytes == fs::file_size(folder / "out.wacz"));
  CHECK(report.first == "2025-01-01T00:00:00Z");
  CHECK(report.last == "2025-01-06T00:00:01Z");
  CHECK(names_in(folder.path()).size() == 4);  // with the archive's own two
}

TEST_CASE("replay finds whole bodies and redirects, and nothing that is empty", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  fill(*archive);
  REQUIRE(ingest::write_wacz(*archive, folder / "out.wacz", options()).has_value());
  Exported const got(folder / "out.wacz");
  std::vector<std::string> lines;
  for (auto const& line : got.index)
    lines.push_back(line.at("key").get<std::string>() + " " + line.at("status").get<std::string>() + " " +
                    line.at("mime").get<std::string>());
  // Not the page of which only the rendered document is kept.
  CHECK(lines ==
        std::vector<std::string>{
            "example,acme)/terms 20250101000001 200 text/html", "example,acme)/terms 20250102000000 200 warc/revisit",
            "example,acme)/terms 20250103000000 200 text/html", "example,acme)/terms 20250104000000 200 warc/revisit",
            "example,acme)/terms?a=1&b=2 20250101000000 301 unk", "example,acme,app)/ 20250106000001 200 text/html"});
  auto const pages = test::lines_of(got.zip.files.at("pages/pages.jsonl"));
  REQUIRE(pages.size() == 3);
  CHECK(Json::parse(pages[0]).at("format") == "json-pages-1.0");
  CHECK(Json::parse(pages[1]).at("url") == "https://app.acme.example/");
  CHECK(Json::parse(pages[1]).at("title") == "Acme AI: Privacy Policy");
  CHECK(Json::parse(pages[2]).at("url") == test::terms_page);
  CHECK(Json::parse(pages[2]).at("ts") == "2025-01-04T00:00:00Z");
  CHECK(got.package.at("created") == "2025-01-06T00:00:01Z");
  CHECK(got.package.at("wacz_version") == "1.1.1");
  CHECK(got.package.at("profile") == "data-package");
  CHECK(got.package.at("software") == "smallprint 0.1.0");
}

TEST_CASE("the same archive gives the same bytes", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  fill(*archive);
  REQUIRE(ingest::write_wacz(*archive, folder / "one.wacz", options()).has_value());
  ::sleep(2);  // a ZIP file counts every other second
  REQUIRE(ingest::write_wacz(*archive, folder / "two.wacz", options()).has_value());
  CHECK(test::read(folder / "one.wacz") == test::read(folder / "two.wacz"));
}

TEST_CASE("times and sources limit what is exported, and a 304 brings its body along", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  fill(*archive);
  auto wanted = options();
  wanted.sources = {test::terms_source};
  wanted.from = "2025-01-02";
  wanted.to = "2025-01-02";
  auto const report = ingest::write_wacz(*archive, folder / "day.wacz", wanted).value();
  CHECK(report.exchanges == 2);
  Exported const day(folder / "day.wacz");
  CHECK(day.types() == std::vector<std::string>{"warcinfo", "response", "request", "revisit", "request"});
  CHECK(day.records[1].fields.at("WARC-Date") == "2025-01-01T00:00:01Z");
  CHECK(day.index.size() == 2);

  wanted.from = "2025-01-03";
  wanted.to.clear();
  CHECK(ingest::write_wacz(*archive, folder / "rest.wacz", wanted).value().exchanges == 2);
  Exported const rest(folder / "rest.wacz");
  CHECK(rest.types() == std::vector<std::string>{"warcinfo", "response", "request", "response", "request"});

  wanted.sources = {{"Acme AI", "Privacy Policy"}};
  CHECK(ingest::write_wacz(*archive, folder / "other.wacz", wanted).value().pages == 1);

  wanted.sources = {{"Nobody", "Terms of Service"}};
  auto const none = ingest::write_wacz(*archive, folder / "none.wacz", wanted);
  REQUIRE(none.has_error());
  CHECK(none.error().code == corpus::Errc::not_found);
  CHECK_FALSE(fs::exists(folder / "none.wacz"));

  wanted.from = "yesterday";
  auto const wrong = ingest::write_wacz(*archive, folder / "none.wacz", wanted);
  REQUIRE(wrong.has_error());
  CHECK(wrong.error().code == corpus::Errc::syntax);
  CHECK(wrong.error().source == "yesterday");
}

TEST_CASE("an archive of imported documents has nothing to export", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  REQUIRE(archive->add(test::terms("one")).value());
  auto const none = ingest::write_wacz(*archive, folder / "none.wacz", options());
  REQUIRE(none.has_error());
  CHECK(none.error().code == corpus::Errc::not_found);
  auto failed = answer("2025-01-05T00:00:00Z", {}, 0);
  test::record(*archive, {failed});
  CHECK(ingest::write_wacz(*archive, folder / "none.wacz", options()).has_error());
  CHECK_FALSE(fs::exists(folder / "none.wacz"));
}

TEST_CASE("a file that cannot be written is named, and what is there stays", "[ingest][wacz]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  fill(*archive);
  auto const nowhere = ingest::write_wacz(*archive, folder / "no/out.wacz", options());
  REQUIRE(nowhere.has_error());
  CHECK(nowhere.error().source == (folder / "no/out.wacz").string());
  CHECK(nowhere.error().message == "cannot be written: No such file or directory");
  fs::create_directory(folder / "dir");
  auto const taken = ingest::write_wacz(*archive, folder / "dir", options());
  REQUIRE(taken.has_error());
  CHECK(taken.error().message == "cannot be written: Is a directory");

  test::write(folder / "out/out.wacz", "older");
  auto stopped = options();
  int asked = 0;
  stopped.interrupted = [&] { return ++asked > 3; };
  auto const interrupted = ingest::write_wacz(*archive, folder / "out/out.wacz", stopped);
  REQUIRE(interrupted.has_error());
  CHECK(interrupted.error().code == corpus::Errc::interrupted);
  CHECK(test::read(folder / "out/out.wacz") == "older");
  CHECK(names_in(folder / "out") == std::vector<std::string>{"out.wacz"});
}

TEST_CASE("a full disk leaves nothing half-written", "[ingest][wacz]") {
  test::Folder folder;
  {
    auto archive = test::archive(folder / "archive.db");
    std::mt19937 random(1);
    for (int i = 1; i < 10; ++i) {
      std::string body(100'000, ' ');
      for (auto& c : body) c = static_cast<char>(random());
      test::record(*archive, {answer("2025-02-0" + std::to_string(i) + "T00:00:00Z", body)});
    }
  }
  fs::create_directory(folder / "out");
  auto const child = ::fork();
  if (child == 0) {  // files may not grow over 600 kB here
    std::signal(SIGXFSZ, SIG_IGN);
    auto archive = ingest::Archive::open(folder / "archive.db", false).value();
    rlimit const limit{600'000, 600'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto const done = ingest::write_wacz(*archive, folder / "out/out.wacz", options());
    ::_exit(done.has_error() && done.error().code == corpus::Errc::io &&
                    done.error().source == (folder / "out/out.wacz").string() &&
                    done.error().message == "cannot be written: File too large"
                ? 42
                : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
  CHECK(fs::is_empty(folder / "out"));
}
