#include "corpus/phrase.hpp"
#include "corpus/text.hpp"
#include "corpus/word_hashes.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>

namespace smallprint::corpus {
namespace {

/// Punctuation between two words. Sentence ends are found by sentences().
Token::Break break_in(std::string_view gap) {
  if (gap == " ") return Token::Break::none;
  auto strongest = Token::Break::none;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    char const c = gap[i];
    if (c == ';' || c == ':' || c == '\n' || c == '|') return Token::Break::clause;
    if (gap.substr(i).starts_with("\u2014") || gap.substr(i).starts_with("\u2022")) return Token::Break::clause;
    if (c == ',') strongest = Token::Break::comma;
  }
  return strongest;
}

Token::Case case_of(std::string_view word) {
  // Most words are small letters through and through.
  if (std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return Token::Case::lower;
  std::int64_t i = 0;
  std::int64_t letters = 0;
  std::int64_t upper = 0;
  bool first_upper = false;
  auto const* s = reinterpret_cast<std::uint8_t const*>(word.data());
  while (i < static_cast<std::int64_t>(word.size())) {
    UChar32 c = 0;
    U8_NEXT(s, i, static_cast<std::int64_t>(word.size()), c);
    if (c < 0 || u_isalpha(c) == 0) continue;
    if (u_isupper(c) != 0) {
      if (letters == 0) first_upper = true;
      ++upper;
    }
    ++letters;
  }
  if (letters > 1 && upper == letters) return Token::Case::upper;
  return first_upper ? Token::Case::title : Token::Case::lower;
}

constexpr std::size_t most_inserted =
    8;  // words between two dashes that part no clause: "rights\u2014if any\u2014in it"

/// Words set between two dashes interrupt a clause and do not end it: the breaks there become commas.
/// \param dashes  indices of the tokens that a dash stands before, ascending
void join_around_insertions(std::vector<Token>& tokens, std::vector<std::size_t> const& dashes) {
  for (std::size_t d = 0; d + 1 < dashes.size(); ++d) {
    auto const begin = dashes[d];
    auto const end = dashes[d + 1];
    auto const ends_sentence = [](Token const& token) { return token.before >= Token::Break::sentence; };
    auto const from = tokens.begin() + static_cast<std::ptrdiff_t>(begin);
    auto const to = tokens.begin() + static_cast<std::ptrdiff_t>(end) + 1;
    if (end - begin > most_inserted || std::any_of(from, to, ends_sentence)) continue;
    tokens[begin].before = tokens[end].before = Token::Break::comma;
    ++d;
  }
}

}  // namespace

std::uint64_t exact_hash(std::string_view folded_word) {
  return hash64("=" + std::string(folded_word));
}

std::vector<Token> tokenize(std::string_view text) {
  auto const spans = words(text);
  auto const ends = sentences(text);
  std::vector<Token> out;
  out.reserve(spans.size());
  std::vector<std::size_t> dashes;
  std::size_t sentence = 0;
  std::uint32_t last_end = 0;
  for (auto const span : spans) {
    Token token;
    token.span = span;
    auto const gap = text.substr(last_end, span.begin - last_end);
    token.before = out.empty() ? Token::Break::sentence : break_in(gap);
    if (gap.find("\u2014") != std::string_view::npos) dashes.push_back(out.size());
    bool entered = false;
    while (sentence + 1 < ends.size() && span.begin >= ends[sentence + 1].begin) {
      ++sentence;
      entered = true;
    }
    if (entered) token.before = Token::Break::sentence;
    auto const word = slice(text, span);
    auto const hashes = word_hashes(word);
    token.stem = hashes.stem;
    token.exact = hashes.exact;
    token.number = word[0] >= '0' && word[0] <= '9';
    token.letters = case_of(word);
    out.push_back(token);
    last_end = span.end;
  }
  join_around_insertions(out, dashes);
  return out;
}

namespace {

bool same_words(std::vector<Token> const& tokens, std::size_t at, std::vector<std::uint64_t> const& name) {
  if (at + name.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (tokens[at + i].exact != name[i]) return false;
  return tokens[at].letters != Token::Case::lower;
}

/// A name reads as the word for its role: "Acme AI may" as "provider may", and its "AI" as no word at all.
void name_as_role(std::vector<Token>& tokens, std::string_view name, std::string_view role) {
  std::vector<std::uint64_t> parts;
  for (auto const span : words(name)) parts.push_back(exact_hash(fold(slice(name, span))));
  if (parts.empty()) return;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!same_words(tokens, at, parts)) continue;
    for (std::size_t i = 0; i < parts.size(); ++i) tokens[at + i].stem = tokens[at + i].exact = 0;
    auto& last = tokens[at + parts.size() - 1];
    last.stem = hash64(stem(role));
    last.exact = exact_hash(role);
    at += parts.size() - 1;
  }
}

}  // namespace

void apply_defined_terms(std::vector<Token>& tokens, std::string_view terms) {
  std::vector<std::pair<std::string_view, std::string_view>> names;  // longest first: "Acme AI" before "Acme"
  while (!terms.empty()) {
    auto const item = terms.substr(0, terms.find(';'));
    terms.remove_prefix(std::min(item.size() + 1, terms.size()));
    auto const equals = item.find('=');
    if (equals == std::string_view::npos) continue;
    auto const role = item.substr(0, equals);
    if (role == "provider" || role == "user") {
      names.emplace_back(item.substr(equals + 1), role == "user" ? "customer" : "provider");
      continue;
    }
    auto const name = words(item.substr(equals + 1));
    if (name.empty()) continue;
    auto const meaning = hash64(stem(role));
    auto const wanted = hash64(stem(fold(slice(item.substr(equals + 1), name.back()))));
    for (auto& token : tokens)
      if (token.stem == wanted && token.letters != Token::Case::lower) token.stem = meaning;
  }
  std::stable_sort(names.begin(), names.end(),
                   [](auto const& a, auto const& b) { return a.first.size() > b.first.size(); });
  for (auto const& [name, role] : names) name_as_role(tokens, name, role);
}

}  // namespace smallprint::corpus
