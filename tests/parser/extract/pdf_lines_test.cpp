#include "parser/extract/pdf_lines.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <random>

using namespace smallprint;

namespace {

std::vector<std::string> texts(std::vector<parser::PdfLine> const& lines) {
  std::vector<std::string> out;
  for (auto const& line : lines) out.push_back(line.text);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("words are parted where white space is", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "this is the 1").line(137, 98, "s", 6).line(140.5F, 98, "t", 6).line(150, 100, "day");
  page.page_.boxes[4].space_after = true;  // by its own small size
  auto const lines = parser::pdf_lines({page});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "this is the 1st day");
  CHECK(lines[0].size == 10);
  CHECK(lines[0].cells.size() == 1);
  CHECK(lines[0].first_word == 20);
  CHECK(lines[0].second_word == 97);
}

TEST_CASE("a hyphen that is drawn by itself belongs to its word", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "is confiden").line(128.2F, 100, "-").line(72, 112, "a dash -");
  page.page_.boxes[1].space_after = true;
  CHECK(texts(parser::pdf_lines({page})) == Texts{"is confiden-", "a dash -"});
}

TEST_CASE("a wide gap parts cells", "[parser][extract][pdf]") {
  auto const lines = parser::pdf_lines({tests::Page().line(72, 100, "Name: A. B.").line(300, 100, "Name: C. D.")});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text == "Name: A. B. Name: C. D.");
  REQUIRE(lines[0].cells.size() == 2);
  CHECK(lines[0].cells[1].begin == 12);
  CHECK(lines[0].cells[1].left == 300);
}

TEST_CASE("columns are read one after the other, and titles where they stand", "[parser][extract][pdf]") {
  tests::Page page;
  std::string const left = "left words that fill the column {}";
  std::string const right = "right words that fill the column {}";
  page.line(72, 50, "A title that goes over the whole width of the page, as titles do in papers and laws");
  for (int i = 0; i < 5; ++i) {
    page.line(72, 100 + 12 * static_cast<float>(i), fmt::format(fmt::runtime(left), i));
    page.line(320, 104 + 12 * static_cast<float>(i), fmt::format(fmt::runtime(right), i));
  }
  page.line(72, 300, "An end that goes over the whole width of the page, as ends do in papers and in the laws");
  auto const lines = parser::pdf_lines({page});
  REQUIRE(lines.size() == 12);
  CHECK(lines[0].text.substr(0, 7) == "A title");
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(lines[1 + i].text == fmt::format(fmt::runtime(left), i));
    CHECK(lines[6 + i].text == fmt::format(fmt::runtime(right), i));
  }
  CHECK(lines[11].text.substr(0, 6) == "An end");
  CHECK(lines[1].flow == lines[5].flow);
  CHECK(lines[5].flow != lines[6].flow);
  CHECK(lines[1].column != lines[6].column);
  CHECK(lines[0].column == lines[11].column);
}

TEST_CASE("letters that nobody sees go, and ligatures come apart", "[parser][extract][pdf]") {
  auto const lines =
      parser::pdf_lines({tests::Page().line(72, 100, "e\uFB03cient\u200B re\u00ADport \uF0B7 a\x01 agree\u00AD")});
  CHECK(texts(lines) == Texts{"efficient report \u2022 a agree\u00AD"});
}

TEST_CASE("turned text comes after the page", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 100, {"a page of", "upright text", "and more of it", "than of the other"});
  for (int i = 0; i < 2; ++i) {  // upwards at the left edge
    parser::PdfBox box{20,   400 - 40 * static_cast<float>(i), 30, 430 - 40 * static_cast<float>(i), 10, 3, false,
                       true, i == 0 ? "going" : "up"};
    page.page_.boxes.insert(page.page_.boxes.begin(), box);
  }
  auto const lines = parser::pdf_lines({page});
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].turned == 0);
  CHECK(lines[4].text == "going up");
  CHECK(lines[4].turned != 0);
}

TEST_CASE("bold words at the start are counted", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Term.", 10, true).line(102, 100, "It goes on.");
  CHECK(parser::pdf_lines({page})[0].bold_end == 5);
}

TEST_CASE("hundred thousand words anywhere take no time", "[parser][extract][pdf]") {
  std::mt19937 random(3);
  parser::PdfPage page{612, 792, {}};
  for (int i = 0; i < 100'000; ++i) {
    auto const x = static_cast<float>(random() % 600);
    auto const y = static_cast<float>(random() % 78000) / 100;
    page.boxes.push_back({x, y, x + 20, y + 8, 8, 0, false, false, "word"});
  }
  auto const begin = std::chrono::steady_clock::now();
  auto const lines = parser::pdf_lines({page});
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  std::size_t words = 0;
  for (auto const& line : lines)
    for (auto at = line.text.find("word"); at != std::string::npos; at = line.text.find("word", at + 1)) ++words;
  CHECK(words == 100'000);
}
