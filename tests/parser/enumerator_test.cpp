#include "parser/enumerator.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using parser::LabelKind;

namespace {

std::string printed(parser::LabelRun const& run) {
  std::string out;
  for (auto const& label : run.labels) out += (out.empty() ? "" : "+") + label.printed;
  return out;
}

}  // namespace

TEST_CASE("labels are read with the bytes they take", "[parser][enumerator]") {
  auto const [text, labels, end, weak] = GENERATE(table<char const*, char const*, std::uint32_t, bool>({
      {"1. You must pay", "1", 2, false},
      {"12) You must pay", "(12)", 3, false},
      {"(1) You must pay", "(1)", 3, false},
      {"1.2.3 Refunds", "1.2.3", 5, false},
      {"1.2.3. Refunds", "1.2.3", 6, false},
      {"3.2 refunds are rare", "3.2", 3, true},
      {"(a) copy it", "(a)", 3, false},
      {"( a ) copy it", "(a)", 5, false},
      {"a) copy it", "(a)", 2, false},
      {"a. copy it", "a", 2, true},
      {"(iv) copy it", "(iv)", 4, false},
      {"iv. copy it", "iv", 3, true},
      {"IV. COPYING", "IV", 3, true},
      {"(aa) copy it", "(aa)", 4, false},
      {"1(a) copy it", "1+(a)", 4, false},
      {"3.2(b)(iv) copy it", "3.2+(b)+(iv)", 10, false},
      {"(a)(ii) copy it", "(a)+(ii)", 7, false},
      {"1.a copy it", "", 0, false},
      {"1.a. Copy it", "1+a", 4, false},
      {"1.Copy it", "1", 2, false},
      {"Article IV", "Article IV", 10, false},
      {"Article IV. Conduct", "Article IV", 11, false},
      {"ARTICLE 5: Conduct", "ARTICLE 5", 10, false},
      {"Section 4.2 \u2013 Fees", "Section 4.2", 15, false},
      {"Section 4 applies", "Section 4", 9, true},
      {"\u00a7 4 Geltung", "\u00a7 4", 4, true},
      {"Annex 2", "Annex 2", 7, false},
      {"Part B", "Part B", 6, false},
      {"1 - Scope", "1", 3, false},
      {"\uff08\u0031\uff09 text", "(1)", 7, false},
      {"\uff11\uff0e text", "1", 6, false},
      {"\u7b2c\u4e09\u6761 \u603b\u5219", "\u7b2c\u4e09\u6761", 9, false},
      {"\u7b2c\u5341\u4e8c\u6761\u3000", "\u7b2c\u5341\u4e8c\u6761", 12, true},
      {"\uc81c3\uc870 \ubaa9\uc801", "\uc81c3\uc870", 7, false},
      {"\u4e00\u3001\u603b\u5219", "\u4e00", 6, false},
      {"\uff08\u4e8c\uff09\u603b\u5219", "(\u4e8c)", 9, false},
      {"\u2460 first", "(1)", 3, false},
      {"\u2022 bullet", "", 3, false},
      {"- dash", "", 1, false},
      // None of these is a label.
      {"2024. A good year", "", 0, false},
      {"3 months", "", 0, false},
      {"I agree", "", 0, false},
      {"A user may", "", 0, false},
      {"e.g. this", "", 0, false},
      {"i.e. this", "", 0, false},
      {"U.S. law", "", 0, false},
      {"(see below)", "", 0, false},
      {"(iiii) no", "", 0, false},
      {"1,000 requests", "", 0, false},
      {"2.5% of it", "", 0, false},
      {"24/7 support", "", 0, false},
      {"Articles of association", "", 0, false},
      {"", "", 0, false},
      {"\u7b2c\u4e09\u65b9\u670d\u52a1", "", 0, false},
  }));
  CAPTURE(text);
  auto const run = parser::read_label(text);
  CHECK(printed(run) == labels);
  CHECK(run.span.end == end);
  if (!run.labels.empty() && *labels != 0) CHECK(run.labels.back().weak == weak);
}

TEST_CASE("a letter that may be a number keeps both readings", "[parser][enumerator]") {
  auto const i = parser::read_token("i");
  REQUIRE(i.size() == 2);
  CHECK(i[0].kind == LabelKind::lower_roman);
  CHECK(i[1].value == 9);
  auto const v = parser::read_token("v");
  REQUIRE(v.size() == 2);
  CHECK(v[0].kind == LabelKind::lower);
  CHECK(v[0].value == 22);
  CHECK(v[1].value == 5);
  CHECK(parser::read_token("vi").size() == 1);
  CHECK(parser::read_token("Ab").empty());
}

TEST_CASE("Chinese numbers are counted", "[parser][enumerator]") {
  auto const [token, value] = GENERATE(table<char const*, std::uint32_t>({{"\u4e00", 1},
                                                                          {"\u5341", 10},
                                                                          {"\u5341\u4e8c", 12},
                                                                          {"\u4e8c\u5341", 20},
                                                                          {"\u4e8c\u5341\u4e09", 23},
                                                                          {"\u4e00\u767e\u96f6\u4e94", 105}}));
  CAPTURE(token);
  auto const readings = parser::read_token(token);
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].value == value);
}

TEST_CASE("any bytes at a text's start are read without harm", "[parser][enumerator]") {
  std::uint32_t state = 7;
  std::string const alphabet = "(1.aiv)IVX \xE7\xAC\xAC\xE4\xB8\x80\xE6\x9D\xA1\xEF\xBC\x88\xC2\xA7-:AS";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int k = 0; k < 12; ++k) {
      state = state * 1664525U + 1013904223U;
      text += alphabet[(state >> 16) % alphabet.size()];
    }
    CHECK(parser::read_label(text).span.end <= text.size());
  }
}
