#include "parser/extract/docx_body.hpp"

#include "tests/support/docx_words.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using namespace smallprint::tests;

TEST_CASE("looks become marks", "[parser][extract][docx]") {
  CHECK(docx_markdown("<w:p>" + run("Term. ", "<w:b/>") + run("It is ", "<w:b w:val=\"0\"/>") + run("so", "<w:i/>") +
                          run(" for ") + run("all", "<w:rStyle w:val=\"Strong\"/>") + run(" hidden", "<w:vanish/>") +
                          run(".") + "</w:p>",
                      docx_styles) == "**Term.** It is _so_ for **all**.\n");
}

TEST_CASE("links lead out of the document only", "[parser][extract][docx]") {
  DocxPartsByPath const parts{
      {"word/_rels/document.xml.rels",
       R"(<Relationships><Relationship Id="r1" Target="https://a.example/x_y" TargetMode="External"/>)"
       R"(<Relationship Id="r2" Target="styles.xml"/><Relationship Id="r3" Target="file:///etc" TargetMode="External"/></Relationships>)"}};
  CHECK(docx_markdown("<w:p><w:hyperlink r:id=\"r1\">" + run("one") + "</w:hyperlink>" + run(" and ") +
                          "<w:hyperlink r:id=\"r2\">" + run("two") +
                          "</w:hyperlink><w:hyperlink r:id=\"r3\" w:anchor=\"x\">" + run(" three") +
                          "</w:hyperlink></w:p>",
                      parts) == "[one](https://a.example/x_y) and two three\n");
  auto const field = [](std::string const& code) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" + code +
           "</w:instrText></w:r><w:r><w:t>not shown</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
           run("shown") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  };
  CHECK(docx_markdown("<w:p>" + field(" HYPERLINK \"https://b.example/\" \\h ") + run(" ") + field(" PAGEREF x ") +
                      "</w:p>") == "[shown](https://b.example/) shown\n");
}

TEST_CASE("tables become tables, unless they only place paragraphs", "[parser][extract][docx]") {
  auto const cell = [](std::string const& content, std::string const& properties = "") {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>";
  };
  auto const row = [](std::string const& cells, std::string const& properties = "") {
    return "<w:tr>" + properties + cells + "</w:tr>";
  };
  CHECK(docx_markdown("<w:tbl>" + row(cell(p("Plan")) + cell(p("Price"), "<w:gridSpan w:val=\"2\"/>")) +
                      row(cell(p("Basic") + p("or more")) + cell(p("$5 | $6")) + cell(p("x"))) +
                      row(cell(p("gone")), "<w:trPr><w:del/></w:trPr>") + "</w:tbl>") ==
        "| Plan | Price | |\n| --- | --- | --- |\n| Basic<br>or more | $5 \\| $6 | x |\n");
  CHECK(docx_markdown("<w:tbl>" + row(cell(p("One"))) + row(cell(p("Two"))) + "</w:tbl>") == "One\n\nTwo\n");
  CHECK(docx_markdown("<w:tbl>" + row(cell(styled("H1", "Left")) + cell(p("Right"))) + "</w:tbl>", docx_styles) ==
        "# Left\n\nRight\n");
}

TEST_CASE("notes follow the text", "[parser][extract][docx]") {
  DocxPartsByPath const parts{
      {"word/footnotes.xml",
       R"(<w:footnotes xmlns:w="x"><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="5">)" +
           p("Second.") + "</w:footnote><w:footnote w:id=\"2\">" + p("First.") + "</w:footnote></w:footnotes>"},
      {"word/endnotes.xml",
       R"(<w:endnotes xmlns:w="x"><w:endnote w:id="2">)" + p("At the end.") + "</w:endnote></w:endnotes>"}};
  CHECK(docx_markdown("<w:p>" + run("Word") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(" and") +
                          "<w:r><w:endnoteReference w:id=\"2\"/></w:r>" + run(" more") +
                          "<w:r><w:footnoteReference w:id=\"5\"/></w:r><w:del><w:r><w:footnoteReference "
                          "w:id=\"9\"/></w:r></w:del></w:p>",
                      parts) ==
        "Word\\[1\\] and\\[i\\] more\\[2\\]\n\n\\[1\\] First.\n\n\\[2\\] Second.\n\n\\[i\\] At the end.\n");
}

TEST_CASE("tracked changes are accepted", "[parser][extract][docx]") {
  CHECK(docx_markdown("<w:p>" + run("one") +
                      "<w:del><w:r><w:delText> gone</w:delText><w:t> gone</w:t></w:r></w:del><w:ins>" + run(" two") +
                      "</w:ins><w:moveFrom>" + run(" away") + "</w:moveFrom><w:moveTo>" + run(" here") +
                      "</w:moveTo></w:p>") == "one two here\n");
  DocxPartsByPath const parts{{"word/numbering.xml", numbering(level(0, "decimal", "%1."))}};
  CHECK(docx_markdown(p("first part", "<w:rPr><w:del/></w:rPr>") + p(" and the rest") +
                          p("<w:del>" + run("gone") + "</w:del>",
                            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr>") +
                          listed("counted", 1, 0) + p("left over", "<w:rPr><w:del/></w:rPr>"),
                      parts) == "first part and the rest\n\n1\\. counted\n\nleft over\n");
}

TEST_CASE("a text box is read once, after its paragraph", "[parser][extract][docx]") {
  auto const box = [](std::string const& text) { return "<w:txbxContent>" + p(text) + "</w:txbxContent>"; };
  CHECK(docx_markdown("<w:p>" + run("be") + "<w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing>" +
                      box("boxed") + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box("boxed") +
                      "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("side") + "</w:p>") ==
        "beside\n\nboxed\n");
}

TEST_CASE("breaks and odd characters", "[parser][extract][docx]") {
  CHECK(docx_markdown(
            "<w:p>" + run("one") +
            "<w:r><w:br/><w:t>- two</w:t><w:tab/><w:t>x</w:t><w:br w:type=\"page\"/><w:noBreakHyphen/><w:softHyphen/>"
            "<w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r></w:p>") == "one\\\n\\- two x\u2011\u2022\n");
  CHECK(docx_markdown(p("1. Not renumbered") + p("# no heading") + p("a &lt;b&gt; &amp;amp; *c*")) ==
        "1\\. Not renumbered\n\n\\# no heading\n\na \\<b> \\&amp; \\*c\\*\n");
}

TEST_CASE("only links out of the document are kept", "[parser][extract][docx]") {
  pugi::xml_document part;
  REQUIRE(
      part.load_string("<Relationships><Relationship Id='a' Target='https://a.example/' TargetMode='External'/>"
                       "<Relationship Id='b' Target='https://b.example/'/>"
                       "<Relationship Id='c' Target='javascript:x' TargetMode='External'/></Relationships>"));
  CHECK(parser::read_docx_links(part.document_element()) == parser::DocxLinks{{"a", "https://a.example/"}});
}
