#include "query/value_jurisdiction.hpp"

#include "corpus/text.hpp"

namespace smallprint::query::values {
namespace {

using corpus::Span;

constexpr std::uint32_t too_far_before = 200;  // bytes before the deciding words
constexpr std::size_t most_words = 9;          // of a place

bool is_upper_start(std::string_view raw) {
  return !raw.empty() && ((raw[0] >= 'A' && raw[0] <= 'Z') || static_cast<unsigned char>(raw[0]) >= 0xC3);
}

/// Kinds of states, and other words that stand in a place's name or before it.
bool is_kind_of_place(std::string_view word) {
  return is_any(word, "the", "state", "commonwealth", "country", "province", "republic", "people's", "laws", "law",
                "federal", "united", "kingdom");
}

/// Capitalised in contracts, and no place.
bool is_no_place(std::string_view word) {
  return is_any(word, "agreement", "terms", "service", "services", "these", "this", "you", "we", "if", "any", "all",
                "conflict", "governing", "applicable", "section", "user", "the", "only", "mandatory", "local");
}

bool is_law(std::string_view word) {
  return is_any(word, "laws", "law", "legislation");
}

/// The index behind "laws of", "law in force in", "laws applicable in"; 0 where the word at `i` begins none.
std::size_t behind_laws_of(std::vector<Word> const& words, std::size_t i) {
  auto const word = [&](std::size_t at) { return at < words.size() ? std::string_view(words[at].folded) : ""; };
  if (!is_law(word(i))) return 0;
  auto at = i + 1;
  if (word(at) == "in" && word(at + 1) == "force") at += 2;
  if (is_any(word(at), "applicable", "effective", "valid")) ++at;
  return is_any(word(at), "of", "in") ? at + 1 : 0;
}

std::string between(std::string_view sentence, Word const& first, Word const& last) {
  return corpus::fold_spaces(sentence.substr(first.span.begin, last.span.end - first.span.begin));
}

/// The longest run of capitalised words from `first` on, without what kind of place it is.
std::optional<std::string> place_from(std::string_view sentence, std::vector<Word> const& words, std::size_t first) {
  std::size_t last = 0;
  for (auto at = first; at < words.size() && at < first + most_words; ++at) {
    auto const& w = words[at];
    auto const gap = sentence.substr(words[at - 1].span.end, w.span.begin - words[at - 1].span.end);
    if (at > first && gap.find_first_of(";(") != std::string_view::npos) break;
    if (is_upper_start(w.raw) && !is_no_place(w.folded)) {
      last = at + 1;
      if (gap.find(',') != std::string_view::npos && last > first + 1 && at > first &&
          !is_any(w.folded, "usa", "u.s.a"))
        break;
      continue;
    }
    if (!is_any(w.folded, "of", "and") && !is_kind_of_place(w.folded)) break;
  }
  while (first < last && is_any(words[first].folded, "the", "state", "of", "commonwealth", "province")) ++first;
  if (first >= last) return std::nullopt;
  return between(sentence, words[first], words[last - 1]);
}

/// "English law", "Danish substantive law": the capitalised words before the word at `law`.
std::optional<std::string> place_before(std::string_view sentence, std::vector<Word> const& words, std::size_t law) {
  auto end = law;
  while (end > 0 && is_any(words[end - 1].raw, "state", "federal", "substantive", "national", "internal", "domestic",
                           "civil", "private", "contract"))
    --end;
  auto first = end;
  while (first > 0 &&
         (is_upper_start(words[first - 1].raw) ||
          (first >= 2 && words[first - 1].folded == "and" && is_upper_start(words[first - 2].raw))) &&
         !is_no_place(words[first - 1].folded))
    --first;
  if (first == end) return std::nullopt;
  return between(sentence, words[first], words[end - 1]);
}

}  // namespace

std::optional<std::string> jurisdiction(std::string_view sentence, std::vector<Word> const& words, Span match) {
  std::optional<std::string> best;
  std::uint32_t nearest = 0;
  // "the federal laws of the USA and the laws of Ohio": the law of the state says more.
  constexpr std::uint32_t federal = 10'000;
  auto const offer = [&](std::optional<std::string> place, std::size_t law) {
    auto const far = distance(words[law].span, match) + (law > 0 && words[law - 1].folded == "federal" ? federal : 0);
    if (!place || (best && far >= nearest)) return;
    best = std::move(place);
    nearest = far;
  };
  for (std::size_t i = 0; i < words.size(); ++i)
    if (auto const first = behind_laws_of(words, i); first > 0 && words[i].span.end + too_far_before >= match.begin)
      offer(place_from(sentence, words, first), i);
  if (best) return best;
  for (std::size_t i = 1; i < words.size(); ++i)
    if (is_any(words[i].folded, "law", "laws")) offer(place_before(sentence, words, i), i);
  return best;
}

}  // namespace smallprint::query::values
