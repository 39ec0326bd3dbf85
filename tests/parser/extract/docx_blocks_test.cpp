#include "parser/extract/docx_blocks.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using parser::DocxBlock;
using parser::DocxCell;

namespace {

DocxBlock block(std::string text, std::string label = "", std::uint32_t heading = 0) {
  DocxBlock out;
  out.runs.push_back({std::move(text), false, false, {}});
  out.label = std::move(label);
  out.heading = heading;
  return out;
}

}  // namespace

TEST_CASE("blocks are written with their labels and levels", "[parser][extract][docx]") {
  auto deep = block("Deep", "1.1.1.1.1.1.1", 7);
  deep.runs[0].bold = true;
  auto quote = block("one\ntwo");
  quote.quote = true;
  CHECK(parser::docx_blocks_to_markdown({deep, block("Text", "1."), block(" "), block("", "2."), quote}) ==
        "###### 1.1.1.1.1.1.1 Deep\n\n1\\. Text\n\n> one\\\n> two\n");
  CHECK(parser::docx_blocks_to_markdown({}).empty());
}

TEST_CASE("a table of many columns, or with tables in it, is read cell by cell", "[parser][extract][docx]") {
  DocxBlock inner;
  inner.rows = {{DocxCell{{block("a")}, 1}, DocxCell{{block("b")}, 1}}};
  DocxBlock outer;
  outer.rows = {{DocxCell{{block("before"), inner}, 1}, DocxCell{{block("after")}, 1}}};
  CHECK(parser::docx_blocks_to_markdown({outer}) == "before\n\n| a | b |\n| --- | --- |\n\nafter\n");
  DocxBlock wide;
  wide.rows = {{DocxCell{{block("a")}, 50}, DocxCell{{block("b")}, 50}}};
  CHECK(parser::docx_blocks_to_markdown({wide}) == "a\n\nb\n");
}
