#include "query/values.hpp"

#include "query/value_amount.hpp"
#include "query/value_jurisdiction.hpp"
#include "query/value_words.hpp"

#include <algorithm>
#include <vector>

namespace smallprint::query {
namespace {

using corpus::Span;
using namespace values;

constexpr long youngest = 10;
constexpr long oldest = 25;
constexpr std::size_t words_before_age = 4;  // "under the age of 13"
constexpr std::size_t words_to_notice = 4;   // "reasonable prior written notice"

/// "younger than 17", "under 16": such an age counts only where no other is named.
bool is_upper_bound(std::vector<Word> const& words, std::size_t first) {
  for (auto i = first > words_before_age ? first - words_before_age : 0; i < first; ++i)
    if (is_any(words[i].folded, "under", "below", "younger")) return true;
  return false;
}

/// The age nearest to `match`, in numbers or as in "their eighteenth year", "18th birthday".
std::optional<std::string> age(std::vector<Word> const& words, Span match) {
  std::optional<long> best;
  std::uint32_t nearest = 0;
  bool bounded = false;
  auto const offer = [&](long years, std::size_t first, std::size_t last) {
    if (years < youngest || years > oldest) return;
    bool const bound = is_upper_bound(words, first);
    auto const far = distance({words[first].span.begin, words[last].span.end}, match);
    if (best && (bound != bounded ? bound : far >= nearest)) return;
    best = years;
    nearest = far;
    bounded = bound;
  };
  for (auto const& number : numbers_in(words)) offer(number.value, number.first, number.last);
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (is_any(words[i + 1].folded, "year", "birthday")) offer(ordinal_of(words[i].folded), i, i);
  if (!best) return std::nullopt;
  return std::to_string(*best);
}

/// "reasonable notice", "a reasonable time before": promised, but not counted.
bool is_reasonable(std::vector<Word> const& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_any(words[i].folded, "reasonable", "reasonably")) continue;
    for (auto k = i + 1; k < words.size() && k <= i + words_to_notice; ++k)
      if (is_any(words[k].folded, "notice", "notification", "advance", "period", "time")) return true;
  }
  return false;
}

std::optional<std::string> period(std::vector<Word> const& words, Span match) {
  auto const all = periods_in(words);
  if (all.empty()) return is_reasonable(words) ? std::optional<std::string>("reasonable") : std::nullopt;
  return std::min_element(
             all.begin(), all.end(),
             [&](Period const& a, Period const& b) { return distance(a.span, match) < distance(b.span, match); })
      ->text;
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
