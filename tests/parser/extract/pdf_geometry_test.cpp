#include "parser/extract/pdf_geometry.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

struct Measured {
  explicit Measured(parser::PdfPage const& page)
      : lines(parser::pdf_lines({page})), labels(parser::pdf_labels(lines)), geometry(lines, labels) {}
  std::vector<parser::PdfLine> lines;
  std::vector<parser::PdfLabel> labels;
  parser::PdfGeometry geometry;
};

std::string const full = "a line of words that goes on to the very end of its column, and no words fit in";

}  // namespace

TEST_CASE("a line has room when the next word would have fitted", "[parser][extract][pdf]") {
  Measured const it(
      tests::Page().lines(72, 100, {full, full, "a short line", "which the next one does not go on", full}));
  CHECK_FALSE(it.geometry.has_room(0));
  CHECK(it.geometry.has_room(2));
  CHECK(it.geometry.has_room(3));
}

TEST_CASE("a stretch of narrower lines has its own end", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 100, {full, full, full});
  page.lines(120, 200,
             {"words of a quotation which is indented on both", "sides and goes on for several lines, with what",
              "it has to say, till it comes to its own good", "end here"});
  Measured const it(page);
  for (std::size_t line = 3; line < 6; ++line) CHECK_FALSE(it.geometry.has_room(line));
  tests::Page address;
  address.lines(72, 100, {full, full, full});
  address.lines(120, 200,
                {"Some Company of Somewhere Incorporated", "1 Street", "Town of a Long Name and a Number 12345"});
  CHECK(Measured(address).geometry.has_room(3));
}

TEST_CASE("a gap is more than the usual distance", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 100, {full, full, full}).line(72, 150, "after a gap");
  Measured const it(page);
  CHECK_FALSE(it.geometry.has_gap_after(0));
  CHECK(it.geometry.has_gap_after(2));
  tests::Page wide;  // lines that are all two lines apart
  for (int i = 0; i < 5; ++i) wide.line(72, 100 + 24 * static_cast<float>(i), full);
  CHECK_FALSE(Measured(wide).geometry.has_gap_after(1));
}

TEST_CASE("a line in the middle of its column is centred", "[parser][extract][pdf]") {
  Measured const it(tests::Page().lines(72, 100, {full, full}).line(240, 150, "A TITLE HERE").line(72, 170, "not so"));
  CHECK(it.geometry.is_centred(2));
  CHECK_FALSE(it.geometry.is_centred(0));
  CHECK_FALSE(it.geometry.is_centred(3));
}
