#include "parser/quotation_marks.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>
#include <string>

using namespace smallprint;

namespace {

/// What stands inside of each pair, "|" between, "~" after one that is not closed.
std::string found(std::string const& text) {
  std::string out;
  for (auto const& one : parser::find_marked(text)) {
    out += (out.empty() ? "" : "|") + std::string(corpus::slice(text, one.inside));
    if (!one.closed) out += '~';
  }
  return out;
}

}  // namespace

TEST_CASE("quotation marks of many kinds are paired", "[parser]") {
  auto const [text, expected] = GENERATE(table<char const*, char const*>({
      {"They say “you may not share it”.", "you may not share it"},
      {"They say \"you may not share it\".", "you may not share it"},
      {"Sie sagen: „Sie dürfen das nicht“ und mehr.", "Sie dürfen das nicht"},
      {"Ils disent « vous ne pouvez pas », rien de plus.", "vous ne pouvez pas"},
      {"Man siger »du må ikke«.", "du må ikke"},
      {"De säger ”du får inte”.", "du får inte"},
      {"She said ‘you may not share it’ twice.", "you may not share it"},
      {"She said 'you may not share it' twice.", "you may not share it"},
      {"He said: “the terms say ‘you may not’ here”.", "the terms say ‘you may not’ here|you may not"},
      {"“one” and \"two\" and «three»", "one|two|three"},
      {"(“in brackets”)", "in brackets"},
      {"“never closed", "never closed~"},
  }));
  INFO(text);
  CHECK(found(text) == expected);
}

TEST_CASE("inches, feet, apostrophes and possessives are no quotation", "[parser]") {
  auto const [text, expected] = GENERATE(table<char const*, char const*>({
      {"a 15\" screen", ""},
      {"a 15\" screen and a 17\" screen", ""},
      {"he is 6' 2\" tall", ""},
      {"the '90s and the '80s", ""},
      {"the ’90s weren’t so bad, users’ rights and all", ""},
      {"don't, can't, won't", ""},
      {"rock 'n' roll", "n"},
      {"‘users’ rights are limited’, it says", "users’ rights are limited"},
      {"the word \"a 15\" screen\" stands there", "a 15\" screen"},
      {"‘tis the season", ""},
  }));
  INFO(text);
  CHECK(found(text) == expected);
}

TEST_CASE("what is code holds no marks", "[parser]") {
  std::string const text = "call f(\"you may not\") \"but you may\"";
  auto const all = parser::find_marked(text, {{5, 21}});
  REQUIRE(all.size() == 1);
  CHECK(corpus::slice(text, all[0].inside) == "but you may");
}

TEST_CASE("pairs lie in the text and in one another, whatever it is", "[parser][property]") {
  std::mt19937 random(7);
  std::vector<std::string> const parts{"“", "”", "„", "‘", "’", "'", "\"", "«",    "»",
                                       " ", "a", "s", "7", ",", ".", "ü",  "\xC3", "\n"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n) text += parts[random() % parts.size()];
    std::vector<std::uint32_t> ends;
    std::uint32_t begin = 0;
    for (auto const& one : parser::find_marked(text)) {
      REQUIRE(one.whole.end <= text.size());
      REQUIRE(one.whole.contains(one.inside));
      REQUIRE(one.whole.begin >= begin);
      begin = one.whole.begin;
      std::erase_if(ends, [&](auto end) { return end <= one.whole.begin; });
      REQUIRE(one.depth == ends.size());
      ends.push_back(one.whole.end);
    }
  }
}
