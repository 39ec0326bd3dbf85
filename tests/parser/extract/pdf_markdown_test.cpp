#include "parser/extract/pdf_markdown.hpp"

#include "parser/parser.hpp"
#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("blocks are written as Markdown that changes no word", "[parser][extract][pdf]") {
  std::vector<parser::PdfBlock> blocks(5);
  blocks[0].text = "TERMS #";
  blocks[0].level = 2;
  blocks[1].text = "1. Fees. You pay.";
  blocks[1].bold_end = 8;
  blocks[2].text = "(a) By: ________";
  blocks[2].bold_end = 3;
  blocks[3].rows = {{"a", "b|c"}, {"", "- d"}};
  blocks[4].text = "4. Not renumbered";
  auto const text = parser::pdf_blocks_to_markdown(blocks);
  CHECK(text ==
        "## TERMS \\#\n\n**1. Fees.** You pay.\n\n(a) By: ________\n\n| a | b\\|c |\n| --- | --- |\n| | - d |\n\n"
        "4\\. Not renumbered\n");
  auto const read = parser::read_document(text, corpus::MediaType::markdown, "test").value();
  CHECK(read.text == "TERMS #\n1. Fees. You pay.\n(a) By: ________\na | b|c\n- d\n4. Not renumbered\n");
}

TEST_CASE("pages become Markdown", "[parser][extract][pdf]") {
  std::string const full = "You may not use the service to do what is not allowed, and this goes to the edge of";
  tests::Page page;
  page.line(200, 50, "Terms of Service", 16, true).lines(72, 100, {full, "the page."}).line(72, 150, "- a dash");
  CHECK(parser::pdf_pages_to_markdown({page}) == "# Terms of Service\n\n" + full + " the page.\n\n\\- a dash\n");
  CHECK(parser::pdf_pages_to_markdown({}).empty());
  CHECK(parser::pdf_pages_to_markdown({parser::PdfPage{}}).empty());
}
