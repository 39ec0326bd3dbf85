#include "parser/parser.hpp"
#include "tests/parser/tree_checks.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using corpus::MediaType;
using corpus::NodeKind;

namespace {

std::string clean(std::string_view markdown) {
  auto const document = parser::read_document(markdown, MediaType::markdown, "test").value();
  tests::check_tree(document, markdown);
  return document.text;
}

}  // namespace

TEST_CASE("Markdown becomes clean text", "[parser][markdown]") {
  auto const [markdown, text] = GENERATE(table<char const*, char const*>({
      {"Terms\n=====\n", "Terms\n"},
      {"## Terms ##\n", "Terms\n"},
      {"1\\. Scope\n---------\n", "1. Scope\n"},
      {"**Bold** and _thin_ and ~~gone~~", "Bold and thin and gone\n"},
      {"***both* strong**", "both strong\n"},
      {"a \\* b \\\\ c", "a * b \\ c\n"},
      {"5 &lt; 6 &amp; 7 &#62; 2 &copy; &fake;", "5 < 6 & 7 > 2 \u00a9 &fake;\n"},
      {"AT&T; &notit &amp", "AT&T; &notit &amp\n"},
      {"[text](https://a.example/x_(1) \"title\") end", "text end\n"},
      {"[text](<a b> 'title') end", "text end\n"},
      {"[text][ref] end\n\n[ref]: https://a.example", "text end\n"},
      {"[ref] end\n\n[ref]: https://a.example", "ref end\n"},
      {"see https://a.example/b_c and <mailto:x@y.example>", "see https://a.example/b_c and mailto:x@y.example\n"},
      {"![alt *text*](x.png) after", "alt text after\n"},
      {"`code  *x*` and ``a ` b``", "code *x* and a ` b\n"},
      {"one\ntwo\n", "one two\n"},
      {"one  \ntwo\\\nthree", "one two three\n"},
      {"a\u00a0b\u2003\u2003c \u200b d", "a b c d\n"},
      {"co\u00adop\ufeff", "coop\n"},
      {"e\u0301te\u0301", "\u00e9t\u00e9\n"},
      {"e*\u0301*", "\u00e9\n"},
      {"> quoted\n> twice\nlazy", "quoted twice lazy\n"},
      {"- a\n  b\n- c", "a b\nc\n"},
      {"| a | b |\n|---|---|\n| c \\| d | `e` |\n| f |", "a | b\nc | d | e\nf\n"},
      {"```\nx  y\n z\n```", "x  y\n z\n"},
      {"    indented\n    prose", "indented prose\n"},
      {"<div>\nhtml <b>block</b>\n</div>", "html block\n"},
      {"line <br> break and <span>span</span>", "line break and span\n"},
      {"\xEF\xBB\xBF# Title", "Title\n"},
      {"nul\0l", "nul\n"},
      {"**Title. **Text", "Title. Text\n"},
      {"* * *", ""},
      {"", ""},
  }));
  CAPTURE(markdown);
  CHECK(clean(markdown) == text);
}

TEST_CASE("a NUL is white space", "[parser][markdown]") {
  CHECK(clean(std::string_view("a\0b", 3)) == "a b\n");
}

TEST_CASE("the tree keeps lists, numbers, levels and rows", "[parser][markdown]") {
  auto const document =
      parser::read_document(
          "# T\n\n3. three\n4. four\n   * deep\n\n7) seven\n\n> q\n\n| a | b |\n|---|---|\n| c | d |\n",
          MediaType::markdown, "test")
          .value();
  CHECK(document.title == "T");
  std::string shape;
  for (auto const& node : document.nodes) {
    switch (node.kind) {
      case NodeKind::document:
        shape += "D";
        break;
      case NodeKind::heading:
        shape += "H" + std::to_string(node.level);
        break;
      case NodeKind::paragraph:
        shape += "p";
        break;
      case NodeKind::list:
        shape += (node.ordered ? "O" : "U") + std::to_string(node.level);
        break;
      case NodeKind::list_item:
        shape += node.ordered ? "i" + std::to_string(node.number) + node.marker : "i";
        break;
      case NodeKind::quote:
        shape += "Q";
        break;
      case NodeKind::table:
        shape += "T";
        break;
      case NodeKind::table_row:
        shape += node.header ? "R" : "r";
        break;
      case NodeKind::table_cell:
        shape += "c";
        break;
      case NodeKind::code:
        shape += "C";
        break;
    }
    shape += ' ';
  }
  CHECK(shape == "D H1 O1 i3. p i4. p U2 i p O1 i7) p Q p T R c c r c c ");
}

TEST_CASE("marks name strong words, links and line breaks", "[parser][markdown]") {
  auto const document =
      parser::read_document("**Age.** See [terms](https://a.example/t).  \nNext", MediaType::markdown, "test").value();
  REQUIRE(document.marks.size() == 3);
  CHECK(slice(document.text, document.marks[0].text) == "Age.");
  CHECK(slice(document.text, document.marks[1].text) == "terms");
  CHECK(document.marks[1].target == "https://a.example/t");
  CHECK(document.marks[2].kind == corpus::Mark::Kind::line_break);
  CHECK(slice(document.text, document.marks[2].text) == " ");
}

TEST_CASE("errors name the byte and the limit", "[parser][errors]") {
  auto const bad = parser::read_document("good \xC3( bad", MediaType::markdown, "acme/terms.md");
  REQUIRE(bad.has_error());
  CHECK(bad.error().code == corpus::Errc::bad_encoding);
  CHECK(bad.error().source == "acme/terms.md");
  CHECK(bad.error().offset == 5);
  CHECK(bad.error().message == "expected UTF-8, got byte 0xC3");

  parser::Limits limits;
  limits.bytes = 4;
  auto const large = parser::read_document("12345", MediaType::text, "t", limits);
  REQUIRE(large.has_error());
  CHECK(large.error().code == corpus::Errc::too_large);
  CHECK(large.error().message == "5 bytes, at most 4 are read");

  limits = {};
  limits.nodes = 3;
  auto const many = parser::read_document("a\n\nb\n\nc\n\nd\n\ne\n", MediaType::markdown, "t", limits);
  REQUIRE(many.has_error());
  CHECK(many.error().code == corpus::Errc::too_large);
  CHECK(many.error().message == "more than 3 headings, paragraphs and items");
}
