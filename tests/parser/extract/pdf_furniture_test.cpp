#include "parser/extract/pdf_furniture.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

/// Pages with a line of text each, and what `more` adds to each.
template <class More>
std::vector<parser::PdfPage> pages_of(int count, More more) {
  std::vector<parser::PdfPage> out;
  for (int i = 0; i < count; ++i) {
    tests::Page page;
    page.line(72, 300, fmt::format("Text of page number {}", static_cast<char>('A' + i)));
    page.line(72, 320, "and a line that all of them have in the middle");
    page.line(72, 340 + static_cast<float>(i), fmt::format("The end {} of it", static_cast<char>('A' + i)));
    more(page, i);
    out.push_back(page);
  }
  return out;
}

std::string read(std::vector<parser::PdfPage> const& pages) {
  std::string out;
  for (auto const& line : parser::without_furniture(parser::pdf_lines(pages), pages)) out += line.text + '\n';
  return out;
}

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what all pages repeat at one place is left out", "[parser][extract][pdf]") {
  auto const text = read(pages_of(4, [](tests::Page& page, int i) {
    page.line(72, 40, "Terms of the Company").line(400, 40, "Confidential");
    page.line(300, 740, fmt::format("Page {} of 4", i + 1));
    page.line(72, 760, fmt::format("Source: SOME CORP, 10-K, {}/24/2008", i + 1));
  }));
  CHECK_FALSE(has(text, "Confidential"));
  CHECK_FALSE(has(text, "Page"));
  CHECK_FALSE(has(text, "Source"));
  CHECK(has(text, "Text of page number A"));
  CHECK(has(text, "and a line that all of them have"));
}

TEST_CASE("two pages do not make a running line", "[parser][extract][pdf]") {
  auto const text =
      read(pages_of(2, [](tests::Page& page, int) { page.line(72, 760, "Governed by the law of Utah"); }));
  CHECK(has(text, "Governed by the law of Utah"));
}

TEST_CASE("page numbers may stand at any height, but must count", "[parser][extract][pdf]") {
  auto const counted = read(pages_of(2, [](tests::Page& page, int i) {
    page.line(300, 500 + 50 * static_cast<float>(i), fmt::format("- {} -", i + 7));
  }));
  CHECK_FALSE(has(counted, "- 7 -"));
  CHECK_FALSE(has(counted, "- 8 -"));
  auto const amounts = read(pages_of(2, [](tests::Page& page, int i) { page.line(300, 700, i == 0 ? "500" : "12"); }));
  CHECK(has(amounts, "500"));
  CHECK(has(amounts, "12"));
  auto const roman = read(pages_of(3, [](tests::Page& page, int i) {
    page.line(300, 700, i == 0 ? "iii" : i == 1 ? "iv" : "v");
  }));
  CHECK_FALSE(has(roman, "iv"));
}

TEST_CASE("what few pages repeat stays once", "[parser][extract][pdf]") {
  auto const text = read(pages_of(10, [](tests::Page& page, int i) {
    if (i >= 7) page.line(72, 760, "[Signature page of the Agreement]");
  }));
  auto const at = text.find("[Signature page of the Agreement]");
  REQUIRE(at != std::string::npos);
  CHECK(text.find("[Signature page of the Agreement]", at + 1) == std::string::npos);
}

TEST_CASE("a title that all pages repeat stays on the first", "[parser][extract][pdf]") {
  auto const text = read(pages_of(3, [](tests::Page& page, int) { page.line(72, 40, "Terms of Service", 16, true); }));
  CHECK(text.substr(0, 16) == "Terms of Service");
  CHECK(text.find("Terms of Service", 1) == std::string::npos);
}

TEST_CASE("the size of most letters is the body's", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "A large title", 20).lines(72, 140, {"some words of text", "and some more of it"}, 9.5F);
  CHECK(parser::body_size(parser::pdf_lines({page})) == 9.5F);
  CHECK(parser::body_size({}) == 0);
}
