#include "corpus/phrase_compiled.hpp"
#include "corpus/small_set.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace smallprint::corpus {
namespace {

using compiled::Element;
using compiled::Sequence;
/// Token positions after a match.
using Ends = SmallSet;

template <class F>
void for_each_first(compiled::FirstWords const& words, Token const& token, F&& f) {
  words.for_each(token.stem, f);
  words.for_each(token.exact, f);
  if (token.number) words.for_each(compiled::number_key, f);
}

bool may_start(compiled::FirstWords const& words, Token const& token) {
  return words.has(token.stem) || words.has(token.exact) || (token.number && words.has(compiled::number_key));
}

}  // namespace

struct Matcher::Impl {
  Lexicon::Impl const& lexicon;
  std::vector<Token> const& tokens;
  boost::unordered_flat_map<std::uint64_t, Ends> ends_of;       ///< concept << 32 | where it begins -> where it ends
  std::unordered_map<std::uint32_t, std::vector<Match>> found;  ///< concept -> all its places

  Impl(Lexicon::Impl const& l, std::vector<Token> const& t) : lexicon(l), tokens(t) {}

  std::vector<std::uint64_t> present;  ///< bits of the words that there are; a power of two of them, made when asked
  void remember_words() {
    std::size_t bits = 256;
    while (bits < 16 * tokens.size() && bits < (1u << 16)) bits *= 2;
    present.assign(bits / 64, 0);
    for (auto const& token : tokens)
      for (auto const word : {token.stem, token.exact})
        present[(word >> 6) & (present.size() - 1)] |= 1ULL << (word & 63);
  }
  /// False only where none of the words is in the text.
  [[nodiscard]] bool may_hold(std::vector<std::uint64_t> const& words) {
    if (present.empty()) remember_words();
    return std::any_of(words.begin(), words.end(), [&](std::uint64_t word) {
      return (present[(word >> 6) & (present.size() - 1)] >> (word & 63) & 1) != 0;
    });
  }

  /// Words of one phrase do not straddle a sentence end, a semicolon or a colon.
  [[nodiscard]] bool joined(std::uint32_t at, std::uint32_t begin) const {
    return at == begin || tokens[at].before < Token::Break::clause;
  }

  Ends const& concept_ends(std::uint32_t id, std::uint32_t at) {
    static Ends const nowhere;
    if (!may_start(lexicon.groups[id].starts, tokens[at])) return nowhere;
    auto const key = (std::uint64_t{id} << 32) | at;
    if (auto const it = ends_of.find(key); it != ends_of.end()) return it->second;
    Ends ends;
    for (auto const& phrase : lexicon.groups[id].phrases)
      for (auto const end : match(phrase, at)) ends.insert(end);
    return ends_of.emplace(key, std::move(ends)).first->second;
  }

  void step(Element const& element, std::uint32_t at, std::uint32_t begin, Ends& out) {
    auto const here = at < tokens.size() && joined(at, begin);
    switch (element.kind) {
      case Element::Kind::stem:
      case Element::Kind::exact:
      case Element::Kind::number:
        if (here && is_word(element, tokens[at])) out.insert(at + 1);
        break;
      case Element::Kind::in_concept:
        if (here)
          for (auto const end : concept_ends(element.value, at)) out.insert(end);
        break;
      case Element::Kind::gap:
        out.insert(at);
        for (std::uint32_t i = 0; i < element.value && at + i < tokens.size() && joined(at + i, begin); ++i)
          out.insert(at + i + 1);
        break;
      case Element::Kind::optional:
        out.insert(at);
        [[fallthrough]];
      case Element::Kind::group:
        for (auto const& choice : element.choices)
          for (auto const end : match(choice, at, begin)) out.insert(end);
        break;
    }
  }

  Ends match(Sequence const& sequence, std::uint32_t at) { return match(sequence, at, at); }

  /// Whether the token is the one word, or number, that the element stands for.
  static bool is_word(Element const& element, Token const& token) {
    return element.kind == Element::Kind::stem    ? token.stem == element.hash
           : element.kind == Element::Kind::exact ? token.exact == element.hash
                                                  : token.number;
  }

  Ends match(Sequence const& sequence, std::uint32_t at, std::uint32_t begin) {
    Ends current;
    auto element = sequence.begin();
    // As long as each element is one word there is one way to go on, and mostly none.
    for (; element != sequence.end() && element->is_one_word(); ++element, ++at)
      if (at >= tokens.size() || !joined(at, begin) || !is_word(*element, tokens[at])) return current;
    current.insert(at);
    for (; element != sequence.end(); ++element) {
      Ends next;
      for (auto const position : current) step(*element, position, begin, next);
      if (next.empty()) return next;
      current = std::move(next);
    }
    return current;
  }
};

Matcher::Matcher(Lexicon const& lexicon, std::vector<Token> const& tokens)
    : impl_(std::make_unique<Impl>(*lexicon.impl_, tokens)) {}
Matcher::~Matcher() = default;

std::vector<Match> Matcher::find(PatternSet const& set) {
  return find(set, 0, static_cast<std::uint32_t>(impl_->tokens.size()));
}

std::vector<Match> Matcher::find(PatternSet const& set, std::uint32_t begin, std::uint32_t end) {
  std::vector<Match> out;
  // Asking for the anchors costs as much as looking for first words at half as many tokens.
  auto const& anchors = set.impl_->anchors;
  if (set.impl_->anchored && anchors.size() <= 2 * std::size_t{end - begin} && !impl_->may_hold(anchors)) return out;
  std::vector<std::uint32_t> tried;
  for (auto at = begin; at < end; ++at) {
    auto const first_here = out.size();
    tried.clear();
    for_each_first(set.impl_->first_words, impl_->tokens[at], [&](std::uint32_t index) {
      if (std::find(tried.begin(), tried.end(), index) != tried.end()) return;
      tried.push_back(index);
      auto const& entry = set.impl_->entries[index];
      if (!entry.anchors.empty() && !impl_->may_hold(entry.anchors)) return;
      auto const ends = impl_->match(entry.sequence, at);
      auto const beyond = std::upper_bound(ends.begin(), ends.end(), end);
      if (beyond == ends.begin() || *(beyond - 1) <= at) return;
      auto const* const last = beyond - 1;
      for (auto i = first_here; i < out.size(); ++i)
        if (out[i].rule == entry.tag) {
          out[i].end = std::max(out[i].end, *last);
          return;
        }
      out.push_back({at, *last, entry.tag});
    });
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(first_here), out.end(),
              [](Match const& a, Match const& b) { return a.end != b.end ? a.end > b.end : a.rule < b.rule; });
  }
  return out;
}

std::vector<Match> const& Matcher::find_concept(std::uint32_t concept_id) {
  if (auto const it = impl_->found.find(concept_id); it != impl_->found.end()) return it->second;
  std::vector<Match> places;
  for (std::uint32_t at = 0; at < impl_->tokens.size(); ++at)
    if (auto const& ends = impl_->concept_ends(concept_id, at); !ends.empty())
      places.push_back({at, ends.back(), concept_id});
  return impl_->found.emplace(concept_id, std::move(places)).first->second;
}

}  // namespace smallprint::corpus
