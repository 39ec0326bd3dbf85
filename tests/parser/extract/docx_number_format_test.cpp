#include "parser/extract/docx_numbering.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;

TEST_CASE("numbers have Word's formats", "[parser][extract][docx]") {
  auto const [value, format, text] = GENERATE(table<unsigned, char const*, char const*>({
      {3, "decimal", "3"},
      {3, "decimalZero", "03"},
      {26, "lowerLetter", "z"},
      {28, "upperLetter", "BB"},
      {0, "lowerLetter", "0"},
      {100'000'000, "lowerLetter", "100000000"},
      {1994, "upperRoman", "MCMXCIV"},
      {4, "lowerRoman", "iv"},
      {4'000'000'000, "upperRoman", "4000000000"},
      {22, "ordinal", "22nd"},
      {112, "ordinal", "112th"},
      {21, "cardinalText", "Twenty-one"},
      {1, "ordinalText", "First"},
      {21, "ordinalText", "Twenty-first"},
      {20, "ordinalText", "Twentieth"},
      {7, "ordinalText", "Seventh"},
      {23, "chineseCounting", "\u4E8C\u5341\u4E09"},
      {12, "japaneseCounting", "\u5341\u4E8C"},
      {5, "none", ""},
      {5, "numberInDash", "- 5 -"},
      {5, "somethingElse", "5"},
  }));
  CHECK(parser::docx_number(value, format) == text);
}
