#include "parser/provision/parties.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace smallprint::parser {
namespace {

constexpr std::size_t most_names = 12;     // of one side: more is a parsing slip
constexpr std::size_t look_back = 120;     // bytes before '(' that may hold the name
constexpr std::size_t most_bracket = 300;  // bytes inside '(' ... ')'

bool among(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Words that are roles or things, never a name of their own.
bool is_generic(std::string_view folded) {
  return among(folded, {"we",           "us",      "our",      "ours", "you",      "your",    "yours",   "i",
                        "the",          "a",       "an",       "it",   "they",     "party",   "parties", "terms",
                        "agreement",    "service", "services", "site", "website",  "content", "ai",      "inc",
                        "llc",          "ltd",     "company",  "app",  "platform", "policy",  "and",     "or",
                        "collectively", "this",    "these",    "chat", "user",     "users",   "customer"});
}

/// What is quoted in `text`: “...”, "...", ‘...’.
std::vector<std::string> quoted(std::string_view text) {
  struct Pair {
    std::string_view open, close;
  };
  constexpr std::array<Pair, 4> pairs{{{"\u201C", "\u201D"}, {"\u201D", "\u201D"}, {"\"", "\""}, {"\u2018", "\u2019"}}};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    bool moved = false;
    for (auto const& [open, close] : pairs) {
      if (!text.substr(i).starts_with(open)) continue;
      auto const begin = i + open.size();
      auto const end = text.find(close, begin);
      if (end == std::string_view::npos || end - begin > 60) continue;
      auto inside = corpus::fold_spaces(text.substr(begin, end - begin));
      while (!inside.empty() && (inside.back() == ',' || inside.back() == '.' || inside.back() == ';'))
        inside.pop_back();
      if (!inside.empty()) out.push_back(std::move(inside));
      i = end + close.size();
      moved = true;
      break;
    }
    if (!moved) ++i;
  }
  return out;
}

/// Capitalised words that are somebody's role, or begin a sentence: they name nobody unless a definition says so.
bool is_role_or_opener(std::string_view folded) {
  return among(folded, {"customers", "client",   "subscriber", "licensee", "member", "developer", "partner",
                        "supplier",  "provider", "vendor",     "licensor", "buyer",  "recipient", "discloser",
                        "business",  "end",      "third",      "each",     "either", "neither",   "both",
                        "such",      "any",      "all",        "no",       "if"});
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/// The capitalised name that ends right before `text`'s end: "Acme Labs, Inc." of "... by Acme Labs, Inc."
std::string name_before(std::string_view text) {
  auto const from = text.size() > look_back ? text.size() - look_back : 0;
  auto const tail = text.substr(from);
  auto const spans = corpus::words(tail);
  std::size_t first = spans.size();
  while (first > 0) {
    auto const word = corpus::slice(tail, spans[first - 1]);
    auto const gap_end = first < spans.size() ? spans[first].begin : static_cast<std::uint32_t>(tail.size());
    auto const gap = tail.substr(spans[first - 1].end, gap_end - spans[first - 1].end);
    if (!is_capital(word[0]) || gap.find_first_not_of(" ,.") != std::string_view::npos) break;
    --first;
  }
  // A sentence's first word is a capital too: skip "The", "This" and the like.
  while (first < spans.size() && is_generic(corpus::fold(corpus::slice(tail, spans[first])))) ++first;
  return first < spans.size() ? std::string(corpus::slice(tail, spans[first])) : std::string();
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || is_capital(c) || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// Whether `name` stands in `text` as a whole word or words.
bool has_word(std::string_view text, std::string_view name) {
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    auto const end = at + name.size();
    bool const starts = at == 0 || !is_word_char(text[at - 1]) || static_cast<unsigned char>(text[at - 1]) >= 0x80;
    bool const ends = end == text.size() || !is_word_char(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80;
    if (starts && ends) return true;
  }
  return false;
}

/// What is said of the one side that wrote the document, and hardly ever of anybody else: behind its name ...
constexpr std::array<std::string_view, 10> behind_provider{" reserves the right",
                                                           " reserves all rights",
                                                           " and its ",
                                                           "\u2019s sole discretion",
                                                           "'s sole discretion",
                                                           " in its sole discretion",
                                                           "\u2019s prior written consent",
                                                           "'s prior written consent",
                                                           " makes no ",
                                                           " grants you "};
/// ... and before it.
constexpr std::array<std::string_view, 7> before_provider{
    "hold harmless ", "indemnify ", "defend ", "between you and ", "consent of ", "obligation of ", "owned by "};
constexpr std::size_t enough_mentions = 2;  // a single one may be of somebody else

/// The capitalised word that ends right before `at`, if any.
std::string_view word_before(std::string_view text, std::size_t at) {
  auto begin = at;
  while (begin > 0 && is_word_char(text[begin - 1]) && static_cast<unsigned char>(text[begin - 1]) < 0x80) --begin;
  auto const word = text.substr(begin, at - begin);
  return word.size() > 1 && is_capital(word[0]) ? word : std::string_view();
}

/// The capitalised word that begins at `at`, if any.
std::string_view word_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_word_char(text[end]) && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  auto const word = text.substr(at, end - at);
  return word.size() > 1 && is_capital(word[0]) ? word : std::string_view();
}

/// The names that one line uses so, each as often as it does.
std::vector<std::string> names_in_line(std::string_view line) {
  std::vector<std::string> out;
  auto const look = [&](std::string_view phrase, bool name_is_before) {
    for (auto at = line.find(phrase); at != std::string_view::npos; at = line.find(phrase, at + 1)) {
      auto const name = name_is_before ? word_before(line, at) : word_at(line, at + phrase.size());
      if (name.empty()) continue;
      auto const folded = corpus::fold(name);
      if (!is_generic(folded) && !is_role_or_opener(folded)) out.emplace_back(name);
    }
  };
  for (auto const phrase : behind_provider) look(phrase, true);
  for (auto const phrase : before_provider) look(phrase, false);
  return out;
}

/// Names that a document uses without ever defining them, told by what is said of them, with their count.
std::map<std::string, std::size_t> names_by_use(std::string_view text) {
  // A history repeats its paragraphs: each thread looks at one once.
  constexpr std::size_t most_kept = 50'000;
  thread_local std::unordered_map<std::uint64_t, std::vector<std::string>> kept;
  if (kept.size() > most_kept) kept.clear();
  std::map<std::string, std::size_t> mentions;
  while (!text.empty()) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    auto const [it, is_new] = kept.try_emplace(corpus::hash64(line));
    if (is_new) it->second = names_in_line(line);
    for (auto const& name : it->second) ++mentions[name];
  }
  return mentions;
}

}  // namespace

