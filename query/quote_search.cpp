#include "query/quote_search.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace smallprint::query {
namespace {

using Words = std::vector<std::string const*>;

constexpr std::size_t longest_phrase = 40;  // words; a longer one is several
constexpr std::size_t most_rows = 12;
constexpr std::size_t most_single = 24;

/// The words that stand in a row, without ellipsis or insertion between.
std::vector<Words> runs(QuoteTokens const& quote) {
  std::vector<Words> out(1);
  for (std::size_t i = 0; i < quote.tokens.size(); ++i) {
    auto const kind = quote.tokens[i].kind;
    if (kind == QuoteToken::Kind::ellipsis || kind == QuoteToken::Kind::insertion) out.emplace_back();
    // A sign such as "$" is compared, but it is no word of the index.
    if (kind == QuoteToken::Kind::word && !corpus::words(quote.words[i]).empty()) out.back().push_back(&quote.words[i]);
  }
  std::erase_if(out, [](Words const& run) { return run.empty(); });
  return out;
}

std::string phrase(Words::const_iterator begin, Words::const_iterator end) {
  std::string out = "\"";
  for (auto it = begin; it != end; ++it) {
    out += it == begin ? "=" : " =";
    for (char const c : **it) out += c == '"' ? ' ' : c;
  }
  return out + '"';
}

std::string in_column(std::vector<std::string> const& parts, std::string_view operation,
                      std::string_view column = "text") {
  if (parts.empty()) return {};
  std::string out = "{" + std::string(column) + "} : (";
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : " " + std::string(operation) + " ") + parts[i];
  return out + ')';
}

std::vector<std::string> whole(QuoteTokens const& quote) {
  std::vector<std::string> parts;
  for (auto const& run : runs(quote))
    for (auto at = run.begin(); at != run.end();) {
      auto const end = at + std::min<std::ptrdiff_t>(longest_phrase, run.end() - at);
      parts.push_back(phrase(at, end));
      at = end;
    }
  return parts;
}

}  // namespace

std::string whole_expression(QuoteTokens const& quote) {
  return in_column(whole(quote), "AND");
}

std::string heading_expression(QuoteTokens const& quote) {
  return in_column(whole(quote), "AND", "heading");
}

std::string rows_expression(QuoteTokens const& quote) {
  std::vector<std::string> all;
  auto const all_runs = runs(quote);
  for (std::ptrdiff_t const size : {3, 2}) {
    for (auto const& run : all_runs)
      for (auto at = run.begin(); run.end() - at >= size; ++at) all.push_back(phrase(at, at + size));
    if (!all.empty()) break;
  }
  // Of neighbours the one with the most letters: it is in the fewest texts, and the search costs what it finds.
  std::vector<std::string> some;
  auto const step = std::max<std::size_t>(1, (all.size() + most_rows - 1) / most_rows);
  for (std::size_t i = 0; i < all.size(); i += step) {
    auto const from = all.begin() + static_cast<std::ptrdiff_t>(i);
    auto const to = from + static_cast<std::ptrdiff_t>(std::min(step, all.size() - i));
    some.push_back(*std::max_element(from, to, [](auto const& a, auto const& b) { return a.size() < b.size(); }));
  }
  return in_column(some, "OR");
}

std::string words_expression(QuoteTokens const& quote) {
  std::set<std::string> distinct;
  for (auto const& run : runs(quote))
    for (auto const* word : run)
      if (word->size() >= 4) distinct.insert(*word);
  std::vector<std::string> words(distinct.begin(), distinct.end());
  std::stable_sort(words.begin(), words.end(), [](auto const& a, auto const& b) { return a.size() > b.size(); });
  if (words.size() > most_single) words.resize(most_single);
  for (auto& word : words) {
    Words const one{&word};
    word = phrase(one.begin(), one.end());
  }
  return in_column(words, "OR");
}

}  // namespace smallprint::query
