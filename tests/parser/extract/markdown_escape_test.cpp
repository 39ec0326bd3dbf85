#include "parser/extract/markdown_escape.hpp"

#include "parser/parser.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <random>

using namespace smallprint;
using corpus::MediaType;
using parser::MarkdownPlace;

namespace {

corpus::Document read(std::string const& markdown) {
  return parser::read_document(markdown, MediaType::markdown, "test").value();
}

/// As the reader folds it, without ICU: the pieces below hold ASCII and one letter.
std::string folded(std::string_view text) {
  std::string out;
  for (char const c : text)
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool has_markup(corpus::Document const& document) {
  for (auto const& mark : document.marks)
    if (mark.kind != corpus::Mark::Kind::link) return true;
  return false;
}

constexpr std::array<std::string_view, 66> pieces{"*",
                                                  "**",
                                                  "_",
                                                  "__",
                                                  "~",
                                                  "~~",
                                                  "~~~",
                                                  "`",
                                                  "```",
                                                  "[",
                                                  "]",
                                                  "](",
                                                  "](x)",
                                                  "![",
                                                  "!",
                                                  "<",
                                                  ">",
                                                  "</",
                                                  "<a>",
                                                  "<5",
                                                  "&",
                                                  "&amp;",
                                                  "&#",
                                                  "&#35;",
                                                  ";",
                                                  "\\",
                                                  "|",
                                                  "||",
                                                  "-",
                                                  "--",
                                                  "---",
                                                  "+",
                                                  "=",
                                                  "==",
                                                  "#",
                                                  "##",
                                                  "1.",
                                                  "12)",
                                                  "a",
                                                  "b1",
                                                  "X",
                                                  "word",
                                                  " ",
                                                  " ",
                                                  " ",
                                                  " ",
                                                  "  ",
                                                  "http://",
                                                  "https://a.example/",
                                                  "www.a.example",
                                                  "www.",
                                                  "ftp://a.example",
                                                  ".",
                                                  ",",
                                                  ":",
                                                  "(",
                                                  ")",
                                                  "@",
                                                  "x@a.example",
                                                  "é",
                                                  "_____",
                                                  ":--",
                                                  "- - -",
                                                  "'",
                                                  "\"",
                                                  "$"};

std::string random_text(std::mt19937& random, unsigned most) {
  std::string out;
  for (auto n = 1 + random() % most; n > 0; --n) out += pieces[random() % pieces.size()];
  return out;
}

}  // namespace

TEST_CASE("text is escaped where it would be markup, and nowhere else", "[parser][extract]") {
  auto const [text, markdown] = GENERATE(table<char const*, char const*>({
      {"snake_case and 5 * 3 and a - b", "snake_case and 5 * 3 and a - b"},
      {"*starred* _under_", "\\*starred\\* \\_under\\_"},
      {"By: ________ Date: ________", "By: ________ Date: ________"},
      {"________", "\\________"},
      {"[***] and [x](y)", "\\[\\*\\*\\*\\] and \\[x\\](y)"},
      {"1. Scope", "1\\. Scope"},
      {"12) Scope", "12\\) Scope"},
      {"1.1 Scope", "1.1 Scope"},
      {"1.1. Scope", "1.1. Scope"},
      {"(a) the 2. day", "(a) the 2. day"},
      {"2019. That year", "2019\\. That year"},
      {"- item", "\\- item"},
      {"-5 degrees", "-5 degrees"},
      {"+ item", "\\+ item"},
      {"---", "\\---"},
      {"=====", "\\====="},
      {"# 5", "\\# 5"},
      {"#5", "#5"},
      {"> 5", "\\> 5"},
      {"5 > 4 < 6 <= 7", "5 > 4 < 6 <= 7"},
      {"<b>", "\\<b>"},
      {"AT&T &amp; more", "AT&T \\&amp; more"},
      {"~~~", "\\~~~"},
      {"about ~5 days", "about \\~5 days"},
      {"C:\\Users and \\*", "C:\\Users and \\\\\\*"},
      {"a | b", "a | b"},
      {"--|--", "\\--|--"},
      {"see https://a.example/_b_c/~d?x=*y*z.", "see https://a.example/_b_c/~d?x=*y*z."},
      {"https://a.example/x**", "https\\://a.example/x\\*\\*"},
      {"  two\nlines  ", "two lines"},
      {"", ""},
  }));
  CHECK(parser::escape_markdown(text) == markdown);
}

TEST_CASE("each place has marks of its own", "[parser][extract]") {
  CHECK(parser::escape_markdown("Item #", MarkdownPlace::heading) == "Item \\#");
  CHECK(parser::escape_markdown("1. Scope", MarkdownPlace::heading) == "1. Scope");
  CHECK(parser::escape_markdown("a | b", MarkdownPlace::cell) == "a \\| b");
  CHECK(parser::escape_markdown("- 1", MarkdownPlace::cell) == "- 1");
  CHECK(parser::escape_markdown(" Wait! ", MarkdownPlace::words) == " Wait! ");
  CHECK(parser::escape_markdown("Wait!", MarkdownPlace::words) == "Wait\\!");
  CHECK(parser::escape_markdown("1. a_", MarkdownPlace::words) == "1. a\\_");
  CHECK(parser::escape_markdown("see www.a.example/_b", MarkdownPlace::marked) == "see www\\.a.example/\\_b");
  CHECK(parser::escape_markdown("www.a.example/_b", MarkdownPlace::link) == "www.a.example/\\_b");
}

TEST_CASE("a line that was put together is guarded as a whole", "[parser][extract]") {
  CHECK(parser::guard_markdown("1. **Scope**") == "1\\. **Scope**");
  CHECK(parser::guard_markdown("**1. Scope**") == "**1. Scope**");
  CHECK(parser::guard_markdown("- x") == "\\- x");
  CHECK(parser::guard_markdown("Item #", MarkdownPlace::heading) == "Item \\#");
  CHECK(parser::guard_markdown("a | [b|c](d)", MarkdownPlace::cell) == "a \\| [b\\|c](d)");
  CHECK(parser::guard_markdown("1. a", MarkdownPlace::words) == "1. a");
}

TEST_CASE("escaped text is read as the words it was", "[parser][extract][property]") {
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    auto const text = random_text(random, 12);
    auto const wanted = folded(text);
    CAPTURE(text);
    auto const line = read("before\n\n" + parser::escape_markdown(text) + "\n\nafter\n");
    REQUIRE(line.text == "before\n" + (wanted.empty() ? "" : wanted + "\n") + "after\n");
    REQUIRE_FALSE(has_markup(line));
    if (wanted.empty()) continue;
    auto const second = read("before\\\n" + parser::escape_markdown(text) + "\n\nafter\n");
    REQUIRE(second.text == "before " + wanted + "\nafter\n");
    auto const heading = read("## " + parser::escape_markdown(text, MarkdownPlace::heading) + "\n");
    REQUIRE(heading.text == wanted + "\n");
    REQUIRE_FALSE(has_markup(heading));
    auto const cell =
        read("| a | b |\n|---|---|\n| " + parser::escape_markdown(text, MarkdownPlace::cell) + " | c |\n");
    REQUIRE(cell.text == "a | b\n" + wanted + " | c\n");
    REQUIRE_FALSE(has_markup(cell));
    auto const words = read("a **b** (" + parser::escape_markdown(text, MarkdownPlace::words) + " ) **c**\n");
    REQUIRE(words.text == folded("a b (" + text + " ) c") + "\n");
  }
}

TEST_CASE("escaping takes time by the size of the text", "[parser][extract]") {
  for (auto const* unit : {"<5", "www.[", "*", "&#", "http://", "_ "}) {
    std::string text;
    while (text.size() < 2'000'000) text += unit;
    CHECK(parser::escape_markdown(text).size() <= 2 * text.size());
  }
}
