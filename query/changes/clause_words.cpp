#include "query/changes/clause_words.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15u + (seed >> 29u);
}

std::uint64_t hash_of(std::vector<RedlineToken> const& tokens, bool folded) {
  std::uint64_t out = 0;
  bool const any_word = std::any_of(tokens.begin(), tokens.end(), [](RedlineToken const& t) { return t.word; });
  for (auto const& token : tokens) {
    if (folded && any_word && !token.word) continue;
    out = mix(out, folded || !token.word ? token.folded : token.exact);
  }
  return out;
}

}  // namespace

ClauseWords clause_words(corpus::ClauseText const& text) {
  static auto const any_number = corpus::hash64("#");
  ClauseWords out;
  out.tokens = redline_tokens(text.text);
  for (auto const& token : out.tokens)
    if (token.word) out.bag.push_back(token.number ? any_number : token.folded);
  out.words = out.bag.size();
  if (out.bag.empty())
    for (auto const& token : out.tokens) out.bag.push_back(token.folded);
  std::sort(out.bag.begin(), out.bag.end());
  out.same = hash_of(out.tokens, false);
  out.folded = hash_of(out.tokens, true);
  out.place = mix(corpus::hash64(text.heading), corpus::hash64(text.lead_in));
  return out;
}

std::uint64_t words_hash(std::string_view text) {
  return hash_of(redline_tokens(text), true);
}

std::vector<std::string_view> heading_parts(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    auto const end = path.find(" > ");
    out.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 3);
  }
  return out;
}

}  // namespace smallprint::query
