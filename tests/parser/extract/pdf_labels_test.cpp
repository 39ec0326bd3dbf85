#include "parser/extract/pdf_labels.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

parser::PdfLabel label(std::string const& text) {
  return parser::pdf_labels(parser::pdf_lines({tests::Page().line(72, 100, text)})).at(0);
}

}  // namespace

TEST_CASE("a label hangs the text behind it", "[parser][extract][pdf]") {
  auto const hung = label("1.    The text");
  CHECK(hung.sure());
  CHECK(hung.cells == 1);
  CHECK(hung.body_left == 72 + 6 * 5);
  auto const plain = label("(a) The text");
  CHECK(plain.sure());
  CHECK(plain.body_left == 72 + 4 * 5);
  auto const none = label("The text");
  CHECK(none.none());
  CHECK(none.body_left == 72);
}

TEST_CASE("a dash is a bullet where a gap follows", "[parser][extract][pdf]") {
  CHECK(label("\u25CF The text").bullet);
  CHECK(label("-    The text").bullet);
  CHECK_FALSE(label("- The text").bullet);
  CHECK(label("Name:      Title:").cells == 2);
}

TEST_CASE("labels count on", "[parser][extract][pdf]") {
  CHECK(parser::is_next_label(label("(a) x"), label("(b) x")));
  CHECK(parser::is_next_label(label("(h) x"), label("(i) x")));
  CHECK(parser::is_next_label(label("2.1 x"), label("2.2 x")));
  CHECK_FALSE(parser::is_next_label(label("(a) x"), label("(c) x")));
  CHECK_FALSE(parser::is_next_label(label("(a) x"), label("2. x")));
  CHECK(parser::is_next_label(label("\u2022 x"), label("\u2022 y")));
  CHECK(parser::is_next_label(label("(a) x"), "(b),"));
  CHECK_FALSE(parser::is_next_label(label("(a) x"), "(a)"));
  CHECK_FALSE(parser::is_next_label(label("(a) x"), "(the"));
}

TEST_CASE("leaders are known", "[parser][extract][pdf]") {
  CHECK(parser::has_leader("1. Definitions ........ 3"));
  CHECK(parser::has_leader("1. Definitions . . . . . 3"));
  CHECK_FALSE(parser::has_leader("and so on ... he said."));
}
