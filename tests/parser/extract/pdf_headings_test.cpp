#include "parser/extract/pdf_headings.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

parser::PdfBlock block(std::string const& text, float size = 10, bool bold = false, bool centred = false) {
  parser::PdfBlock out;
  out.text = text;
  out.size = size;
  out.bold_end = bold ? static_cast<std::uint32_t>(text.size()) : 0;
  out.centred = centred;
  return out;
}

std::vector<std::uint32_t> levels(std::vector<parser::PdfBlock> blocks) {
  for (int i = 0; i < 5; ++i)
    blocks.push_back(block("Some text that is neither large nor bold, so that most of it is so."));
  parser::find_headings(blocks);
  std::vector<std::uint32_t> out;
  for (auto const& one : blocks) out.push_back(one.level);
  out.resize(out.size() - 5);
  return out;
}

using Levels = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("size gives the level", "[parser][extract][pdf]") {
  CHECK(levels({block("Terms", 20), block("Licence", 14), block("Scope", 12), block("Fees", 14), block("Small", 8)}) ==
        Levels{1, 2, 3, 2, 0});
}

TEST_CASE("bold type makes headings, ordered by place, capitals and number", "[parser][extract][pdf]") {
  CHECK(levels({block("TERMS", 10, true, true), block("RECITALS", 10, true), block("1. Scope", 10, true),
                block("1.1 Extent", 10, true)}) == Levels{1, 2, 3, 4});
}

TEST_CASE("sentences and scraps are no headings", "[parser][extract][pdf]") {
  CHECK(levels({block("This is a whole sentence in bold type, which says what it says.", 10, true),
                block("1.", 10, true), block("and", 20), block("one of several;", 10, true), block("* * *", 20)}) ==
        Levels{0, 0, 0, 0, 0});
}

TEST_CASE("where all is bold, bold says nothing", "[parser][extract][pdf]") {
  std::vector<parser::PdfBlock> blocks(4, block("A line of a document that is bold all over", 10, true));
  parser::find_headings(blocks);
  for (auto const& one : blocks) CHECK(one.level == 0);
}
