#include "corpus/text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <random>

using namespace smallprint::corpus;

namespace {

std::vector<std::string> cut(std::string_view text, std::vector<Span> const& spans) {
  std::vector<std::string> out;
  for (auto const span : spans) out.emplace_back(slice(text, span));
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("words are cut as people read them", "[corpus]") {
  auto const [text, expected] = GENERATE(table<std::string, Strings>({
      {"You can't opt-out.", {"You", "can't", "opt", "out"}},
      {"don\u2019t", {"don\u2019t"}},
      {"$1,000.00 (one)", {"1,000.00", "one"}},
      {"U.S.C. \u00A7 105", {"U.S.C", "105"}},
      {"caf\u00E9 na\u00EFve", {"caf\u00E9", "na\u00EFve"}},
      {"", {}},
      {"...", {}},
  }));
  CHECK(cut(text, words(text)) == expected);
}

TEST_CASE("the short way for ASCII cuts as ICU does", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 300))));
  constexpr std::string_view letters = "ab1.,;:'-_/\"()$";
  std::string text;
  for (int i = 0; i < 30; ++i) text.push_back(letters[random() % letters.size()]);
  // An ideograph behind a no-break space sends the whole run through ICU and ends no word of it.
  auto const long_way = text + "\u00A0\u4E2D";
  auto expected = cut(long_way, words(long_way));
  REQUIRE_FALSE(expected.empty());
  expected.pop_back();
  CHECK(cut(text, words(text)) == expected);
}

TEST_CASE("folding makes words comparable", "[corpus]") {
  auto const [text, expected] = GENERATE(table<std::string, std::string>({
      {"CONTENT", "content"},
      {"\u00C9l\u00E8ve", "eleve"},
      {"Stra\u00DFe", "strasse"},
      {"\uFB01le", "file"},
      {"don\u2019t", "don't"},
      {"\uFF21\uFF22", "ab"},
      {"\u0130zmir", "izmir"},
  }));
  CHECK(fold(text) == expected);
}

TEST_CASE("sentences end where a reader would end them", "[corpus]") {
  auto const [text, expected] = GENERATE(table<std::string, Strings>({
      {"You may not sell it. You may use it.", {"You may not sell it.", "You may use it."}},
      {"Use tools, e.g. Scrapers, with care. Stop.", {"Use tools, e.g. Scrapers, with care.", "Stop."}},
      {"At most one hundred U.S. Dollars are owed. It binds.",
       {"At most one hundred U.S. Dollars are owed.", "It binds."}},
      {"It is kept in the U.S. You agree.", {"It is kept in the U.S.", "You agree."}},
      {"It costs Rs. 10,000 a year.", {"It costs Rs. 10,000 a year."}},
      {"See 17 U.S.C. 105 for this. It binds.", {"See 17 U.S.C. 105 for this.", "It binds."}},
      {"This is made by Acme Inc. You must agree.", {"This is made by Acme Inc.", "You must agree."}},
      {"Under Art. 6 it is lawful. Fine.", {"Under Art. 6 it is lawful.", "Fine."}},
      {"See No. 5. The answer is no. We agree.", {"See No. 5.", "The answer is no.", "We agree."}},
      {"Can we? Yes!", {"Can we?", "Yes!"}},
      {"one", {"one"}},
      {"", {}},
  }));
  CHECK(cut(text, sentences(text)) == expected);
}

TEST_CASE("the short way to one sentence agrees with ICU", "[corpus][property]") {
  constexpr std::array<std::string_view, 22> parts{"a",  "B",    ".",      "!",      "?",      " ",      "\"", "'",
                                                   ")",  "(",    "]",      "\u201C", "\u201D", "\u2019", ",",  ";",
                                                   "no", "e.g.", "\u00A0", "\u2026", "\u3002", "\u00E9"};
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += parts[random() % parts.size()];
    CAPTURE(text);
    REQUIRE(sentences(text) == sentences(text + "\n"));  // a line end always asks ICU
  }
}

TEST_CASE("sentences hold every word once and in order", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  constexpr std::array<std::string_view, 12> parts{"You ",  "may. ", "Inc. ", "e.g. ",  "No. ",       "5 ",
                                                   "not? ", "(a) ",  "U.S. ", "sell; ", "\u201CThe ", "it.\u201D "};
  std::string text;
  for (int i = 0; i < 20; ++i) text += parts[random() % parts.size()];
  std::uint32_t last = 0;
  std::string joined;
  for (auto const span : sentences(text)) {
    CHECK(span.begin >= last);
    last = span.end;
    joined += slice(text, span);
    joined += ' ';
  }
  CHECK(cut(joined, words(joined)) == cut(text, words(text)));
}

TEST_CASE("stems join a word's forms and leave other languages alone", "[corpus]") {
  CHECK(stem("distributing") == stem("distributed"));
  CHECK(stem("policies") == stem("policy"));
  CHECK(stem("kinder", "de") == "kind");
  CHECK(stem("\u4E2D\u6587", "zh") == "\u4E2D\u6587");
}

TEST_CASE("spaces of every kind fold to one", "[corpus]") {
  CHECK(fold_spaces("  a\u00A0\u200Bb\t\nc\u200B ") == "a b c");
  CHECK(fold_spaces("a\u200Bb") == "ab");
  CHECK(fold_spaces("") == "");
}

TEST_CASE("malformed UTF-8 is seen", "[corpus]") {
  CHECK(is_utf8("caf\u00E9"));
  CHECK_FALSE(is_utf8("caf\xE9"));
  CHECK_FALSE(is_utf8("\xC0\x80"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xE2\x82"));
}

TEST_CASE("no bytes break the text functions", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 300))));
  std::string bytes(random() % 60, '\0');
  for (auto& c : bytes) c = static_cast<char>(random());
  for (auto const span : words(bytes)) CHECK(span.end <= bytes.size());
  for (auto const span : sentences(bytes)) CHECK(span.end <= bytes.size());
  CHECK(fold_spaces(bytes).size() <= bytes.size());
  static_cast<void>(fold(bytes));
}
