#include "corpus/phrase.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace smallprint::corpus;

namespace {

Lexicon small_lexicon() {
  Lexicon lexicon;
  REQUIRE(lexicon.add("output", "output", "test").has_value());
  REQUIRE(lexicon.add("output", "generated (text | image)", "test").has_value());
  REQUIRE(lexicon.add("share", "(share | publish) .. @output", "test").has_value());
  REQUIRE(lexicon.link().has_value());
  return lexicon;
}

/// The words of the first match, "-" when there is none.
std::string first_match(std::string_view pattern, std::string_view text) {
  auto const lexicon = small_lexicon();
  PatternSet set(lexicon);
  REQUIRE(set.add(pattern, 7, "test").has_value());
  auto const tokens = tokenize(text);
  Matcher matcher(lexicon, tokens);
  auto const found = matcher.find(set);
  if (found.empty()) return "-";
  CHECK(found.front().rule == 7);
  return std::string(text.substr(tokens[found[0].begin].span.begin,
                                 tokens[found[0].end - 1].span.end - tokens[found[0].begin].span.begin));
}

}  // namespace

TEST_CASE("patterns match words in a row", "[corpus]") {
  auto const [pattern, text, expected] = GENERATE(table<char const*, char const*, char const*>({
      {"reverse engineer", "No reverse engineering of it", "reverse engineering"},
      {"reverse engineer", "reverse the engineer", "-"},
      {"=user", "users use it", "-"},
      {"=users", "Users use it", "Users"},
      {"sell | rent out", "to rent out seats", "rent out"},
      {"use [the] service", "use the service", "use the service"},
      {"use [the] service", "use service", "use service"},
      {"use .. output", "use a b c d e f output", "use a b c d e f output"},
      {"use .. output", "use a b c d e f g output", "-"},
      {"use ..1 output", "use a b output", "-"},
      {"use .. output", "use it. Output is free", "-"},
      {"use .. output", "use it; output is free", "-"},
      {"use .. output", "use it, then output", "use it, then output"},
      {"assign .. output", "assign rights\u2014if any\u2014in output", "assign rights\u2014if any\u2014in output"},
      {"assign .. output", "assign it \u2014 the output", "-"},
      {"at least # years", "at least 18 years", "at least 18 years"},
      {"@output", "all generated images here", "generated images"},
      {"@share", "You may publish any generated text", "publish any generated text"},
      {"opt-out", "you can opt out now", "opt out"},
      {"can't", "you can\u2019t do it", "can\u2019t"},
  }));
  CHECK(first_match(pattern, text) == expected);
}

TEST_CASE("a slip in a pattern is told with its place", "[corpus]") {
  auto const [pattern, offset, message] = GENERATE(table<char const*, std::size_t, char const*>({
      {"(a | b", 6, "expected ')', got end of pattern"},
      {"[a", 2, "expected ']', got end of pattern"},
      {"@", 1, "expected concept name after '@', got end of pattern"},
      {"x = (", 4, "expected word after '=', got '('"},
      {"a )", 2, "expected a word, '@', '=', '(', '[', '|' or '..', got ')'"},
      {"", 0, "expected a word, '@', '=', '(', '[', '|' or '..', got end of pattern"},
  }));
  Lexicon const lexicon = small_lexicon();
  PatternSet set(lexicon);
  auto const got = set.add(pattern, 0, "file.toml:3:1: when");
  REQUIRE(got.has_error());
  CHECK(got.error().source == "file.toml:3:1: when");
  CHECK(got.error().offset == offset);
  CHECK(got.error().message == message);
}

TEST_CASE("concepts that are missing, recursive or empty are refused", "[corpus]") {
  Lexicon missing;
  REQUIRE(missing.add("a", "@b", "test").has_value());
  CHECK(missing.link().error().message == "no concept named 'b'");
  Lexicon recursive;
  REQUIRE(recursive.add("a", "x @b", "test").has_value());
  REQUIRE(recursive.add("b", "y @a", "test").has_value());
  CHECK(recursive.link().error().message == "concept 'a' contains itself");
  Lexicon empty;
  REQUIRE(empty.add("a", "[x]", "test").has_value());
  CHECK(empty.link().error().message == "a phrase of 'a' matches nothing at all");
}

TEST_CASE("every match holds one of the anchor words", "[corpus][property]") {
  auto const lexicon = small_lexicon();
  PatternSet set(lexicon);
  REQUIRE(set.add("@share", 0, "test").has_value());
  REQUIRE(set.add("use [any] (@output | reverse engineer)", 1, "test").has_value());
  REQUIRE(set.add("the terms of it", 2, "test").has_value());
  auto const anchors = set.anchor_words();
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  constexpr std::array<std::string_view, 14> vocabulary{"use ",       "any ",  "output ",  "share ",    "the ",
                                                        "generated ", "text ", "reverse ", "engineer ", "terms ",
                                                        "of ",        "it ",   "publish ", "image "};
  std::string text;
  for (int i = 0; i < 25; ++i) text += vocabulary[random() % vocabulary.size()];
  auto const tokens = tokenize(text);
  Matcher matcher(lexicon, tokens);
  for (auto const& match : matcher.find(set)) {
    bool const held = std::any_of(anchors.begin(), anchors.end(), [&](std::string const& word) {
      auto const anchor = tokenize(word).front().stem;
      return std::any_of(tokens.begin() + match.begin, tokens.begin() + match.end,
                         [&](Token const& t) { return t.stem == anchor; });
    });
    CHECK(held);
  }
}

TEST_CASE("no pattern text crashes the grammar", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 500))));
  constexpr std::string_view letters = "ab @=#()[]|.. 1\"\\";
  std::string pattern;
  for (auto n = random() % 20; n > 0; --n) pattern.push_back(letters[random() % letters.size()]);
  Lexicon const lexicon = small_lexicon();
  PatternSet set(lexicon);
  auto const got = set.add(pattern, 0, "test");
  if (got.has_error()) CHECK(got.error().offset <= pattern.size());
}
