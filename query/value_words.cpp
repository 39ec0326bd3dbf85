#include "query/value_words.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace smallprint::query::values {
namespace {

using corpus::Span;

constexpr std::array<std::string_view, 20> small_numbers{
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> tens{"",      "",      "twenty",  "thirty", "forty",
                                                "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 20> small_ordinals{
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};

long index_in(auto const& names, std::string_view folded) {
  if (folded.empty()) return -1;
  auto const it = std::find(names.begin(), names.end(), folded);
  return it == names.end() ? -1 : it - names.begin();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "1,000", "1.000" and "10.50": points before three digits part thousands, as commas do; others end the number.
long digits_of(std::string_view folded) {
  std::string digits;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (is_digit(folded[i])) {
      digits.push_back(folded[i]);
    } else if (folded[i] == '.') {
      auto const rest = folded.substr(i + 1);
      auto const group = rest.substr(0, rest.find('.'));
      if (group.size() != 3 || !std::all_of(group.begin(), group.end(), is_digit)) break;
    } else if (folded[i] != ',') {
      return -1;
    }
  }
  return digits.size() > 12 ? -1 : std::atol(digits.c_str());
}

/// "18", "eighteen", "forty", "hundred"; -1 for other words.
long number_of(std::string_view folded) {
  if (!folded.empty() && is_digit(folded[0])) return digits_of(folded);
  if (auto const small = index_in(small_numbers, folded); small >= 0) return small;
  if (auto const ten = index_in(tens, folded); ten >= 0) return ten * 10;
  return folded == "hundred" ? 100 : -1;
}

bool is_unit(std::string_view word) {
  return is_any(word, "day", "days", "week", "weeks", "month", "months", "year", "years", "hours", "hour");
}

}  // namespace

std::vector<Word> words_of(std::string_view sentence) {
  std::vector<Word> out;
  for (auto const span : corpus::words(sentence)) {
    auto const raw = corpus::slice(sentence, span);
    out.push_back({corpus::fold(raw), raw, span});
  }
  return out;
}

std::vector<Number> numbers_in(std::vector<Word> const& words) {
  std::vector<Number> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto value = number_of(words[i].folded);
    if (value < 0) continue;
    auto const first = i;
    auto const next = [&] { return i + 1 < words.size() ? std::string_view(words[i + 1].folded) : ""; };
    if (index_in(tens, words[i].folded) >= 2)
      if (auto const ones = index_in(small_numbers, next()); ones > 0 && ones < 10) value += ones, ++i;
    if (next() == "hundred") value *= 100, ++i;
    if (next() == "thousand") value *= 1000, ++i;
    if (next() == "million") value *= 1'000'000, ++i;
    if (i + 1 < words.size() && number_of(next()) == value) ++i;
    out.push_back({first, i, value});
  }
  return out;
}

long ordinal_of(std::string_view folded) {
  if (auto const small = index_in(small_ordinals, folded); small >= 0) return small;
  if (folded == "twentieth") return 20;
  if (folded.size() < 3 || !is_digit(folded[0])) return -1;
  auto const ending = folded.substr(folded.size() - 2);
  auto const count = folded.substr(0, folded.size() - 2);
  bool const ordinal = is_any(ending, "st", "nd", "rd", "th") && std::all_of(count.begin(), count.end(), is_digit);
  return ordinal ? digits_of(count) : -1;
}

std::vector<Period> periods_in(std::vector<Word> const& words) {
  std::vector<Period> out;
  for (auto const& number : numbers_in(words)) {
    auto unit = number.last + 1;
    std::string adjective;
    if (unit < words.size() && is_any(words[unit].folded, "calendar", "business", "working", "full", "consecutive")) {
      if (is_any(words[unit].folded, "business", "working")) adjective = words[unit].folded + " ";
      ++unit;
    }
    if (unit >= words.size()) continue;
    auto name = words[unit].folded;
    if (name.ends_with("'s")) name.resize(name.size() - 2);
    if (name.ends_with("'")) name.pop_back();
    if (!is_unit(name)) continue;
    if (number.value != 1 && !name.ends_with('s')) name += 's';
    auto text = std::to_string(number.value);
    text.append(" ").append(adjective).append(name);
    out.push_back({std::move(text), number.first, unit, {words[number.first].span.begin, words[unit].span.end}});
  }
  return out;
}

std::uint32_t distance(Span a, Span b) {
  if (a.overlaps(b)) return 0;
  return a.end <= b.begin ? b.begin - a.end : a.begin - b.end;
}

}  // namespace smallprint::query::values
