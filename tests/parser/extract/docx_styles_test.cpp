#include "parser/extract/docx_styles.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("a style has what it is based on, and its own over that", "[parser][extract][docx]") {
  pugi::xml_document part;
  REQUIRE(part.load_string(
      "<w:styles xmlns:w='x'>"
      "<w:style w:styleId='Base'><w:name w:val='heading 2'/><w:rPr><w:b/><w:i/></w:rPr>"
      "<w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
      "<w:style w:styleId='Own'><w:basedOn w:val='Base'/><w:name w:val='Clause'/><w:rPr><w:b w:val='false'/></w:rPr>"
      "<w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
      "<w:style w:styleId='Body'><w:basedOn w:val='Own'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>"
      "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/><w:rPr><w:i/></w:rPr></w:style>"
      "</w:styles>"));
  parser::DocxStyles const styles(part.document_element());
  auto const& own = styles.of("Own");
  CHECK(own.heading == 2);
  CHECK(own.bold == false);
  CHECK(own.italic == true);
  REQUIRE(own.number);
  CHECK(own.number->list == "3");
  CHECK(own.number->level == 1U);
  CHECK(styles.of("Body").heading == 0);
  CHECK(styles.of("").italic == true);
  CHECK_FALSE(styles.of("unknown").italic.has_value());
}

TEST_CASE("styles that are based on one another end", "[parser][extract][docx]") {
  pugi::xml_document part;
  REQUIRE(part.load_string(
      "<w:styles xmlns:w='x'><w:style w:styleId='A'><w:basedOn w:val='B'/><w:rPr><w:b/></w:rPr></w:style>"
      "<w:style w:styleId='B'><w:basedOn w:val='A'/><w:name w:val='Quote'/></w:style></w:styles>"));
  parser::DocxStyles const styles(part.document_element());
  CHECK(styles.of("A").bold == true);
  CHECK(styles.of("A").quote);
  CHECK(styles.of("B").bold == true);
}
