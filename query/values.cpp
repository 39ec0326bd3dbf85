#include "query/values.hpp"

#include "corpus/phrase.hpp"
#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace smallprint::query {
namespace {

using corpus::Span;

/// A sentence's words, folded, with their bytes.
struct Word {
  std::string folded;
  std::string_view raw;
  Span span;
};

std::vector<Word> words_of(std::string_view sentence) {
  std::vector<Word> out;
  for (auto const span : corpus::words(sentence)) {
    auto const raw = corpus::slice(sentence, span);
    out.push_back({corpus::fold(raw), raw, span});
  }
  return out;
}

constexpr std::array<std::string_view, 31> number_names{
    "zero",        "one",       "two",      "three",    "four",   "five",       "six",      "seven",
    "eight",       "nine",      "ten",      "eleven",   "twelve", "thirteen",   "fourteen", "fifteen",
    "sixteen",     "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "",         "",
    "twenty-four", "",          "",         "",         "",       "",           "thirty"};

/// "18", "eighteen", "1,000"; -1 for other words.
long number_of(std::string_view folded) {
  if (!folded.empty() && folded[0] >= '0' && folded[0] <= '9') {
    std::string digits;
    for (char const c : folded) {
      if (c == '.') break;
      if (c >= '0' && c <= '9')
        digits.push_back(c);
      else if (c != ',')
        return -1;
    }
    return digits.size() > 12 ? -1 : std::atol(digits.c_str());
  }
  auto const it = std::find(number_names.begin(), number_names.end(), folded);
  if (it != number_names.end() && !folded.empty()) return it - number_names.begin();
  if (folded == "forty") return 40;
  if (folded == "fifty") return 50;
  if (folded == "sixty") return 60;
  if (folded == "ninety") return 90;
  if (folded == "hundred") return 100;
  return -1;
}

/// Places where a number is written, "thirty (30)" once.
struct Number {
  std::size_t word = 0;   ///< index of its last word
  std::size_t first = 0;  ///< index of its first word
  long value = 0;
};

std::vector<Number> numbers_in(std::vector<Word> const& words) {
  std::vector<Number> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto value = number_of(words[i].folded);
    if (value < 0) continue;
    auto first = i;
    if (i + 1 < words.size() && words[i + 1].folded == "hundred") value = value * 100, ++i;
    if (i + 1 < words.size() && words[i + 1].folded == "thousand") value = value * 1000, ++i;
    if (i + 1 < words.size() && number_of(words[i + 1].folded) == value) ++i;
    out.push_back({i, first, value});
  }
  return out;
}

std::uint32_t distance(Span a, Span b) {
  if (a.overlaps(b)) return 0;
  return a.end <= b.begin ? b.begin - a.end : a.begin - b.end;
}

std::optional<std::string> age(std::vector<Word> const& words, Span match) {
  std::optional<long> best;
  std::uint32_t best_distance = 0;
  for (auto const& number : numbers_in(words)) {
    if (number.value < 10 || number.value > 25) continue;
    auto const far = distance(words[number.word].span, match);
    if (!best || far < best_distance) {
      best = number.value;
      best_distance = far;
    }
  }
  if (!best) return std::nullopt;
  return std::to_string(*best);
}

bool is_unit(std::string_view word) {
  constexpr std::array<std::string_view, 10> units{"day",    "days", "week",  "weeks", "month",
                                                   "months", "year", "years", "hours", "hour"};
  return std::find(units.begin(), units.end(), word) != units.end();
}

struct Period {
  std::string text;
  Span span;
};

