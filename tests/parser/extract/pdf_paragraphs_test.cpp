#include "parser/extract/pdf_paragraphs.hpp"

#include "tests/support/pdf.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

using Texts = std::vector<std::string>;

Texts read(std::vector<parser::PdfPage> const& pages) {
  Texts out;
  for (auto const& block : parser::pdf_paragraphs(parser::pdf_lines(pages)))
    out.push_back(block.rows.empty() ? block.text : "table");
  return out;
}

std::string const full = "The parties agree upon a number of things, of which this is the one to be read now";

}  // namespace

TEST_CASE("lines are joined to paragraphs, which gaps and short lines end", "[parser][extract][pdf]") {
  CHECK(read({tests::Page().lines(72, 100, {full, full, "the end."}).lines(72, 150, {full, "short.", "Next one."})}) ==
        Texts{full + " " + full + " the end.", full + " short.", "Next one."});
}

TEST_CASE("an indented first line starts a paragraph where there is no gap", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 100, {full, full}).line(92, 124, full.substr(0, 77)).line(72, 136, full);
  CHECK(read({page}) == Texts{full + " " + full, full.substr(0, 77) + " " + full});
}

TEST_CASE("hanging lines go on with their label", "[parser][extract][pdf]") {
  tests::Page page;
  for (int i = 0; i < 2; ++i) {
    auto const top = 100 + 24 * static_cast<float>(i);
    page.line(72, top, fmt::format("{}.", i + 1)).line(102, top, full.substr(0, 73)).line(102, top + 12, "and its end");
  }
  CHECK(read({page}) ==
        Texts{"1. " + full.substr(0, 73) + " and its end", "2. " + full.substr(0, 73) + " and its end"});
}

TEST_CASE("labels inside a sentence start nothing", "[parser][extract][pdf]") {
  auto const lead = full.substr(0, 81) + ":";
  tests::Page sentence;
  sentence.lines(72, 100, {lead, "(a) this, or (b) that, and", "more."});
  CHECK(read({sentence}) == Texts{lead + " (a) this, or (b) that, and more."});
  tests::Page list;
  list.lines(72, 100, {lead, "(a) this;", "(b) that."});
  CHECK(read({list}) == Texts{lead, "(a) this;", "(b) that."});
  tests::Page reference;
  reference.lines(72, 100,
                  {full.substr(0, 75) + " Section",
                   "4(b) of this, which has more to say on it than " + full.substr(0, 30), "end."});
  CHECK(read({reference}).size() == 1);
}

TEST_CASE("a paragraph goes on over the end of a page, past its footnotes", "[parser][extract][pdf]") {
  tests::Page first;
  first.lines(72, 600, {full, full}).lines(72, 700, {"1 A note in small type."}, 7);
  tests::Page second;
  second.lines(72, 100, {"which goes on here.", "A new one."});
  CHECK(read({first, second}) ==
        Texts{full + " " + full + " which goes on here.", "1 A note in small type.", "A new one."});
}

TEST_CASE("a paragraph that ended does not go on over the end of a page", "[parser][extract][pdf]") {
  auto const ended = full.substr(0, 81) + ".";
  CHECK(read({tests::Page().lines(72, 600, {full, ended}), tests::Page().lines(72, 100, {"Next one.", full})}).size() ==
        3);
}

TEST_CASE("words that line ends broke are healed", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 100,
             {"This agreement is about a non-exclusive right. The parties to this document agree-", "ment have a non-",
              "exclusive"});
  page.page_.boxes.back().right = 500;
  CHECK(read({page})[0].find("document agreement have") != std::string::npos);
}

TEST_CASE("other type starts another paragraph", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, full, 10, true).lines(72, 112, {full, full}).line(72, 136, full, 8);
  CHECK(read({page}) == Texts{full, full + " " + full, full});
}

TEST_CASE("rows become tables, and a table of contents lines", "[parser][extract][pdf]") {
  tests::Page page;
  page.line(72, 100, "Plan").line(200, 100, "Price").line(72, 112, "Basic").line(200, 112, "$5");
  page.line(72, 150, "1. Definitions ............ 3").line(72, 162, "2. Licence . . . . . . . . 4");
  CHECK(read({page}) == Texts{"table", "1. Definitions ... 3", "2. Licence ... 4"});
}

TEST_CASE("a term and its meaning are one paragraph", "[parser][extract][pdf]") {
  tests::Page page;
  page.lines(72, 60, {full, full});
  page.line(72, 100, "Affiliate").line(200, 100, "means whoever owns or controls a party, or is controlled by");
  page.line(200, 112, "one, to the extent that it does so, and for as long as it does");
  page.line(200, 124, "so.");
  CHECK(read({page}) == Texts{full + " " + full,
                              "Affiliate means whoever owns or controls a party, or is controlled by one, to the "
                              "extent that it does so, and for as "
                              "long as it does so."});
}
