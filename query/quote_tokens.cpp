#include "query/quote_tokens.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>

namespace smallprint::query {
namespace {

using corpus::Span;
using Kind = QuoteToken::Kind;

constexpr std::string_view nothing = "*_~`\\|^#\u00AD\u200B\u200C\u200D\u2060\uFEFF\u2022\u25E6\u25AA\u25CF\u00B7";
constexpr std::string_view quote_marks =
    "\"'\u201C\u201D\u201E\u201F\u2018\u2019\u201A\u201B\u00AB\u00BB\u2039\u203A\u300C\u300D\u300E\u300F\u2032\u2033";
constexpr std::string_view dashes = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
/// Signs that say as much as a word.
constexpr std::string_view signs = "$%&+=@<>\u00A7\u00B6\u00A9\u00AE\u20AC\u00A3\u00A5\u2122\u00B0";

std::string_view character_at(std::string_view text, std::size_t at) {
  auto const c = static_cast<unsigned char>(text[at]);
  std::size_t const size = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return text.substr(at, size);
}
/// `set` is UTF-8, `c` one character: no character's bytes stand inside another's.
bool one_of(std::string_view c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

/// The word with one shape for apostrophes and hyphens, ligatures taken apart, invisible characters gone.
std::string plain(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(word);
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    auto const c = character_at(word, at);
    at += c.size();
    if (one_of(c, "\u2018\u2019\u02BC\uFF07"))
      out += '\'';
    else if (!one_of(c, "\u00AD\u200B\u200C\u200D\u2060\uFEFF"))
      out += c;
  }
  return corpus::to_nfkc(out);
}

QuoteToken word_token(std::string_view word, Span span) {
  auto const shown = plain(word);
  auto const first = shown.empty() ? 0 : character_at(shown, 0).size();
  QuoteToken out;
  out.span = span;
  out.exact = corpus::hash64(shown);
  out.rest = corpus::hash64(std::string_view(shown).substr(first));
  out.folded = corpus::hash64(corpus::fold(shown));
  return out;
}

QuoteToken mark_token(std::string_view canonical, Span span) {
  QuoteToken out;
  out.kind = Kind::punctuation;
  out.span = span;
  out.exact = out.rest = out.folded = corpus::hash64(canonical);
  return out;
}

Span trimmed(std::string_view text, Span word) {
  while (!word.empty() && text[word.begin] == '_') ++word.begin;
  while (!word.empty() && text[word.end - 1] == '_') --word.end;
  return word;
}

/// What stands between words.
void add_marks(std::string_view text, Span gap, std::vector<QuoteToken>& out) {
  for (auto at = gap.begin; at < gap.end;) {
    auto const c = character_at(text.substr(0, gap.end), at);
    Span span{at, at + static_cast<std::uint32_t>(c.size())};
    at = span.end;
    if (c.size() == 1 && static_cast<unsigned char>(c[0]) <= ' ') continue;
    if (c == "\u00A0" || one_of(c, nothing)) continue;
    if (c == "." && text.substr(span.begin, 3) == "...") {
      while (at < gap.end && text[at] == '.') ++at;
      out.push_back(mark_token("\u2026", {span.begin, at}));
    } else if (one_of(c, quote_marks)) {
      out.push_back(mark_token("\"", span));
    } else if (one_of(c, dashes)) {
      bool const again = !out.empty() && out.back().kind == Kind::punctuation &&
                         out.back().exact == corpus::hash64("-") && out.back().span.end == span.begin;
      if (again)
        out.back().span.end = span.end;
      else
        out.push_back(mark_token("-", span));
    } else if (one_of(c, signs)) {
      out.push_back(word_token(c, span));
    } else {
      out.push_back(mark_token(c, span));
    }
  }
}

void add_tokens(std::string_view text, Span within, std::vector<QuoteToken>& out) {
  auto at = within.begin;
  for (auto word : corpus::words(corpus::slice(text, within))) {
    word = trimmed(text, {word.begin + within.begin, word.end + within.begin});
    add_marks(text, {at, std::max(at, word.begin)}, out);
    if (!word.empty()) out.push_back(word_token(corpus::slice(text, word), word));
    at = std::max(at, word.end);
  }
  add_marks(text, {at, within.end}, out);
}

bool is_letter(unsigned char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool is_word_byte(unsigned char c) {
  return c >= 0x80 || is_letter(c) || (c >= '0' && c <= '9');
}

/// An editor's bracket in a quotation.
struct Bracket {
  enum class Means { ellipsis, letter, sic, insertion } means{};
  Span span;         ///< with the letters that touch it
  std::string word;  ///< letter: the whole word
};

bool is_ellipsis(std::string_view inside) {
  auto const text = corpus::fold_spaces(inside);
  return text == "\u2026" || text == "..." || text == ". . ." || text == "....";
}

/// Finds brackets, and the ellipses that stand without them.
std::vector<Bracket> brackets(std::string_view text) {
  constexpr std::size_t longest = 200;  // bytes: a longer one is the source's own
  std::vector<Bracket> out;
  auto const size = text.size();
  for (std::size_t at = 0; at < size; ++at) {
    auto const span = [&](std::size_t end) {
      return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    };
    if (text.substr(at, 3) == "\u2026") {
      out.push_back({Bracket::Means::ellipsis, span(at + 3), {}});
      at += 2;
    } else if (text[at] == '.' && (text.substr(at, 3) == "..." || text.substr(at, 5) == ". . .")) {
      auto end = at + (text[at + 1] == '.' ? 3 : 5);
      while (end < size && text[end] == '.') ++end;
      out.push_back({Bracket::Means::ellipsis, span(end), {}});
      at = end - 1;
    } else if (text[at] == '[' || text[at] == '(') {
      auto const close = text.find(text[at] == '[' ? ']' : ')', at);
      if (close == std::string_view::npos || close - at > longest) continue;
      auto const inside = text.substr(at + 1, close - at - 1);
      if (is_ellipsis(inside)) {
        out.push_back({Bracket::Means::ellipsis, span(close + 1), {}});
      } else if (text[at] == '(' || inside.find('\n') != std::string_view::npos) {
        continue;
      } else {
        auto end = close + 1;
        while (end < size && is_word_byte(static_cast<unsigned char>(text[end])) && text.substr(end, 2) != "\u00A0" &&
               static_cast<unsigned char>(text[end]) < 0xE2)
          ++end;
        auto begin = at;
        while (begin > 0 && is_word_byte(static_cast<unsigned char>(text[begin - 1])) &&
               static_cast<unsigned char>(text[begin - 1]) < 0x80)
          --begin;
        auto const folded = corpus::fold(corpus::fold_spaces(inside));
        if (folded.starts_with("sic"))
          out.push_back({Bracket::Means::sic, span(close + 1), std::string(text.substr(at, close + 1 - at))});
        else if (begin == at && end > close + 1 && !inside.empty() && character_at(inside, 0).size() == inside.size())
          out.push_back({Bracket::Means::letter, span(end),
                         std::string(inside) + std::string(text.substr(close + 1, end - close - 1))});
        else
          out.push_back(
              {Bracket::Means::insertion, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, {}});
        at = std::max(at, out.back().span.end - std::size_t{1});
      }
    }
  }
  return out;
}

bool is_mark(QuoteToken const& token, std::string_view mark) {
  return token.kind == Kind::punctuation && token.exact == corpus::hash64(mark);
}

/// "(b)", "(iv)" at the start, or after a colon, semicolon or "or": the label of an item, not its words.
void find_labels(std::string_view text, std::vector<QuoteToken>& tokens) {
  constexpr std::size_t longest = 5;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!is_mark(tokens[i], "(") || tokens[i + 1].kind != Kind::word || !is_mark(tokens[i + 2], ")")) continue;
    auto const label = corpus::slice(text, tokens[i + 1].span);
    if (label.size() > longest || !std::all_of(label.begin(), label.end(), [](char c) {
          return is_word_byte(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80;
        }))
      continue;
    bool const short_label =
        label.size() == 1 || label.find_first_not_of("ivxlcIVXLC0123456789") == std::string_view::npos;
    auto const before = i == 0 ? std::string() : corpus::fold(corpus::slice(text, tokens[i - 1].span));
    bool const here = i == 0 || is_mark(tokens[i - 1], ":") || is_mark(tokens[i - 1], ";") ||
                      is_mark(tokens[i - 1], ",") || is_mark(tokens[i - 1], ".") || is_mark(tokens[i - 1], ")") ||
                      tokens[i - 1].kind == Kind::ellipsis || before == "or" || before == "and";
    if (short_label && here) tokens[i].optional = tokens[i + 1].optional = tokens[i + 2].optional = true;
  }
}

/// A comma or stop at the end of what is quoted belongs to the draft's own sentence.
bool drop_final(std::vector<QuoteToken>& tokens) {
  bool stop = false;
  while (!tokens.empty() && (is_mark(tokens.back(), ".") || is_mark(tokens.back(), ","))) {
    stop = stop || is_mark(tokens.back(), ".");
    tokens.pop_back();
  }
  return stop;
}

}  // namespace

std::vector<QuoteToken> source_tokens(std::string_view text) {
  std::vector<QuoteToken> out;
  out.reserve(text.size() / 5);
  add_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, out);
  return out;
}

