#include "parser/extract/pdf_rows.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

#include <numeric>

using namespace smallprint;

namespace {

std::vector<parser::PdfRow> rows_of(parser::PdfPage const& page) {
  std::vector<std::uint32_t> all(page.boxes.size());
  std::iota(all.begin(), all.end(), 0U);
  return parser::pdf_rows(page.boxes, all);
}

std::string text_of(parser::PdfPage const& page, parser::PdfRow const& row) {
  std::string out;
  for (auto const i : row.boxes) out += (out.empty() ? "" : " ") + page.boxes[i].text;
  return out;
}

std::vector<std::string> const prose(8, "words of a column of prose that fills");

}  // namespace

TEST_CASE("words at one height are a row, in whatever order they were drawn", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 112, "second row").line(150, 100, "row").line(72, 100, "the first");
  auto const rows = rows_of(page);
  REQUIRE(rows.size() == 2);
  CHECK(text_of(page, rows[0]) == "the first row");
  CHECK(text_of(page, rows[1]) == "second row");
}

TEST_CASE("a raised number is of its row, a large letter is not of all rows beside it", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "the word").line(112, 98, "1", 6).line(72, 112, "next row");
  CHECK(rows_of(page).size() == 2);
  tests::Page large;
  large.line(40, 100, "L", 34).line(72, 100, "one").line(72, 112, "two").line(72, 124, "three");
  CHECK(rows_of(large).size() == 3);
}

TEST_CASE("two sides of prose are columns", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 50, "A title that goes over the whole width of the page, as titles do in papers and laws");
  page.lines(72, 100, prose).lines(320, 105, prose);  // not at the same heights
  auto const splits = parser::pdf_splits(page.page_.boxes, rows_of(page));
  REQUIRE(splits.size() == 1);
  CHECK(splits[0].begin == 1);
  CHECK(splits[0].at > 257);
  CHECK(splits[0].at < 320);
  CHECK_FALSE(splits[0].by_bands);
}

TEST_CASE("labels, amounts and signatures beside one another are no columns", "[parser][extract][pdf]") {
  tests::Page labels;
  tests::Page amounts;
  tests::Page signatures;
  for (int i = 0; i < 8; ++i) {
    auto const top = 100 + 14 * static_cast<float>(i);
    labels.line(72, top, fmt::format("{}.", i)).line(100, top, prose[0]);
    amounts.line(72, top, prose[0]).line(400, top, "$ 100");
    signatures.line(72, top, "Name: A. B.").line(320, top, "Name: C. D.");
  }
  for (auto const* page : {&labels, &amounts, &signatures})
    CHECK(parser::pdf_splits(page->page_.boxes, rows_of(*page)).empty());
}

TEST_CASE("cells of several lines are read band by band", "[parser][extract][pdf]") {
  tests::Page page;
  for (int i = 0; i < 4; ++i) {
    auto const top = 100 + 50 * static_cast<float>(i);
    page.lines(72, top, {"a term of", "two lines"}).lines(250, top, {prose[0], prose[0], prose[0]});
  }
  auto const rows = rows_of(page);
  auto const splits = parser::pdf_splits(page.page_.boxes, rows);
  REQUIRE(splits.size() == 1);
  CHECK(splits[0].by_bands);
  CHECK(parser::pdf_bands(rows, 0, rows.size()) == std::vector<std::size_t>{3, 6, 9, 12});
}
