#include "corpus/phrase_compiled.hpp"

#include <algorithm>

namespace smallprint::corpus {
namespace {

using compiled::Element;
using compiled::Sequence;
/// Token positions after a match, ascending, each once.
using Ends = std::vector<std::uint32_t>;

void insert(Ends& ends, std::uint32_t at) {
  if (std::find(ends.begin(), ends.end(), at) != ends.end()) return;
  ends.push_back(at);
  for (auto i = ends.size() - 1; i > 0 && ends[i] < ends[i - 1]; --i) std::swap(ends[i], ends[i - 1]);
}

template <class F>
void for_each_first(compiled::FirstIndex const& index, Token const& token, F&& f) {
  auto const look = [&](std::uint64_t key) {
    if (auto const it = index.find(key); it != index.end())
      for (auto const value : it->second) f(value);
  };
  look(token.stem);
  look(token.exact);
  if (token.number) look(compiled::number_key);
}

}  // namespace

struct Matcher::Impl {
  Lexicon::Impl const& lexicon;
  std::vector<Token> const& tokens;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> starts;      ///< concept -> where it may begin
  std::unordered_map<std::uint64_t, Ends> ends_of;                           ///< concept and begin -> ends
  std::unordered_map<std::uint32_t, std::vector<Match>> found;               ///< concept -> all its places

  Impl(Lexicon::Impl const& l, std::vector<Token> const& t) : lexicon(l), tokens(t) {
    for (std::uint32_t at = 0; at < tokens.size(); ++at)
      for_each_first(lexicon.first_index, tokens[at], [&](std::uint32_t id) {
        auto& list = starts[id];
        if (list.empty() || list.back() != at) list.push_back(at);
      });
  }

  /// Words of one phrase do not straddle a sentence end, a semicolon or a colon.
  [[nodiscard]] bool joined(std::uint32_t at, std::uint32_t begin) const {
    return at == begin || tokens[at].before < Token::Break::clause;
  }

  Ends const& concept_ends(std::uint32_t id, std::uint32_t at) {
    auto const key = (std::uint64_t{id} << 32) | at;
    if (auto const it = ends_of.find(key); it != ends_of.end()) return it->second;
    Ends ends;
    auto const list = starts.find(id);
    if (list != starts.end() && std::binary_search(list->second.begin(), list->second.end(), at))
      for (auto const& phrase : lexicon.groups[id].phrases)
        for (auto const end : match(phrase, at)) insert(ends, end);
    return ends_of.emplace(key, std::move(ends)).first->second;
  }

  void step(Element const& element, std::uint32_t at, std::uint32_t begin, Ends& out) {
    auto const here = at < tokens.size() && joined(at, begin);
    switch (element.kind) {
      case Element::Kind::stem:
        if (here && tokens[at].stem == element.hash) insert(out, at + 1);
        break;
      case Element::Kind::exact:
        if (here && tokens[at].exact == element.hash) insert(out, at + 1);
        break;
      case Element::Kind::number:
        if (here && tokens[at].number) insert(out, at + 1);
        break;
      case Element::Kind::in_concept:
        if (here)
          for (auto const end : concept_ends(element.value, at)) insert(out, end);
        break;
      case Element::Kind::gap:
        insert(out, at);
        for (std::uint32_t i = 0; i < element.value && at + i < tokens.size() && joined(at + i, begin); ++i)
          insert(out, at + i + 1);
        break;
      case Element::Kind::optional: insert(out, at); [[fallthrough]];
      case Element::Kind::group:
        for (auto const& choice : element.choices)
          for (auto const end : match(choice, at, begin)) insert(out, end);
        break;
    }
  }

  Ends match(Sequence const& sequence, std::uint32_t at) { return match(sequence, at, at); }

  Ends match(Sequence const& sequence, std::uint32_t at, std::uint32_t begin) {
    Ends current{at};
    for (auto const& element : sequence) {
      Ends next;
      for (auto const position : current) step(element, position, begin, next);
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
  std::vector<std::uint32_t> tried;
  for (auto at = begin; at < end; ++at) {
    auto const first_here = out.size();
    tried.clear();
    for_each_first(set.impl_->first_index, impl_->tokens[at], [&](std::uint32_t index) {
      if (std::find(tried.begin(), tried.end(), index) != tried.end()) return;
      tried.push_back(index);
      auto const& entry = set.impl_->entries[index];
      auto const ends = impl_->match(entry.sequence, at);
      auto const last = std::find_if(ends.rbegin(), ends.rend(), [&](std::uint32_t e) { return e <= end && e > at; });
      if (last == ends.rend()) return;
      for (auto i = first_here; i < out.size(); ++i)
        if (out[i].rule == entry.tag) {
          out[i].end = std::max(out[i].end, *last);
          return;
        }
      out.push_back({at, *last, entry.tag});
    });
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(first_here), out.end(), [](Match const& a, Match const& b) {
      return a.end != b.end ? a.end > b.end : a.rule < b.rule;
    });
  }
  return out;
}

std::vector<Match> const& Matcher::find_concept(std::uint32_t concept_id) {
  if (auto const it = impl_->found.find(concept_id); it != impl_->found.end()) return it->second;
  std::vector<Match> places;
  if (auto const list = impl_->starts.find(concept_id); list != impl_->starts.end())
    for (auto const at : list->second)
      if (auto const ends = impl_->concept_ends(concept_id, at); !ends.empty()) places.push_back({at, ends.back(), concept_id});
  return impl_->found.emplace(concept_id, std::move(places)).first->second;
}

}  // namespace smallprint::corpus
