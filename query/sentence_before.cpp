#include "query/sentence_before.hpp"

#include <algorithm>

namespace smallprint::query {

using corpus::Match;
using corpus::Token;

namespace {

constexpr std::uint32_t most_before = 60;  // words: what a longer sentence speaks of is more than one thing

std::optional<Match> first_in(corpus::Lexicon const& lexicon, corpus::Matcher& text, std::string_view name,
                              Match sentence) {
  if (!lexicon.has(name)) return std::nullopt;
  for (auto const& match : text.find_concept(lexicon.id(name)))
    if (match.begin >= sentence.begin && match.end <= sentence.end) return match;
  return std::nullopt;
}

std::vector<Token> join(std::vector<Token> const& text, Match before, Match sentence, Match at) {
  auto const from = [&](std::uint32_t i) { return text.begin() + static_cast<std::ptrdiff_t>(i); };
  std::vector<Token> out(from(sentence.begin), from(at.begin));
  auto const inserted = static_cast<std::ptrdiff_t>(out.size());
  out.insert(out.end(), from(before.begin), from(before.end));
  out[static_cast<std::size_t>(inserted)].before = Token::Break::none;
  out.insert(out.end(), from(at.end), from(sentence.end));
  return out;
}

}  // namespace

std::optional<PointsBack> points_back(corpus::Lexicon const& lexicon, corpus::Matcher& text, Match sentence) {
  if (auto const opening = first_in(lexicon, text, "points_back", sentence);
      opening && opening->begin == sentence.begin)
    return PointsBack{{opening->begin, opening->begin + 1, 0}, true};
  if (auto const pronoun = first_in(lexicon, text, "pronoun", sentence); pronoun && pronoun->begin > sentence.begin)
    return PointsBack{*pronoun, false};
  return std::nullopt;
}

std::optional<Match> sentence_before(std::vector<Match> const& sentences, Match sentence) {
  auto const at = std::find(sentences.begin(), sentences.end(), sentence);
  if (at == sentences.begin() || at == sentences.end()) return std::nullopt;
  auto const before = *(at - 1);
  return before.size() <= most_before ? std::optional(before) : std::nullopt;
}

std::optional<Match> thing_before(corpus::Lexicon const& lexicon, std::vector<Token> const& tokens,
                                  corpus::Matcher& text, Match sentence, PointsBack const& word) {
  if (word.opening || !lexicon.has("thing")) return std::nullopt;
  auto part = word.at.begin;
  while (part > sentence.begin && tokens[part].before == Token::Break::none) --part;
  std::optional<Match> out;
  for (auto const& match : text.find_concept(lexicon.id("thing"))) {
    if (match.begin < sentence.begin || match.end > word.at.begin) continue;
    if (match.end > part) return std::nullopt;
    out = match;
  }
  return out;
}

WithSentenceBefore::WithSentenceBefore(corpus::Lexicon const& lexicon, std::vector<Token> const& text, Match before,
                                       Match sentence, PointsBack const& word)
    : word_(word),
      begin_(sentence.begin),
      inserted_(before.size()),
      tokens_(join(text, before, sentence, word.at)),
      matcher_(lexicon, tokens_) {}

std::vector<Match> WithSentenceBefore::find(corpus::PatternSet const& set) {
  auto const first = word_.at.begin - begin_;  // of the words put in
  auto const last = first + inserted_;
  std::vector<Match> out;
  for (auto const& match : matcher_.find(set)) {
    if (match.end <= first || match.begin >= last) continue;
    bool const within = match.begin >= first && match.end <= last;
    if (within && !word_.opening) continue;  // "Accounts are personal. Do not share it": only what it says of them
    Match here{word_.at.begin, word_.at.end, match.rule};
    if (match.begin < first) here.begin = begin_ + match.begin;
    if (match.end > last) here.end = word_.at.end + (match.end - last);
    out.push_back(here);
  }
  return out;
}

}  // namespace smallprint::query
