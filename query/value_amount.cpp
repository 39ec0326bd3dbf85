#include "query/value_amount.hpp"

#include <algorithm>
#include <array>

namespace smallprint::query::values {
namespace {

using corpus::Span;

constexpr std::uint32_t too_far_before = 400;   // bytes before the deciding words
constexpr std::size_t fees_before_period = 14;  // words: "fees paid by you for the service in the past 12 months"
constexpr std::size_t fees_before_past = 40;    // words, where the period is said to be past
constexpr std::size_t fees_after_period = 4;    // words: "12 months' subscription fees"
constexpr std::size_t times_before_fees = 5;    // words: "twice the total amount of the fees"
constexpr std::size_t most_parts = 3;

/// Money as written: "$100", "100 EUR", "one hundred dollars ($100)".
struct Money {
  std::string text;
  Span span;
};

struct Currency {
  std::string_view written, sign;
};

/// As written right before or behind a number; of two that end alike the longer stands first.
constexpr std::array<Currency, 22> signs{
    {{"US$", "$"},         {"C$", "C$"},      {"A$", "A$"},         {"$", "$"},        {"USD", "$"},
     {"\u20AC", "\u20AC"}, {"EUR", "\u20AC"}, {"\u00A3", "\u00A3"}, {"GBP", "\u00A3"}, {"Rs.", "Rs. "},
     {"Rs", "Rs. "},       {"INR", "Rs. "},   {"\u20B9", "Rs. "},   {"CHF", "CHF "},   {"RMB", "RMB "},
     {"\u00A5", "\u00A5"}, {"JPY", "\u00A5"}, {"SEK", "SEK "},      {"NOK", "NOK "},   {"DKK", "DKK "},
     {"CAD", "C$"},        {"AUD", "A$"}}};
/// As words behind it.
constexpr std::array<Currency, 8> names{{{"dollar", "$"},
                                         {"euro", "\u20AC"},
                                         {"pound", "\u00A3"},
                                         {"franc", "CHF "},
                                         {"yen", "\u00A5"},
                                         {"rupee", "Rs. "},
                                         {"krona", "SEK "},
                                         {"kronor", "SEK "}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string sign_before(std::string_view before) {
  if (before.ends_with(' ')) before.remove_suffix(1);
  for (auto const& [written, sign] : signs)
    if (before.ends_with(written)) return std::string(sign);
  return {};
}

std::string sign_behind(std::string_view behind) {
  while (!behind.empty() && (behind.front() == ' ' || behind.front() == ')')) behind.remove_prefix(1);
  for (auto const& [written, sign] : signs) {
    if (!behind.starts_with(written)) continue;
    auto const next = behind.substr(written.size()).find_first_not_of(' ');
    bool const of_next = next != std::string_view::npos && is_digit(behind[written.size() + next]);  // "(1) $100"
    return of_next ? std::string() : std::string(sign);
  }
  return {};
}

/// "dollars", "US dollars", "Swiss francs".
std::string named_behind(std::vector<Word> const& words, std::size_t last) {
  for (auto i = last + 1; i < words.size() && i <= last + 2; ++i)
    for (auto const& [written, sign] : names)
      if (words[i].folded.starts_with(written)) return std::string(sign);
  return {};
}

std::vector<Money> money_in(std::string_view sentence, std::vector<Word> const& words) {
  std::vector<Money> out;
  for (auto const& number : numbers_in(words)) {
    auto const& at = words[number.last].span;
    auto sign = sign_before(sentence.substr(0, at.begin));
    if (sign.empty()) sign = sign_before(sentence.substr(0, words[number.first].span.begin));
    if (sign.empty()) sign = sign_behind(sentence.substr(at.end));
    if (sign.empty()) sign = named_behind(words, number.last);
    if (sign.empty()) continue;
    auto text = sign + std::to_string(number.value);
    if (!out.empty() && out.back().text == text) continue;
    out.push_back({std::move(text), at});
  }
  return out;
}

bool is_fee(std::string_view word) {
  return is_any(word, "fees", "fee", "amount", "amounts", "paid", "payable", "sums", "charges", "price", "payments");
}

/// What multiplies the fees: "twice", "3 times", "150% of"; empty where nothing does.
std::string times_before(std::string_view sentence, std::vector<Word> const& words, std::size_t fee) {
  auto const from = fee > times_before_fees ? fee - times_before_fees : 0;
  for (auto i = from; i < fee; ++i)
    if (is_any(words[i].folded, "twice", "double")) return "twice ";
  for (auto const& number : numbers_in(words)) {
    if (number.last < from || number.last >= fee) continue;
    auto const behind = sentence.substr(words[number.last].span.end);
    auto const next = number.last + 1 < fee ? std::string_view(words[number.last + 1].folded) : "";
    if (next == "times") return std::to_string(number.value) + " times ";
    if (behind.starts_with('%') || behind.starts_with(" %") || next == "percent")
      return std::to_string(number.value) + "% of ";
  }
  return {};
}

struct Part {
  std::uint32_t at = 0;
  std::string text;
};

/// "in the preceding 12 months", "the six months prior to the claim".
bool is_past(std::vector<Word> const& words, Period const& period) {
  for (auto i = period.first > 2 ? period.first - 2 : 0; i < std::min(words.size(), period.last + 4); ++i)
    if (is_any(words[i].folded, "preceding", "prior", "past", "last", "previous", "before", "precede")) return true;
  return false;
}

/// "12 months' fees": a period with what is paid near it.
std::optional<Part> fees_of_period(std::string_view sentence, std::vector<Word> const& words) {
  for (auto const& period : periods_in(words)) {
    auto const most = is_past(words, period) ? fees_before_past : fees_before_period;
    auto const from = period.first > most ? period.first - most : 0;
    auto const to = std::min(words.size(), period.last + 1 + fees_after_period);
    for (auto i = from; i < to; ++i) {
      if (!is_fee(words[i].folded)) continue;
      auto text = "fees of " + period.text;
      if (period.text.find("month") != std::string::npos)
        text = period.text.substr(0, period.text.find(' ')) + " months' fees";
      return Part{period.span.begin, times_before(sentence, words, i) + text};
    }
  }
  return std::nullopt;
}

/// "the amount paid": no period is named.
std::optional<Part> fees_alone(std::string_view sentence, std::vector<Word> const& words) {
  bool const subscription =
      std::any_of(words.begin(), words.end(), [](Word const& w) { return w.folded == "subscription"; });
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const& word = words[i].folded;
    bool const paid = is_any(word, "paid", "payable");
    bool const price = word == "price" && i + 1 < words.size() && is_any(words[i + 1].folded, "paid", "you", "of");
    if (!paid && !price && !is_any(word, "fees", "fee")) continue;
    return Part{words[i].span.begin,
                times_before(sentence, words, i) +
                    (price ? "price paid" : (subscription ? "subscription fees paid" : "amount paid"))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> amount(std::string_view sentence, std::vector<Word> const& words, Span match) {
  auto const has = [&](auto... any) {
    return std::any_of(words.begin(), words.end(), [&](Word const& word) {
      return is_any(word.folded, any...) && word.span.end + too_far_before > match.begin;
    });
  };
  std::vector<Part> parts;
  for (auto const& money : money_in(sentence, words)) parts.push_back({money.span.begin, money.text});
  if (has("fees", "fee", "amount", "amounts", "paid", "payable", "sums", "price", "charges", "payments")) {
    auto paid = fees_of_period(sentence, words);
    if (!paid) paid = fees_alone(sentence, words);
    if (paid) parts.push_back(std::move(*paid));
  }
  if (parts.empty()) return std::nullopt;
  std::stable_sort(parts.begin(), parts.end(), [](Part const& a, Part const& b) { return a.at < b.at; });
  std::string out;
  if (parts.size() > 1)
    out = has("lesser", "lower") ? "lesser of "
                                 : (has("greater", "higher", "greatest", "more", "larger") ? "greater of " : "");
  for (std::size_t i = 0; i < parts.size() && i < most_parts; ++i) out += (i == 0 ? "" : " or ") + parts[i].text;
  return out;
}

}  // namespace smallprint::query::values
