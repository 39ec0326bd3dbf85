#include "parser/extract/markdown_table.hpp"

#include "parser/parser.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("rows become a table that the reader reads", "[parser][extract]") {
  auto const text = parser::markdown_table({{"Plan", "Price"}, {"Basic", "$5 \\| month"}, {"Free"}});
  CHECK(text == "| Plan | Price |\n| --- | --- |\n| Basic | $5 \\| month |\n| Free | |\n");
  auto const read = parser::read_document(text, corpus::MediaType::markdown, "test").value();
  CHECK(read.text == "Plan | Price\nBasic | $5 | month\nFree\n");
}

TEST_CASE("a table has a column at least", "[parser][extract]") {
  CHECK(parser::markdown_table({}).empty());
  CHECK(parser::markdown_table({{}}) == "| |\n| --- |\n");
}
