#include "tests/app/home.hpp"

#include <sys/stat.h>

using namespace smallprint;
using test::Home;
using test::Scratch;
using test::write;

namespace {

bool says(test::Outcome const& outcome, std::string const& text) {
  return outcome.err.find(text) != std::string::npos;
}

std::string const sound =
    "# Terms\n\n1. You must be at least 16 years old to open an account.\n\n2. You may not resell it.\n";

}  // namespace

TEST_CASE("what cannot be read is named with its cause, and the rest goes on", "[app]") {
  Scratch scratch;
  Home const home(scratch / "home");
  auto const acme = scratch / "terms/Acme";
  write(acme / "Terms of Service.md", sound);
  write(acme / "Broken Letters.md", "You may not \xFF\xFE copy.\n");
  write(acme / "Empty.md", "");
  std::filesystem::create_directories(acme / "Folder.md");
  write(acme / "Secret.md", sound);
  REQUIRE(::chmod((acme / "Secret.md").c_str(), 0) == 0);
  write(acme / "Endless.md", std::string(70'000'000, 'a'));
  write(acme / "Scan.pdf", "%PDF-1.4\n");
  write(acme / "Program", std::string("\x7F"
                                      "ELF\0\0",
                                      6));
  std::filesystem::create_symlink("Terms of Service.md", acme / "Linked.md");
  REQUIRE(::mkfifo((acme / "Pipe.md").c_str(), 0600) == 0);

  auto const got = home.run({"import", (scratch / "terms").string()});
  INFO(got.err);
  CHECK(got.exit == 0);
  auto const report = test::Json::parse(got.out);
  CHECK(report["versions"] == 3);  // the sound one, the empty one, and the one whose bytes are kept unread
  CHECK(report["skipped"] == 6);
  CHECK(report["not_captured"]["empty"] == 1);
  CHECK(says(got, "Acme, Broken Letters of 20"));
  CHECK(says(got, ": expected UTF-8, got byte 0xFF\n"));
  CHECK(says(got, "/Secret.md: cannot be read: Permission denied\n"));
  CHECK(says(got, "/Endless.md: has 70000000 bytes; the limit is 67108864\n"));
  CHECK(says(got, "/Scan.pdf: a damaged PDF"));
  CHECK(says(got, "/Program: it is neither Markdown, HTML nor text\n"));
  CHECK(says(got, "/Linked.md: a symbolic link, which is not followed\n"));
  CHECK(home.json({"verify"})["damaged"] == 0);
  CHECK(home.json({"ask", "--topic", "minimum-age"})[0]["value"] == "16");
}

TEST_CASE("of many broken files twenty are named and the others counted", "[app]") {
  Scratch scratch;
  for (int i = 0; i < 30; ++i) write(scratch / ("terms/Acme/Scan " + std::to_string(i) + ".pdf"), "%PDF");
  write(scratch / "terms/Acme/Terms.md", sound);
  auto const got = Home(scratch / "home").run({"import", (scratch / "terms").string()});
  CHECK(got.exit == 0);
  CHECK(std::count(got.err.begin(), got.err.end(), '\n') == 21);
  CHECK(says(got, "smallprint: and 10 more that could not be read\n"));
}

TEST_CASE("a path that cannot be imported is an error, and the other paths are imported", "[app]") {
  Scratch scratch;
  Home const home(scratch / "home");
  write(scratch / "Acme/Terms.md", sound);
  write(scratch / "nothing/photo.jpg", std::string("\xFF\xD8\xFF\0", 4));
  write(scratch / "Acme/Scan.pdf", "%PDF");
  auto const path = [&](std::string const& name) { return (scratch / name).string(); };
  auto const got = home.run({"import", path("missing"), path("Acme/Scan.pdf"), path("Acme/Terms.md")});
  INFO(got.err);
  CHECK(got.exit == 3);
  CHECK(says(got, "/missing: no such file or folder\n"));
  CHECK(says(got, "/Acme/Scan.pdf: "));
  CHECK(test::Json::parse(got.out)["versions"] == 1);
  auto const none = home.run({"import", path("nothing")});
  CHECK(says(none, "/photo.jpg: it is neither Markdown, HTML nor text\n"));
  CHECK(says(home.run({"import", path("Acme/Terms.md"), "--date", "soon"}), "soon: expected a date like 2025-06-13"));
}
