#include "parser/extract/markdown_inline.hpp"

#include "parser/parser.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <random>

using namespace smallprint;
using parser::InlineRun;
using parser::MarkdownPlace;

namespace {

std::string write(std::vector<InlineRun> const& runs, MarkdownPlace place = MarkdownPlace::line) {
  return parser::inline_markdown(runs, place);
}

InlineRun plain(std::string text) {
  return {std::move(text), false, false, {}};
}
InlineRun bold(std::string text) {
  return {std::move(text), true, false, {}};
}
InlineRun italic(std::string text) {
  return {std::move(text), false, true, {}};
}

}  // namespace

TEST_CASE("looks become marks around the words", "[parser][extract]") {
  CHECK(write({bold("Term. "), plain("It goes on.")}) == "**Term.** It goes on.");
  CHECK(write({plain("a "), italic(" b"), italic(" c "), plain("d")}) == "a _b c_ d");
  CHECK(write({bold("a "), {"b", true, true, {}}, plain(" c")}) == "**a _b_** c");
  CHECK(write({italic("a "), {"b", true, true, {}}, bold(" c")}) == "_a_ **_b_ c**");
  CHECK(write({bold("a"), plain(" "), bold("b")}) == "**a b**");
  CHECK(write({plain("see "), {"the (rules)", false, false, "https://a.example/x (1)"}, plain(".")}) ==
        "see [the (rules)](https://a.example/x%20\\(1\\)).");
  CHECK(write({{"all ", true, false, "x"}, {"of it", true, true, "x"}, bold(" here")}) ==
        "[**all _of it_**](x) **here**");
}

TEST_CASE("lines to write on are not escaped", "[parser][extract]") {
  CHECK(write({plain("By: ________")}) == "By: ________");
  CHECK(write({bold("By:"), plain(" ________")}) == "**By:** ________");
  CHECK(write({plain("________")}) == "\\________");
}

TEST_CASE("a look that Markdown cannot show is dropped", "[parser][extract]") {
  CHECK(write({plain("a"), bold(".b"), plain("c")}) == "a.bc");
  CHECK(write({plain("un"), italic("believ"), plain("able")}) == "unbelievable");
  CHECK(write({plain("un"), bold("believ"), plain("able")}) == "un**believ**able");
  CHECK(write({bold("Note:"), plain("this")}) == "Note:this");
}

TEST_CASE("places have their breaks and guards", "[parser][extract]") {
  CHECK(write({plain("1."), plain(" a\n- b")}) == "1\\. a\\\n\\- b");
  CHECK(write({plain("a\nb #")}, MarkdownPlace::heading) == "a b \\#");
  CHECK(write({plain("a | b\nc")}, MarkdownPlace::cell) == "a \\| b<br>c");
  CHECK(write({plain(" \n ")}).empty());
  CHECK(write({}).empty());
}

TEST_CASE("runs are read back as their words", "[parser][extract][property]") {
  constexpr std::array<std::string_view, 22> pieces{
      "a", "b c", " ", " ", ".",   ",",  "(x)", "*",  "_", "**", "[",
      "]", "`",   "<", "é", "“q”", "1.", "-",   "\\", "!", "|",  "http://a.example/"};
  std::mt19937 random(5);
  for (int i = 0; i < 5'000; ++i) {
    std::vector<InlineRun> runs;
    std::string all;
    for (auto n = 1 + random() % 6; n > 0; --n) {
      InlineRun run;
      for (auto k = 1 + random() % 3; k > 0; --k) run.text += pieces[random() % pieces.size()];
      run.bold = random() % 3 == 0;
      run.italic = random() % 3 == 0;
      if (random() % 4 == 0) run.link = random() % 2 == 0 ? "https://b.example/" : "y(";
      // A bare URL swallows what follows without a blank.
      if (run.text.find("http") != std::string::npos) run.text += ' ';
      all += run.text;
      runs.push_back(run);
    }
    std::string wanted;
    for (char const c : all)
      if (c != ' ' || (!wanted.empty() && wanted.back() != ' ')) wanted += c;
    while (!wanted.empty() && wanted.back() == ' ') wanted.pop_back();
    auto const markdown = write(runs);
    CAPTURE(all, markdown);
    auto const read = parser::read_document("x\n\n" + markdown + "\n", corpus::MediaType::markdown, "test").value();
    REQUIRE(read.text == "x\n" + (wanted.empty() ? "" : wanted + "\n"));
    auto const cell = write(runs, MarkdownPlace::cell);
    auto const table =
        parser::read_document("| x | y |\n|---|---|\n| z | " + cell + " |\n", corpus::MediaType::markdown, "test")
            .value();
    REQUIRE(table.text == "x | y\nz" + (wanted.empty() ? "" : " | " + wanted) + "\n");
  }
}
