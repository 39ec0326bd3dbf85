#include "parser/extract/pdf_page.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

#include <limits>

using namespace smallprint;

namespace {

parser::PdfPage page() {
  return tests::Page().line(72, 100, "Some bold words", 12, true).line(72, 120, "and plain \u00e9ones");
}

}  // namespace

TEST_CASE("pages come back as they were encoded", "[parser][extract][pdf]") {
  auto const bytes = parser::encode_page(page()) + parser::encode_page({}) + parser::encode_page(page());
  auto const pages = parser::decode_pages(bytes, "test", {}).value();
  REQUIRE(pages.size() == 3);
  CHECK(pages[1].boxes.empty());
  REQUIRE(pages[2].boxes.size() == 6);
  CHECK(pages[2].boxes[1].text == "bold");
  CHECK(pages[2].boxes[1].bold);
  CHECK(pages[2].boxes[1].left == page().boxes[1].left);
  CHECK(pages[2].boxes[5].text == "\u00e9ones");
  CHECK_FALSE(pages[2].boxes[5].space_after);
}

TEST_CASE("pages that are cut off are named", "[parser][extract][pdf]") {
  auto const bytes = parser::encode_page(page()) + parser::encode_page(page());
  auto const cut = parser::decode_pages(std::string_view(bytes).substr(0, bytes.size() - 1), "test", {});
  REQUIRE(cut.has_error());
  CHECK(cut.error().code == corpus::Errc::syntax);
  CHECK(cut.error().message == "page 2 was not read whole");
}

TEST_CASE("no more words are taken than the limit says", "[parser][extract][pdf]") {
  parser::ExtractLimits limits;
  limits.boxes = 8;
  auto const got = parser::decode_pages(parser::encode_page(page()) + parser::encode_page(page()), "test", limits);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::too_large);
  CHECK(got.error().message == "page 2: a PDF of more than 8 words is not read");
}

TEST_CASE("absurd values are tamed", "[parser][extract][pdf]") {
  parser::PdfPage wild = page();
  wild.boxes[0].left = std::numeric_limits<float>::quiet_NaN();
  wild.boxes[0].right = -5;
  wild.boxes[1].size = std::numeric_limits<float>::infinity();
  wild.boxes[2].text = "\xff";
  auto const tamed = parser::decode_pages(parser::encode_page(wild), "test", {}).value();
  CHECK(tamed[0].boxes[0].left == -5);
  CHECK(tamed[0].boxes[0].right == 0);
  CHECK(tamed[0].boxes[1].size == 0);
  CHECK(tamed[0].boxes[2].text.empty());
}