Parties find_parties(corpus::Document const& document, std::string_view authority) {
  std::set<std::string> provider;
  std::set<std::string> user;
  auto const add = [](std::set<std::string>& to, std::string const& name) {
    if (name.size() < 2 || !is_capital(name[0]) || is_generic(corpus::fold(name)) || to.size() >= most_names) return;
    to.insert(name);
  };
  add(provider, std::string(authority));
  auto const name_words = corpus::words(authority);
  if (!name_words.empty()) add(provider, std::string(corpus::slice(authority, name_words.front())));

  std::string_view const text = document.text;
  for (auto open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    auto const close = text.find(')', open);
    if (close == std::string_view::npos) break;
    if (close - open > most_bracket) continue;
    auto const terms = quoted(text.substr(open + 1, close - open - 1));
    bool we = false;
    bool you = false;
    for (auto const& term : terms) {
      auto const folded = corpus::fold(term);
      we = we || among(folded, {"we", "us", "our", "ours", "company", "provider", "licensor", "supplier", "vendor"});
      you = you || among(folded, {"you", "your", "customer", "user", "client", "licensee", "subscriber"});
    }
    if (we == you) continue;
    auto& side = we ? provider : user;
    for (auto const& term : terms) add(side, term);
    if (we) add(provider, name_before(text.substr(0, open)));
  }
  for (auto const& [name, mentions] : names_by_use(text))
    if (mentions >= enough_mentions && !user.contains(name)) add(provider, name);
  for (auto const& name : provider) user.erase(name);
  return {{provider.begin(), provider.end()}, {user.begin(), user.end()}};
}

std::string parties_in(Parties const& parties, std::string_view lead_in, std::string_view text) {
  std::string out;
  auto const look = [&](std::string_view role, std::vector<std::string> const& names) {
    for (auto const& name : names)
      if (has_word(text, name) || has_word(lead_in, name)) {
        if (!out.empty()) out += ';';
        out.append(role).append("=").append(name);
      }
  };
  look("provider", parties.provider);
  look("user", parties.user);
  return out;
}

Parties parse_parties(std::string_view written) {
  Parties out;
  while (!written.empty()) {
    auto const end = std::min(written.find(';'), written.size());
    auto const item = written.substr(0, end);
    if (auto const eq = item.find('='); eq != std::string_view::npos) {
      if (item.substr(0, eq) == "user") out.user.emplace_back(item.substr(eq + 1));
      if (item.substr(0, eq) == "provider") out.provider.emplace_back(item.substr(eq + 1));
    }
    written.remove_prefix(std::min(end + 1, written.size()));
  }
  return out;
}

}  // namespace smallprint::parser
