#pragma once
#include "parser/extract/docx.hpp"
#include "tests/support/docx.hpp"

/// Paragraphs, lists and styles for tests of DOCX files.
namespace smallprint::tests {

inline std::string run(std::string const& text, std::string const& properties = "") {
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + "<w:t xml:space=\"preserve\">" +
         text + "</w:t></w:r>";
}

/// A paragraph with properties.
inline std::string p(std::string const& text, std::string const& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + (text.empty() || text[0] == '<' ? text : run(text)) + "</w:p>";
}

inline std::string styled(std::string const& style, std::string const& text) {
  return p(text, "<w:pStyle w:val=\"" + style + "\"/>");
}

inline std::string listed(std::string const& text, int list, int level) {
  return p(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" + std::to_string(list) +
                     "\"/></w:numPr>");
}

inline std::string level(int number, std::string const& format, std::string const& text, std::string const& more = "") {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format +
         "\"/><w:lvlText w:val=\"" + text + "\"/>" + more + "</w:lvl>";
}

inline std::string numbering(std::string const& levels, std::string const& more_lists = "") {
  return "<w:numbering xmlns:w=\"x\"><w:abstractNum w:abstractNumId=\"7\">" + levels +
         "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>" + more_lists + "</w:numbering>";
}

using DocxPartsByPath = std::map<std::string, std::string>;

inline std::string docx_markdown(std::string const& body, DocxPartsByPath const& parts = {}) {
  return parser::docx_to_markdown(docx(body, parts), "terms.docx").value();
}

inline DocxPartsByPath const docx_styles{
    {"word/styles.xml",
     R"(<w:styles xmlns:w="x"><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>)"
     R"(<w:style w:styleId="T"><w:name w:val="Title"/></w:style>)"
     R"(<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>)"
     R"(<w:style w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>)"
     R"(<w:style w:styleId="Own"><w:name w:val="House"/><w:basedOn w:val="H2"/></w:style>)"
     R"(<w:style w:styleId="Out"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>)"
     R"(<w:style w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>)"
     R"(<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>)"
     R"(<w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>)"
     R"(<w:style w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>)"}};

}  // namespace smallprint::tests
