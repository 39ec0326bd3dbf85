#include "parser/extract/pdf_pages.hpp"

#include "tests/support/pdf.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace smallprint;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using corpus::Errc;

namespace {

auto read(std::string const& bytes, parser::ExtractLimits const& limits = {}) {
  return parser::read_pdf_pages(bytes, "test.pdf", limits);
}

std::string hello() {
  return tests::pdf_of_contents({tests::pdf_line(72, 100, "Hello there")});
}

}  // namespace

TEST_CASE("words come with their places, sizes and weights", "[parser][extract][pdf]") {
  auto const pages =
      read(tests::pdf_of_contents(
               {tests::pdf_line(72, 100, "Plain words", 10) + tests::pdf_line(72, 140, "Bold", 14, true), ""}))
          .value();
  REQUIRE(pages.size() == 2);
  CHECK(pages[0].width == 612);
  CHECK(pages[0].height == 792);
  REQUIRE(pages[0].boxes.size() == 3);
  auto const& plain = pages[0].boxes[0];
  CHECK(plain.text == "Plain");
  CHECK(plain.left == 72);
  CHECK(plain.top < 100);
  CHECK(plain.bottom > 100);
  CHECK(plain.size == 10);
  CHECK_FALSE(plain.bold);
  CHECK(plain.space_after);
  CHECK(pages[0].boxes[2].bold);
  CHECK(pages[0].boxes[2].size == 14);
  CHECK(pages[1].boxes.empty());
}

TEST_CASE("what is no PDF, or a damaged one, is said", "[parser][extract][pdf]") {
  auto const none = read("hello");
  REQUIRE(none.has_error());
  CHECK(none.error().code == Errc::syntax);
  CHECK(none.error().source == "test.pdf");
  CHECK(none.error().message == "expected a PDF, got bytes without its mark \"%PDF-\"");

  auto const whole = hello();
  for (auto const size : {whole.size() / 3, whole.size() - 20}) {
    auto const cut = read(whole.substr(0, size));
    REQUIRE(cut.has_error());
    CHECK(cut.error().code == Errc::syntax);
    CHECK(cut.error().offset == size);
    CHECK(cut.error().message ==
          fmt::format("a damaged PDF: it is cut off at byte {}, where \"%%EOF\" should stand", size));
  }

  auto const pageless =
      read(tests::pdf_file({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [9 0 R] >>"}));
  REQUIRE(pageless.has_error());
  CHECK(pageless.error().code == Errc::syntax);
  CHECK_THAT(pageless.error().message, ContainsSubstring("a damaged PDF: "));
}

TEST_CASE("an encrypted PDF asks for a password", "[parser][extract][pdf]") {
  std::string const key = "<" + std::string(64, '4') + ">";
  auto const got = read(tests::pdf_of_contents(
      {tests::pdf_line(72, 100, "Hello")}, {}, {},
      "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O " + key + " /U " + key + " >>"));
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::unsupported);
  CHECK(got.error().message == "an encrypted PDF: a password is needed to read it");
}

TEST_CASE("a PDF is read within its limits", "[parser][extract][pdf]") {
  parser::ExtractLimits limits;
  limits.pages = 1;
  auto const pages = read(tests::pdf_of_contents({"", ""}), limits);
  REQUIRE(pages.has_error());
  CHECK(pages.error().code == Errc::too_large);
  CHECK(pages.error().message == "a PDF of more than 1 pages is not read, it has 2");

  limits = {};
  limits.bytes = 100;
  CHECK(read(hello(), limits).error().message == "a PDF of more than 100 bytes is not read");

  limits = {};
  limits.boxes = 1;
  CHECK(read(hello(), limits).error().message == "page 1: a PDF of more than 1 words is not read");
}

TEST_CASE("a page that would take for ever does not", "[parser][extract][pdf]") {
  // A form that draws a form ten times, nine deep.
  std::vector<std::string> forms;
  std::string const box = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> ";
  for (int i = 0; i < 9; ++i) {
    std::string draws;
    for (int n = 0; n < 10; ++n) draws += "/X Do ";
    forms.push_back(i == 8 ? tests::pdf_stream(tests::pdf_line(9, 9, "x"), box + ">>")
                           : tests::pdf_stream(draws, box + fmt::format("/XObject << /X {} 0 R >> >>", 6 + i)));
  }
  parser::ExtractLimits limits;
  limits.page_time = 300ms;
  auto const begin = std::chrono::steady_clock::now();
  auto const got = read(
      tests::pdf_of_contents({tests::pdf_line(72, 100, "Hello"), "/X Do"}, "/XObject << /X 5 0 R >>", forms), limits);
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::too_large);
  CHECK_THAT(got.error().message, ContainsSubstring("takes more than 300 ms to read"));
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}

TEST_CASE("nothing is printed about a damaged PDF", "[parser][extract][pdf]") {
  auto const path = std::filesystem::temp_directory_path() / fmt::format("smallprint-stderr-{}", ::getpid());
  std::fflush(stderr);
  auto const saved = ::dup(STDERR_FILENO);
  auto const file = ::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600);
  REQUIRE(file >= 0);
  ::dup2(file, STDERR_FILENO);
  auto damaged = hello();
  damaged.replace(damaged.find("/Kids"), 5, "/Kyds");
  auto const got = read(damaged);
  auto const worse = read(damaged.substr(0, damaged.find("xref")));
  std::fflush(stderr);
  ::dup2(saved, STDERR_FILENO);
  ::close(saved);
  ::close(file);
  CHECK(std::filesystem::file_size(path) == 0);
  std::filesystem::remove(path);
  CHECK(got.has_error());
  CHECK(worse.has_error());
}

TEST_CASE("changed bytes never do more than fail", "[parser][extract][pdf][property]") {
  auto const whole = hello();
  for (std::size_t i = 0; i < whole.size(); i += 23) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x15);
    auto const got = read(changed);
    if (got.has_error()) CHECK_FALSE(got.error().message.empty());
  }
}