QuoteTokens quotation_tokens(std::string_view text) {
  QuoteTokens out;
  auto& tokens = out.tokens;
  bool first_of_segment = true;
  auto const plain_part = [&](Span span) {
    auto const before = tokens.size();
    add_tokens(text, span, tokens);
    for (auto i = before; i < tokens.size() && first_of_segment; ++i) {
      if (tokens[i].kind != Kind::word) continue;
      tokens[i].any_case = true;
      first_of_segment = false;
    }
  };
  std::uint32_t at = 0;
  for (auto const& bracket : brackets(text)) {
    if (bracket.span.begin < at) continue;
    plain_part({at, bracket.span.begin});
    at = bracket.span.end;
    switch (bracket.means) {
      case Bracket::Means::sic:
        out.sic.push_back(bracket.word);
        break;
      case Bracket::Means::letter:
        tokens.push_back(word_token(bracket.word, bracket.span));
        tokens.back().any_case = true;
        first_of_segment = false;
        break;
      case Bracket::Means::ellipsis:
        drop_final(tokens);
        if (!tokens.empty() && tokens.back().kind != Kind::ellipsis) {
          QuoteToken token;
          token.kind = Kind::ellipsis;
          token.span = bracket.span;
          tokens.push_back(token);
        }
        first_of_segment = true;
        break;
      case Bracket::Means::insertion: {
        QuoteToken token;
        token.kind = Kind::insertion;
        token.span = bracket.span;
        tokens.push_back(token);
        first_of_segment = false;
        break;
      }
    }
  }
  plain_part({at, static_cast<std::uint32_t>(text.size())});
  out.final_stop = drop_final(tokens);
  while (!tokens.empty() && tokens.back().kind == Kind::ellipsis) tokens.pop_back();
  find_labels(text, tokens);
  for (auto const& token : tokens) {
    bool const word = token.kind == Kind::word;
    auto const shown = corpus::slice(text, token.span);
    std::string letters;
    if (word)
      for (char const c : shown)
        if (c != '[' && c != ']') letters += c;
    out.words.push_back(word ? corpus::fold(plain(letters)) : std::string());
    out.count += word ? 1 : 0;
  }
  return out;
}

}  // namespace smallprint::query
