#include "parser/extract/docx_numbering.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using parser::DocxNumber;

namespace {

class Lists {
 public:
  explicit Lists(std::string const& xml) {
    REQUIRE(part_.load_string(xml.c_str()));
    numbering_ = parser::DocxNumbering(part_.document_element());
  }
  std::string next(std::string const& list, std::optional<std::uint32_t> level, std::string const& style = "") {
    return numbering_.next(DocxNumber{list, level}, style).text;
  }

 private:
  pugi::xml_document part_;
  parser::DocxNumbering numbering_;
};

std::string level(int number, std::string const& format, std::string const& text, std::string const& more = "") {
  return "<w:lvl w:ilvl='" + std::to_string(number) + "'><w:numFmt w:val='" + format + "'/><w:lvlText w:val='" + text +
         "'/>" + more + "</w:lvl>";
}

std::string abstract(std::string const& id, std::string const& content) {
  return "<w:abstractNum w:abstractNumId='" + id + "'>" + content + "</w:abstractNum>";
}
std::string list(std::string const& id, std::string const& of, std::string const& more = "") {
  return "<w:num w:numId='" + id + "'><w:abstractNumId w:val='" + of + "'/>" + more + "</w:num>";
}
std::string all(std::string const& content) {
  return "<w:numbering xmlns:w='x'>" + content + "</w:numbering>";
}

}  // namespace

TEST_CASE("levels count, and start again below a higher one", "[parser][extract][docx]") {
  Lists it(all(
      abstract("1", level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1(%2)") + level(2, "lowerRoman", "(%3)")) +
      list("3", "1")));
  CHECK(it.next("3", 0) == "1.");
  CHECK(it.next("3", 1) == "1(a)");
  CHECK(it.next("3", 1) == "1(b)");
  CHECK(it.next("3", 2) == "(i)");
  CHECK(it.next("3", 1) == "1(c)");
  CHECK(it.next("3", 2) == "(i)");
  CHECK(it.next("3", 0) == "2.");
  CHECK(it.next("3", 1) == "2(a)");
  CHECK(it.next("4", 0).empty());
  CHECK(it.next("3", 12).empty());
}

TEST_CASE("a level that has not begun shows its start", "[parser][extract][docx]") {
  Lists it(all(abstract("1", level(0, "upperRoman", "%1.", "<w:start w:val='4'/>") + level(1, "decimal", "%1.%2")) +
               list("3", "1")));
  CHECK(it.next("3", 1) == "IV.1");
  CHECK(it.next("3", 0) == "IV.");
}

TEST_CASE("restarts and legal numbers", "[parser][extract][docx]") {
  Lists it(all(abstract("1", level(0, "upperRoman", "Article %1") +
                                 level(1, "decimal", "%1.%2", "<w:lvlRestart w:val='0'/><w:isLgl/>")) +
               list("3", "1")));
  CHECK(it.next("3", 0) == "Article I");
  CHECK(it.next("3", 1) == "1.1");
  CHECK(it.next("3", 0) == "Article II");
  CHECK(it.next("3", 1) == "2.2");
}

TEST_CASE("lists of one numbering go on, unless they start again", "[parser][extract][docx]") {
  Lists it(all(abstract("1", level(0, "decimal", "%1.")) + list("3", "1") + list("4", "1") +
               list("5", "1", "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>") +
               list("6", "1", "<w:lvlOverride w:ilvl='0'>" + level(0, "lowerLetter", "%1)") + "</w:lvlOverride>")));
  CHECK(it.next("3", 0) == "1.");
  CHECK(it.next("4", 0) == "2.");
  CHECK(it.next("5", 0) == "7.");
  CHECK(it.next("5", 0) == "8.");
  CHECK(it.next("6", 0) == "i)");
}

TEST_CASE("styles bind levels and lend them", "[parser][extract][docx]") {
  Lists it(all(abstract("1", "<w:styleLink w:val='Legal'/>" + level(0, "decimal", "%1.", "<w:pStyle w:val='H1'/>") +
                                 level(1, "decimal", "%1.%2", "<w:pStyle w:val='H2'/>")) +
               abstract("2", "<w:numStyleLink w:val='Legal'/>") + list("3", "2")));
  CHECK(it.next("3", {}, "H1") == "1.");
  CHECK(it.next("3", {}, "H2") == "1.1");
  CHECK(it.next("3", {}, "other") == "2.");
}

TEST_CASE("bullets and hidden labels", "[parser][extract][docx]") {
  Lists it(all(abstract("1", level(0, "bullet", "\uF0B7") + level(1, "bullet", "o") + level(2, "bullet", "\u2013") +
                                 level(3, "bullet", "") + level(4, "decimal", "%5.", "<w:rPr><w:vanish/></w:rPr>") +
                                 level(5, "decimal", "100%") + level(6, "none", "%7Note")) +
               list("3", "1")));
  CHECK(it.next("3", 0) == "\u2022");
  CHECK(it.next("3", 1) == "\u2022");
  CHECK(it.next("3", 2) == "\u2013");
  CHECK(it.next("3", 3).empty());
  CHECK(it.next("3", 4).empty());
  CHECK(it.next("3", 5) == "100%");
  CHECK(it.next("3", 6) == "Note");
}