std::vector<Period> periods_in(std::vector<Word> const& words) {
  std::vector<Period> out;
  for (auto const& number : numbers_in(words)) {
    auto unit = number.word + 1;
    std::string adjective;
    if (unit < words.size() &&
        (words[unit].folded == "calendar" || words[unit].folded == "business" || words[unit].folded == "working")) {
      if (words[unit].folded != "calendar") adjective = words[unit].folded + " ";
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
    out.push_back({std::move(text), {words[number.first].span.begin, words[unit].span.end}});
  }
  return out;
}

std::optional<std::string> period(std::vector<Word> const& words, Span match) {
  auto const all = periods_in(words);
  if (all.empty()) return std::nullopt;
  return std::min_element(
             all.begin(), all.end(),
             [&](Period const& a, Period const& b) { return distance(a.span, match) < distance(b.span, match); })
      ->text;
}

bool is_upper_start(std::string_view raw) {
  return !raw.empty() && ((raw[0] >= 'A' && raw[0] <= 'Z') || static_cast<unsigned char>(raw[0]) >= 0xC3);
}

/// The place named after "laws of", or before "law": the longest run of capitalised words.
std::optional<std::string> jurisdiction(std::string_view sentence, std::vector<Word> const& words, Span match) {
  auto const skip = [](std::string_view w) {
    return w == "the" || w == "state" || w == "commonwealth" || w == "country" || w == "province" || w == "republic" ||
           w == "people's" || w == "laws" || w == "law" || w == "federal" || w == "united" || w == "kingdom";
  };
  auto const joins = [](std::string_view w) { return w == "of" || w == "and" || w == "the"; };
  auto const not_place = [](std::string_view w) {
    return w == "agreement" || w == "terms" || w == "service" || w == "services" || w == "these" || w == "this" ||
           w == "you" || w == "we" || w == "if" || w == "any" || w == "all" || w == "conflict" || w == "governing" ||
           w == "applicable" || w == "section" || w == "user";
  };
  // After "laws of" first.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    bool const law = words[i].folded == "laws" || words[i].folded == "law" || words[i].folded == "legislation";
    if (!law || words[i].span.end + 200 < match.begin || (words[i + 1].folded != "of" && words[i + 1].folded != "in"))
      continue;
    auto at = i + 2;
    std::size_t first = at;
    std::size_t last = 0;
    for (; at < words.size() && at < first + 9; ++at) {
      auto const& w = words[at];
      auto const gap = sentence.substr(words[at - 1].span.end, w.span.begin - words[at - 1].span.end);
      if (at > first && gap.find_first_of(";(") != std::string_view::npos) break;
      if (is_upper_start(w.raw) && !not_place(w.folded)) {
        last = at + 1;
        if (gap.find(',') != std::string_view::npos && last > first + 1 && at > first && w.folded != "usa" &&
            w.folded != "u.s.a")
          break;
        continue;
      }
      if (!joins(w.folded) && !skip(w.folded)) break;
    }
    if (last == 0) continue;
    while (first < last &&
           (words[first].folded == "the" || words[first].folded == "state" || words[first].folded == "of" ||
            words[first].folded == "commonwealth" || words[first].folded == "province"))
      ++first;
    if (first < last)
      return corpus::fold_spaces(
          sentence.substr(words[first].span.begin, words[last - 1].span.end - words[first].span.begin));
  }
  // "English law", "California law".
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i].folded != "law" && words[i].folded != "laws" && words[i].folded != "courts") continue;
    auto first = i;
    while (first > 0 &&
           (is_upper_start(words[first - 1].raw) ||
            (first >= 2 && words[first - 1].folded == "and" && is_upper_start(words[first - 2].raw))) &&
           !not_place(words[first - 1].folded) && words[first - 1].folded != "the")
      --first;
    if (first < i)
      return corpus::fold_spaces(
          sentence.substr(words[first].span.begin, words[i - 1].span.end - words[first].span.begin));
  }
  return std::nullopt;
}

/// Money as written: "$100", "100 EUR", "one hundred dollars ($100)".
struct Money {
  std::string text;
  Span span;
};

