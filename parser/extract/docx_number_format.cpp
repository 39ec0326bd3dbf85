#include "parser/extract/docx_numbering.hpp"

#include <array>
#include <utility>

namespace smallprint::parser {
namespace {

constexpr std::uint32_t most_letters = 780;  // thirty times round the alphabet, as far as Word goes

/// a, b, ... z, aa, bb: the letter again for each time round.
std::string letters(std::uint32_t value, char first) {
  if (value == 0 || value > most_letters) return std::to_string(value);
  return std::string((value - 1) / 26 + 1, static_cast<char>(first + static_cast<char>((value - 1) % 26)));
}

std::string roman(std::uint32_t value, bool upper) {
  constexpr std::array<std::pair<std::uint32_t, std::string_view>, 13> steps{{{1000, "m"},
                                                                              {900, "cm"},
                                                                              {500, "d"},
                                                                              {400, "cd"},
                                                                              {100, "c"},
                                                                              {90, "xc"},
                                                                              {50, "l"},
                                                                              {40, "xl"},
                                                                              {10, "x"},
                                                                              {9, "ix"},
                                                                              {5, "v"},
                                                                              {4, "iv"},
                                                                              {1, "i"}}};
  if (value == 0 || value > 32767) return std::to_string(value);
  std::string out;
  for (auto const& [step, digits] : steps)
    for (; value >= step; value -= step) out += digits;
  if (upper)
    for (auto& c : out) c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string ordinal(std::uint32_t value) {
  auto const two = value % 100;
  auto const one = value % 10;
  std::string_view const end = two >= 11 && two <= 13 ? "th"
                               : one == 1             ? "st"
                               : one == 2             ? "nd"
                               : one == 3             ? "rd"
                                                      : "th";
  return std::to_string(value) + std::string(end);
}

constexpr std::array<std::string_view, 20> ones{
    "Zero", "One",    "Two",    "Three",    "Four",     "Five",    "Six",     "Seven",     "Eight",    "Nine",
    "Ten",  "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"};
constexpr std::array<std::string_view, 10> tens{"",      "",      "Twenty",  "Thirty", "Forty",
                                                "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"};

std::string cardinal_text(std::uint32_t value) {
  if (value >= 100) return std::to_string(value);
  if (value < 20) return std::string(ones[value]);
  auto out = std::string(tens[value / 10]);
  if (value % 10 == 0) return out;
  auto const digit = ones[value % 10];
  return out + '-' + static_cast<char>(digit[0] | 0x20) + std::string(digit.substr(1));
}

std::string ordinal_text(std::uint32_t value) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> odd{{{"one", "first"},
                                                                               {"two", "second"},
                                                                               {"three", "third"},
                                                                               {"five", "fifth"},
                                                                               {"eight", "eighth"},
                                                                               {"nine", "ninth"},
                                                                               {"twelve", "twelfth"},
                                                                               {"One", "First"},
                                                                               {"Two", "Second"},
                                                                               {"Three", "Third"},
                                                                               {"Five", "Fifth"},
                                                                               {"Eight", "Eighth"},
                                                                               {"Nine", "Ninth"},
                                                                               {"Twelve", "Twelfth"}}};
  auto out = cardinal_text(value);
  if (value >= 100) return ordinal(value);
  auto const word = out.find('-') == std::string::npos ? 0 : out.find('-') + 1;
  for (auto const& [cardinal, irregular] : odd)
    if (out.substr(word) == cardinal) return out.substr(0, word) + std::string(irregular);
  if (out.back() == 'y') return out.substr(0, out.size() - 1) + "ieth";
  return out + "th";
}

/// Up to 99, as clauses are counted; more as digits.
std::string chinese(std::uint32_t value) {
  constexpr std::array<std::string_view, 10> digits{"\u3007", "\u4E00", "\u4E8C", "\u4E09", "\u56DB",
                                                    "\u4E94", "\u516D", "\u4E03", "\u516B", "\u4E5D"};
  if (value >= 100) return std::to_string(value);
  if (value < 10) return std::string(digits[value]);
  auto out = value < 20 ? std::string() : std::string(digits[value / 10]);
  out += "\u5341";
  if (value % 10 != 0) out += digits[value % 10];
  return out;
}

}  // namespace

std::string docx_number(std::uint32_t value, std::string_view format) {
  if (format == "none") return {};
  if (format == "lowerLetter") return letters(value, 'a');
  if (format == "upperLetter") return letters(value, 'A');
  if (format == "lowerRoman") return roman(value, false);
  if (format == "upperRoman") return roman(value, true);
  if (format == "decimalZero") return (value < 10 ? "0" : "") + std::to_string(value);
  if (format == "ordinal") return ordinal(value);
  if (format == "cardinalText") return cardinal_text(value);
  if (format == "ordinalText") return ordinal_text(value);
  if (format == "numberInDash") return "- " + std::to_string(value) + " -";
  for (std::string_view const counted : {"chineseCounting", "chineseCountingThousand", "japaneseCounting",
                                         "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand"})
    if (format == counted) return chinese(value);
  return std::to_string(value);
}

}  // namespace smallprint::parser
