#include "parser/extract/pdf_tables.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using parser::PdfTableLine;

namespace {

using Rows = std::vector<std::vector<std::string>>;

parser::PdfTable table(parser::PdfPage const& page, std::vector<PdfTableLine> const& kinds) {
  return parser::pdf_table(parser::pdf_lines({page}), 0, [&](std::size_t i) { return kinds.at(i); });
}

constexpr auto row = PdfTableLine::row;
constexpr auto part = PdfTableLine::part;

}  // namespace

TEST_CASE("cells below one another are of one column", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Plan").line(200, 100, "Price").line(300, 100, "Term");
  page.line(72, 112, "Basic").line(210, 112, "$5");
  page.line(200, 124, "$10").line(310, 124, "a year");
  auto const got = table(page, {row, row, row});
  CHECK(got.lines == 3);
  CHECK(got.rows == Rows{{"Plan", "Price", "Term"}, {"Basic", "$5", ""}, {"", "$10", "a year"}});
}

TEST_CASE("cells of several lines are joined", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Name")
      .line(300, 100, "Address")
      .line(72, 112, "A. B.")
      .line(300, 112, "1 Street")
      .line(300, 124, "Town");
  CHECK(table(page, {row, row, part}).rows == Rows{{"Name", "Address"}, {"A. B.", "1 Street Town"}});
}

TEST_CASE("a table ends where lines no longer agree", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "a").line(300, 100, "b").line(72, 112, "c").line(300, 112, "d");
  page.line(72, 124, "a cell that is so wide that it is below both of them").line(450, 124, "e");
  auto const got = table(page, {row, row, row});
  CHECK(got.lines == 2);
  CHECK(got.rows == Rows{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("one row is no table, nor are a few terms with long meanings", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "a")
      .line(300, 100, "b")
      .line(300, 112, "c")
      .line(300, 124, "d")
      .line(72, 136, "e")
      .line(300, 136, "f");
  page.line(300, 148, "g").line(300, 160, "h").line(300, 172, "i").line(300, 184, "j");
  CHECK(table(page, {row, PdfTableLine::none}).rows.empty());
  CHECK(table(page, {row, part, part, row, part, part, part, part}).rows.empty());
}

TEST_CASE("a row may have cells at different heights", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Plan").line(300, 100, "Notice");
  page.lines(72, 120, {"A plan with a name of", "two lines"}).line(300, 126, "30 days");
  page.line(72, 160, "Basic").line(300, 160, "60 days");
  CHECK(table(page, {row, part, part, part, row}).rows ==
        Rows{{"Plan", "Notice"}, {"A plan with a name of two lines", "30 days"}, {"Basic", "60 days"}});
}

TEST_CASE("columns that never meet are one", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Plan").line(300, 100, "Price").line(120, 112, "Basic").line(320, 112, "$5");
  page.line(72, 124, "Business plan").line(300, 124, "$50 each");
  CHECK(table(page, {row, row, row}).rows == Rows{{"Plan", "Price"}, {"Basic", "$5"}, {"Business plan", "$50 each"}});
}

TEST_CASE("a typewriter's rules are no rows", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Plan").line(300, 100, "Price").line(72, 112, "----").line(300, 112, "=====");
  page.line(72, 124, "Basic").line(300, 124, "$5");
  CHECK(table(page, {row, row, row}).rows == Rows{{"Plan", "Price"}, {"Basic", "$5"}});
}
