#include "parser/extract/pdf.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using corpus::Errc;
using tests::pdf_line;

namespace {

corpus::Result<std::string> convert(std::string const& bytes, parser::ExtractLimits const& limits = {}) {
  return parser::pdf_to_markdown(bytes, "test.pdf", limits);
}

std::string lines(double left, double down, std::vector<std::string> const& texts) {
  std::string out;
  for (auto const& text : texts) {
    out += pdf_line(left, down, text);
    down += 12;
  }
  return out;
}

std::string picture() {
  return tests::pdf_stream(
      std::string(8, 'x'),
      "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1");
}

}  // namespace

TEST_CASE("a PDF becomes Markdown", "[parser][extract][pdf]") {
  auto const got = convert(tests::pdf_of_contents(
      {pdf_line(220, 72, "TERMS OF SERVICE", 16, true) +
           lines(72, 110,
                 {"1. You agree to these terms, which are an agreement between you and the company that",
                  "offers the service. You get a non-exclusive licence for as long as the agree-", "ment lasts.",
                  "2. You may not:"}) +
           lines(90, 158, {"(a) copy it; or", "(b) sell it."}) + pdf_line(300, 760, "Page 1 of 2"),
       lines(72, 72, {"3. Snake_case and [brackets] stay."}) + pdf_line(300, 760, "Page 2 of 2")}));
  CHECK(got.value() ==
        "# TERMS OF SERVICE\n\n"
        "1\\. You agree to these terms, which are an agreement between you and the company that offers the service. "
        "You get a "
        "non-exclusive licence for as long as the agreement lasts.\n\n"
        "2\\. You may not:\n\n(a) copy it; or\n\n(b) sell it.\n\n3\\. Snake_case and \\[brackets\\] stay.\n");
}

TEST_CASE("two columns are read one after the other", "[parser][extract][pdf]") {
  std::vector<std::string> const left{"The first column of this page goes on",
                                      "for a few lines, and then it comes to its",
                                      "end, where the second one takes over", "from it in the middle of a"};
  std::vector<std::string> const right{"sentence, as columns do. The second", "column has as many lines as the first",
                                       "one has, and its words come after all", "of those of the first."};
  CHECK(convert(tests::pdf_of_contents({lines(72, 100, left) + lines(320, 100, right)})).value() ==
        "The first column of this page goes on for a few lines, and then it comes to its end, where the second one "
        "takes over "
        "from it in the middle of a sentence, as columns do. The second column has as many lines as the first one has, "
        "and its "
        "words come after all of those of the first.\n");
}

TEST_CASE("a scan says that it holds no text", "[parser][extract][pdf]") {
  auto const scan = convert(tests::pdf_of_contents({"/I Do", "/I Do"}, "/XObject << /I 5 0 R >>", {picture()}));
  REQUIRE(scan.has_error());
  CHECK(scan.error().code == Errc::unsupported);
  CHECK(scan.error().message ==
        "a PDF that holds no text: 2 pages, 1 image; it is a scan, whose letters must be recognised first");
  auto const stamped = convert(
      tests::pdf_of_contents({"/I Do " + pdf_line(72, 780, "Exhibit 10")}, "/XObject << /I 5 0 R >>", {picture()}));
  REQUIRE(stamped.has_error());
  CHECK(stamped.error().code == Errc::unsupported);
  auto const blank = convert(tests::pdf_of_contents({""}));
  REQUIRE(blank.has_error());
  CHECK(blank.error().message == "a PDF that holds no text: 1 page, 0 images");
}

TEST_CASE("a text that is too long is not given", "[parser][extract][pdf]") {
  parser::ExtractLimits limits;
  limits.text = 10;
  auto const got = convert(tests::pdf_of_contents({pdf_line(72, 100, "Hello there, all of you")}), limits);
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::too_large);
  CHECK(got.error().message == "a PDF of more than 10 bytes of text is not read, it has 24");
}

TEST_CASE("errors of reading come through", "[parser][extract][pdf]") {
  auto const got = convert("no PDF");
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::syntax);
}
