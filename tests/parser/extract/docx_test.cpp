#include "parser/extract/docx.hpp"

#include "parser/parser.hpp"
#include "tests/support/docx_words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <random>

using namespace smallprint;
using namespace smallprint::tests;
using Catch::Matchers::StartsWith;
using corpus::Errc;

namespace {

corpus::Error refused(std::string const& bytes, parser::ExtractLimits const& limits = {}) {
  auto const got = parser::docx_to_markdown(bytes, "terms.docx", limits);
  REQUIRE(got.has_error());
  CHECK(got.error().source == "terms.docx");
  return got.error();
}

}  // namespace

TEST_CASE("headings come from styles, what they are based on, and outline levels", "[parser][extract][docx]") {
  CHECK(docx_markdown(styled("T", "Terms") + styled("H1", "Licence") + styled("H2", "Scope") + styled("Own", "Fees") +
                          styled("Out", "More") + p("Text", "<w:outlineLvl w:val=\"0\"/>") +
                          p("Plain", "<w:pStyle w:val=\"H1\"/><w:outlineLvl w:val=\"9\"/>") + styled("Q", "Quoted") +
                          styled("A", "Round"),
                      docx_styles) ==
        "# Terms\n\n# Licence\n\n## Scope\n\n## Fees\n\n### More\n\n# Text\n\n**Plain**\n\n> Quoted\n\nRound\n");
}

TEST_CASE("a sentence in a heading's style is no heading", "[parser][extract][docx]") {
  CHECK(docx_markdown(
            styled("H2",
                   "You may not copy, sell, lend or otherwise give the Service to anybody who is not a user of it."),
            docx_styles) ==
        "**You may not copy, sell, lend or otherwise give the Service to anybody who is not a user of it.**\n");
}

TEST_CASE("labels are written out as Word shows them", "[parser][extract][docx]") {
  DocxPartsByPath const parts{
      {"word/numbering.xml",
       numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)") +
                 level(3, "lowerRoman", "(%4)") + level(4, "upperRoman", "%5)", "<w:suff w:val=\"nothing\"/>"))}};
  CHECK(docx_markdown(listed("One", 1, 0) + listed("Two", 1, 1) + listed("Three", 1, 1) + listed("a", 1, 2) +
                          listed("b", 1, 2) + listed("i", 1, 3) + listed("joined", 1, 4) + listed("Four", 1, 0) +
                          listed("Five", 1, 1) + listed("a again", 1, 2) + listed("none", 0, 0),
                      parts) ==
        "1\\. One\n\n1.1 Two\n\n1.2 Three\n\n(a) a\n\n(b) b\n\n(i) i\n\nI)joined\n\n2\\. Four\n\n2.1 Five\n\n(a) a "
        "again\n\nnone\n");
}

TEST_CASE("the text is read as the words of the document", "[parser][extract][docx]") {
  auto const text =
      docx_markdown(styled("H1", "Licence") +
                        listed("<w:r><w:t>A </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>licence.</w:t></w:r>", 1, 0),
                    {{"word/styles.xml", docx_styles.at("word/styles.xml")},
                     {"word/numbering.xml", numbering(level(0, "upperLetter", "%1."))}});
  auto const document = parser::read_document(text, corpus::MediaType::markdown, "test").value();
  CHECK(document.text == "Licence\nA. A licence.\n");
}

TEST_CASE("what is no sound DOCX is refused with its cause", "[parser][extract][docx]") {
  auto const sound = tests::docx(p("words"));
  CHECK_THAT(refused("PK\x03\x04 nothing").message, StartsWith("expected a DOCX, got a broken ZIP file: "));
  CHECK(refused("PK\x03\x04 nothing").code == Errc::syntax);
  CHECK(refused(tests::zip({{"a", "b"}})).message == "expected a DOCX, got a ZIP file without word/document.xml");
  CHECK(refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest").code == Errc::unsupported);
  CHECK(refused(tests::docx("")).message == "a DOCX that holds no text");
  CHECK_THAT(refused(tests::zip({{"word/document.xml", "<a><b></a>"}})).message,
             StartsWith("word/document.xml: byte "));
  auto const declared = refused(tests::zip({{"word/document.xml", "<!DOCTYPE w [<!ENTITY x \"y\">]><w:p>&x;</w:p>"}}));
  CHECK(declared.code == Errc::syntax);
  CHECK(declared.message == "word/document.xml: a document type declaration, which no DOCX may have");
  CHECK_THAT(refused(tests::docx(p("words"), {{"word/numbering.xml", "<!DOCTYPE x><x/>"}})).message,
             StartsWith("word/numbering.xml: a document type"));
  CHECK(refused(tests::docx(p("w\xff"))).code == Errc::bad_encoding);
}

TEST_CASE("a DOCX is read within its limits", "[parser][extract][docx]") {
  auto const sound = tests::docx(p("words of a document"));
  parser::ExtractLimits limits;
  limits.bytes = 10;
  CHECK(refused(sound, limits).message == "a DOCX of more than 10 bytes is not read");
  limits = {};
  limits.unpacked = 50;
  CHECK(refused(sound, limits).code == Errc::too_large);
  limits = {};
  limits.text = 5;
  CHECK(refused(sound, limits).message == "a DOCX of more than 5 bytes of text is not read");
  std::string deep = p("deep");
  for (int i = 0; i < 300; ++i) deep = "<w:sdt>" + deep + "</w:sdt>";
  CHECK(refused(tests::docx(deep)).message == "word/document.xml: elements are nested more than 200 deep");
  std::string tables = p("deep");
  for (int i = 0; i < 300; ++i) tables = "<w:tbl><w:tr><w:tc>" + tables + "</w:tc></w:tr></w:tbl>";
  CHECK(refused(tests::docx(tables)).code == Errc::too_large);
}

TEST_CASE("a main part with a number is the main part", "[parser][extract][docx]") {
  CHECK(parser::docx_to_markdown(tests::zip({{"word/document2.xml", tests::docx_xml(p("words"))}}), "test").value() ==
        "words\n");
}

TEST_CASE("changed bytes never do more than fail", "[parser][extract][docx][property]") {
  auto const sound = tests::docx(styled("H1", "Licence") + listed("text", 1, 0),
                                 {{"word/styles.xml", docx_styles.at("word/styles.xml")},
                                  {"word/numbering.xml", numbering(level(0, "decimal", "%1."))}});
  std::mt19937 random(11);
  for (int i = 0; i < 300; ++i) {
    auto changed = sound;
    for (int n = 0; n < 3; ++n) changed[random() % changed.size()] = static_cast<char>(random());
    auto const got = parser::docx_to_markdown(changed, "test");
    if (got.has_error()) CHECK_FALSE(got.error().message.empty());
  }
}