std::vector<Money> money_in(std::string_view sentence, std::vector<Word> const& words) {
  std::vector<Money> out;
  for (auto const& number : numbers_in(words)) {
    auto const& word = words[number.word];
    auto const before = sentence.substr(0, word.span.begin);
    std::string sign;
    struct Mark {
      std::string_view written, sign;
    };
    for (auto const& [mark, shown] :
         {Mark{"US$", "$"}, Mark{"$", "$"}, Mark{"USD ", "$"}, Mark{"\u20AC", "\u20AC"}, Mark{"EUR ", "\u20AC"},
          Mark{"\u00A3", "\u00A3"}, Mark{"GBP ", "\u00A3"}, Mark{"Rs. ", "Rs. "}, Mark{"Rs ", "Rs. "},
          Mark{"INR ", "Rs. "}, Mark{"\u20B9", "Rs. "}, Mark{"CHF ", "CHF "}, Mark{"RMB ", "RMB "},
          Mark{"\u00A5", "\u00A5"}})
      if (before.ends_with(mark)) {
        sign = shown;
        break;
      }
    auto const& next = number.word + 1 < words.size() ? words[number.word + 1].folded : word.folded;
    auto const& second = number.word + 2 < words.size() ? words[number.word + 2].folded : word.folded;
    if (sign.empty()) {
      for (auto const& name : {next, second}) {
        if (name.starts_with("dollar") || name == "usd")
          sign = "$";
        else if (name.starts_with("euro") || name == "eur")
          sign = "\u20AC";
        else if (name.starts_with("pound") || name == "gbp")
          sign = "\u00A3";
        if (!sign.empty()) break;
      }
    }
    if (sign.empty()) continue;
    auto text = sign + std::to_string(number.value);
    if (!out.empty() && out.back().text == text) continue;
    out.push_back({std::move(text), word.span});
  }
  return out;
}

/// The rule of a cap, its parts in the order of the text.
std::optional<std::string> amount(std::string_view sentence, std::vector<Word> const& words, Span match) {
  auto const has = [&](std::string_view w) {
    return std::any_of(words.begin(), words.end(),
                       [&](Word const& x) { return x.folded == w && x.span.end + 400 > match.begin; });
  };
  struct Part {
    std::uint32_t at;
    std::string text;
  };
  std::vector<Part> parts;
  for (auto const& m : money_in(sentence, words)) parts.push_back({m.span.begin, m.text});
  bool const fees = has("fees") || has("amount") || has("amounts") || has("paid") || has("payable") || has("sums");
  std::optional<Part> paid;
  if (fees) {
    for (auto const& p : periods_in(words)) {
      paid = Part{p.span.begin, "fees of " + p.text};
      if (p.text.find("month") != std::string::npos) paid->text = p.text.substr(0, p.text.find(' ')) + " months' fees";
      break;
    }
    if (!paid)
      for (auto const& w : words)
        if (w.folded == "paid" || w.folded == "fees" || w.folded == "payable") {
          paid = Part{w.span.begin, has("subscription") ? "subscription fees paid" : "amount paid"};
          break;
        }
  }
  if (paid) parts.push_back(*paid);
  if (parts.empty()) return std::nullopt;
  std::stable_sort(parts.begin(), parts.end(), [](Part const& a, Part const& b) { return a.at < b.at; });
  std::string out;
  if (parts.size() > 1)
    out = has("lesser") || has("lower")
              ? "lesser of "
              : (has("greater") || has("higher") || has("greatest") || has("more") ? "greater of " : "");
  for (std::size_t i = 0; i < parts.size() && i < 3; ++i) out += (i == 0 ? "" : " or ") + parts[i].text;
  return out;
}

}  // namespace

std::optional<std::string> extract_value(corpus::ValueKind kind, std::string_view text, Span sentence, Span match) {
  if (kind == corpus::ValueKind::none || kind == corpus::ValueKind::fixed) return std::nullopt;
  auto const part = corpus::slice(text, sentence);
  auto const words = words_of(part);
  Span const inside{match.begin - sentence.begin, match.end - sentence.begin};
  switch (kind) {
    case corpus::ValueKind::age:
      return age(words, inside);
    case corpus::ValueKind::period:
      return period(words, inside);
    case corpus::ValueKind::jurisdiction:
      return jurisdiction(part, words, inside);
    case corpus::ValueKind::amount:
      return amount(part, words, inside);
    default:
      return std::nullopt;
  }
}

}  // namespace smallprint::query
