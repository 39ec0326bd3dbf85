#include "corpus/phrase.hpp"

#include "corpus/text.hpp"
#include "fuzz/target.hpp"
#include "tests/parser/tree_faults.hpp"

#include <algorithm>

namespace smallprint::fuzz {
namespace {

using corpus::Errc;
using corpus::Lexicon;

void add(Lexicon& lexicon, char const* name, char const* pattern) {
  require(lexicon.add(name, pattern, "fuzz").has_value(), "our own patterns can be read");
}

Lexicon small_lexicon() {
  Lexicon out;
  add(out, "output", "output | generated (text | image)");
  add(out, "share", "(share | publish) .. @output");
  return out;
}

void check_error(corpus::Error const& error, std::string_view pattern) {
  require(error.source == "fuzz" && error.offset <= pattern.size() && !error.message.empty(),
          "an error says where and what");
}

void check_tokens(std::vector<corpus::Token> const& tokens, std::string_view text) {
  std::uint32_t end = 0;
  for (auto const& token : tokens) {
    require(tests::is_inside(token.span, text) && !token.span.empty(), "a word lies inside the text");
    require(token.span.begin >= end, "words are in order");
    end = token.span.end;
  }
}

void check_matches(Lexicon const& lexicon, corpus::PatternSet const& set, std::vector<corpus::Token> const& tokens) {
  corpus::Matcher matcher(lexicon, tokens);
  auto const found = matcher.find(set);
  for (auto const& match : found)
    require(match.begin < match.end && match.end <= tokens.size() && match.rule == 7, "a match is made of words");
  require(std::is_sorted(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.begin < b.begin; }),
          "matches are in order");
  corpus::Matcher part(lexicon, tokens);
  auto const half = static_cast<std::uint32_t>(tokens.size() / 2);
  for (auto const& match : part.find(set, half, static_cast<std::uint32_t>(tokens.size())))
    require(match.begin >= half && match.end <= tokens.size(), "a match keeps to the part asked for");
}

}  // namespace

void phrases(std::string_view bytes) {
  if (!corpus::is_utf8(bytes)) return;
  auto const line_end = std::min(bytes.find('\n'), bytes.size());
  auto const pattern = bytes.substr(0, line_end);
  auto const text = bytes.substr(std::min(line_end + 1, bytes.size()));
  auto const tokens = corpus::tokenize(text);
  check_tokens(tokens, text);

  auto lexicon = small_lexicon();
  auto const named = lexicon.add("pattern", pattern, "fuzz");  // may name itself
  if (named.has_error()) {
    auto const code = named.error().code;
    require(code == Errc::syntax || code == Errc::too_large, "a slip in a pattern has one of two codes");
    check_error(named.error(), pattern);
    return;
  }
  if (auto const linked = lexicon.link(); linked.has_error()) {
    auto const code = linked.error().code;
    require(code == Errc::not_found || code == Errc::schema || code == Errc::syntax,
            "a concept is missing, in itself or empty");
    require(!linked.error().message.empty(), "what stops a lexicon is told");
    return;
  }
  corpus::PatternSet set(lexicon);
  if (auto const added = set.add(pattern, 7, "fuzz"); added.has_error()) {
    check_error(added.error(), pattern);
    return;
  }
  for (auto const& word : set.anchor_words()) require(!word.empty(), "an anchor is a word");
  check_matches(lexicon, set, tokens);
  corpus::Matcher matcher(lexicon, tokens);
  for (auto const& match : matcher.find_concept(lexicon.id("pattern")))
    require(match.begin < match.end && match.end <= tokens.size(), "a concept is made of words");
}

}  // namespace smallprint::fuzz
