#include "parser/readers/docx_reader.hpp"
#include "tests/support/docx.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <random>

using namespace smallprint;
using tests::docx;
using tests::zip;

namespace {

std::string p(std::string const& text, std::string const& style = "") {
  return "<w:p>" + (style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>") +
         "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string message(std::string const& bytes, parser::DraftLimits const& limits = {}) {
  auto const got = parser::read_draft(bytes, corpus::DraftKind::docx, "story.docx", limits);
  REQUIRE(got.has_error());
  CHECK(got.error().source == "story.docx");
  return got.error().message;
}

}  // namespace

TEST_CASE("a DOCX gives the quotations of its text, its quote styles and its notes", "[parser]") {
  auto const bytes =
      docx(p("They say “you may </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>not</w:t></w:r><w:r><w:t> share it”.") +
               p("You may not sell it either", "Q1") + p("or lend it to anybody", "Q2") + p("plain words"),
           {{"word/styles.xml",
             R"(<w:styles xmlns:w="x"><w:style w:styleId="Q1"><w:name w:val="Intense Quote"/></w:style>)"
             R"(<w:style w:styleId="Q2"><w:name w:val="House"/><w:basedOn w:val="Q1"/></w:style></w:styles>)"},
            {"word/footnotes.xml", tests::docx_xml(p("A note: “it shall never be shared”."))}});
  auto const draft = parser::read_draft(bytes, corpus::DraftKind::docx, "story.docx").value();
  REQUIRE(draft.quotations.size() == 3);
  CHECK(draft.quotations[0].text == "you may not share it");
  CHECK(draft.quotations[0].line == 1);
  CHECK(draft.quotations[0].column == 11);
  CHECK(draft.quotations[1].text == "You may not sell it either\nor lend it to anybody");
  CHECK(draft.quotations[1].kind == corpus::Quotation::Kind::style);
  CHECK(draft.quotations[1].line == 2);
  CHECK(draft.quotations[2].text == "it shall never be shared");
}

TEST_CASE("deleted words, fields and fallbacks of a DOCX are not its text", "[parser]") {
  auto const text = parser::read_docx(
      docx("<w:p><w:r><w:t>one</w:t></w:r><w:del><w:r><w:delText> gone</w:delText><w:t> gone</w:t></w:r></w:del>"
           "<w:ins><w:r><w:t xml:space=\"preserve\"> two</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
           "<w:r><w:tab/><w:t>three</w:t></w:r></w:p>"),
      "story.docx", {});
  CHECK(text.value().text == "one two three\n");
}

TEST_CASE("a broken or hostile DOCX is refused with its cause", "[parser]") {
  auto const sound = docx(p("words"));
  CHECK(message("PK\x03\x04 nothing").starts_with("expected a DOCX, got a broken ZIP file: "));
  CHECK(message(sound.substr(0, sound.size() / 2)).starts_with("expected a DOCX, got a broken ZIP file: "));
  CHECK(message(zip({{"content.xml", "<a/>"}})) == "expected a DOCX, got a ZIP file without word/document.xml");
  CHECK(
      message(zip({{"word/document.xml", "<w:document><w:p></w:document>"}})).starts_with("word/document.xml: byte "));
  CHECK(
      message(zip({{"word/document.xml",
                    "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]><w:document><w:body>"
                    "<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"}})) ==
      "word/document.xml: a document type declaration, which no DOCX may have");

  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<w:x>";
  for (int i = 0; i < 5000; ++i) deep += "</w:x>";
  CHECK(message(docx(deep)) == "word/document.xml: elements are nested more than 200 deep");

  parser::DraftLimits small;
  small.unpacked = 1000;
  CHECK(message(docx(p(std::string(100'000, 'a'))), small) == "unpacks to more than 1000 bytes: no such DOCX is read");
  small = {};
  small.entries = 2;
  CHECK(message(docx(p("words"), {{"a", "1"}, {"b", "2"}, {"c", "3"}}), small) ==
        "a DOCX of more than 2 files is not read");
}

TEST_CASE("a small file that unpacks to much is not unpacked", "[parser]") {
  CHECK(message(docx(p(std::string(80u << 20, 'a')))) == "unpacks to more than 67108864 bytes: no such DOCX is read");
}

TEST_CASE("a DOCX with any byte changed gives text or an error", "[parser][property]") {
  std::mt19937 random(3);
  auto const sound = docx(p("They say “you may not share it”."));
  for (int round = 0; round < 1500; ++round) {
    auto bytes = sound;
    for (auto n = 1 + random() % 3; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (round % 3 == 0) bytes.resize(random() % bytes.size());
    auto const got = parser::read_draft(bytes, corpus::DraftKind::docx, "story.docx");
    if (got.has_error()) REQUIRE_FALSE(got.error().message.empty());
  }
}
