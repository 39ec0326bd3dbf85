#include "parser/extract/pdf_breaks.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

std::string const full = "The parties agree upon a number of things, of which this is the one to be read now";

struct Broken {
  explicit Broken(std::vector<parser::PdfPage> const& pages) : lines(parser::pdf_lines(pages)), breaks(lines) {}
  std::vector<parser::PdfLine> lines;
  parser::PdfBreaks breaks;
};

}  // namespace

TEST_CASE("a full line goes on below, a label does not", "[parser][extract][pdf]") {
  Broken const it({tests::Page().lines(72, 100, {full, full, "(a) an item", "(b) another"})});
  CHECK(it.breaks.goes_on(0, 0));
  CHECK_FALSE(it.breaks.goes_on(0, 2));
  CHECK_FALSE(it.breaks.is_row(2));
}

TEST_CASE("one-line items count on although they are full", "[parser][extract][pdf]") {
  auto const item = full.substr(0, 78);
  Broken const it({tests::Page().lines(72, 100, {"(a) " + item, "(b) " + item, full})});
  CHECK_FALSE(it.breaks.goes_on(0, 0));
  CHECK(it.breaks.goes_on(1, 1));
}

TEST_CASE("lower case goes on over a page unless a sentence ended", "[parser][extract][pdf]") {
  auto const next = [](std::string const& last, std::string const& first) {
    Broken const it(
        {tests::Page().lines(72, 100, {full, full, last}), tests::Page().lines(72, 100, {first, full, full})});
    return it.breaks.goes_on(0, 2);
  };
  CHECK(next("the use of", "the service"));
  CHECK_FALSE(next("the use of it.", "the service"));
  CHECK_FALSE(next("Short", "The service"));
  CHECK(next(full, "The service"));
  CHECK_FALSE(next(full.substr(0, 81) + ";", "(b) The service"));
}

TEST_CASE("rows do not go on, and have cells", "[parser][extract][pdf]") {
  Broken const it({tests::Page().line(72, 100, "Name: A").line(300, 100, "Name: B").line(72, 112, full)});
  CHECK(it.breaks.is_row(0));
  CHECK_FALSE(it.breaks.goes_on(0, 0));
}
