#include "corpus/phrase.hpp"

#include "corpus/phrase_compiled.hpp"
#include "corpus/phrase_pattern.hpp"
#include "corpus/text.hpp"
#include "corpus/word_hashes.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace smallprint::corpus {
namespace {

using compiled::Element;
using compiled::Sequence;
using Resolve = std::function<Result<std::uint32_t>(std::string const&)>;

Result<Sequence> compile(pattern::Sequence const& written, Resolve const& resolve);

/// A word as written may be several tokens ("opt-out").
void compile_word(pattern::Element const& element, Sequence& out) {
  bool const exact = element.kind == pattern::Element::Kind::exact;
  auto const add = [&](std::string_view word, std::string folded) {
    Element made{exact ? Element::Kind::exact : Element::Kind::stem};
    auto const hashes = word_hashes(word);
    made.hash = exact ? hashes.exact : hashes.stem;
    made.word = std::move(folded);
    out.push_back(std::move(made));
  };
  auto const& text = element.text;
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return add(text, text);
  for (auto const span : words(text)) add(slice(text, span), fold(slice(text, span)));
}

Result<void> compile_element(pattern::Element const& element, Resolve const& resolve, Sequence& out) {
  using Kind = pattern::Element::Kind;
  switch (element.kind) {
    case Kind::word:
    case Kind::exact:
      compile_word(element, out);
      return {};
    case Kind::number:
      out.push_back(Element{Element::Kind::number});
      return {};
    case Kind::gap: {
      Element gap{Element::Kind::gap};
      gap.value = element.most;
      out.push_back(std::move(gap));
      return {};
    }
    case Kind::concept_name: {
      auto const id = resolve(element.text);
      if (!id) return id.error();
      Element reference{Element::Kind::in_concept};
      reference.value = *id;
      reference.word = element.text;
      out.push_back(std::move(reference));
      return {};
    }
    case Kind::group:
    case Kind::optional: {
      Element group{element.kind == Kind::group ? Element::Kind::group : Element::Kind::optional};
      for (auto const& choice : element.choices) {
        auto sequence = compile(choice, resolve);
        if (!sequence) return sequence.error();
        group.choices.push_back(std::move(*sequence));
      }
      out.push_back(std::move(group));
      return {};
    }
  }
  return {};
}

Result<Sequence> compile(pattern::Sequence const& written, Resolve const& resolve) {
  Sequence out;
  for (auto const& element : written)
    if (auto const done = compile_element(element, resolve, out); !done) return done.error();
  return out;
}

using Keys = std::vector<std::uint64_t>;

/// Collects the keys that a match of `sequence` can begin with. \returns true when it can be empty
bool collect_firsts(Lexicon::Impl const& lexicon, Sequence const& sequence, Keys& out,
                    std::vector<std::uint32_t>& visiting) {
  for (auto const& element : sequence) {
    bool may_be_empty = false;
    switch (element.kind) {
      case Element::Kind::stem:
      case Element::Kind::exact:
        out.push_back(element.hash);
        break;
      case Element::Kind::number:
        out.push_back(compiled::number_key);
        break;
      case Element::Kind::gap:
        may_be_empty = true;
        break;
      case Element::Kind::in_concept: {
        auto const& group = lexicon.groups[element.value];
        if (!group.firsts.empty()) {
          out.insert(out.end(), group.firsts.begin(), group.firsts.end());
        } else if (std::find(visiting.begin(), visiting.end(), element.value) == visiting.end()) {
          visiting.push_back(element.value);
          for (auto const& phrase : group.phrases) collect_firsts(lexicon, phrase, out, visiting);
          visiting.pop_back();
        }
        break;
      }
      case Element::Kind::group:
      case Element::Kind::optional:
        may_be_empty = element.kind == Element::Kind::optional;
        for (auto const& choice : element.choices)
          may_be_empty = collect_firsts(lexicon, choice, out, visiting) || may_be_empty;
        break;
    }
    if (!may_be_empty) return false;
  }
  return true;
}

void sort_out(Keys& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

/// \returns the name of a concept that contains itself, else empty
std::string recursive_concept(Lexicon::Impl const& lexicon) {
  std::vector<std::uint8_t> state(lexicon.groups.size(), 0);  // 1: on the way, 2: done
  std::string found;
  std::function<void(std::uint32_t)> visit;
  std::function<void(Sequence const&)> visit_sequence = [&](Sequence const& sequence) {
    for (auto const& element : sequence) {
      if (element.kind == Element::Kind::in_concept) visit(element.value);
      for (auto const& choice : element.choices) visit_sequence(choice);
    }
  };
  visit = [&](std::uint32_t id) {
    if (state[id] == 1) found = lexicon.groups[id].name;
    if (state[id] != 0 || !found.empty()) return;
    state[id] = 1;
    for (auto const& phrase : lexicon.groups[id].phrases) visit_sequence(phrase);
    state[id] = 2;
  };
  for (std::uint32_t id = 0; id < lexicon.groups.size(); ++id) visit(id);
  return found;
}

/// Words so common in terms that they select nothing.
bool is_common(std::string const& word) {
  static std::set<std::string, std::less<>> const common{
      "a",     "access", "agree",   "all",     "an",      "and",      "any",   "are",         "as",         "at",
      "be",    "by",     "can",     "content", "do",      "for",      "from",  "get",         "have",       "in",
      "is",    "it",     "make",    "may",     "must",    "no",       "not",   "of",          "on",         "or",
      "other", "our",    "provide", "right",   "service", "services", "shall", "term",        "terms",      "that",
      "the",   "these",  "this",    "through", "to",      "under",    "us",    "use",         "used",       "user",
      "users", "using",  "we",      "will",    "with",    "you",      "your",  "information", "applicable", "law"};
  return common.contains(word);
}

constexpr std::size_t most_anchors = 48;       // of a pattern that are worth asking for
constexpr std::size_t most_set_anchors = 240;  // of a set

struct Anchor {
  std::set<std::string> words;
  std::set<std::uint64_t> hashes;  ///< the same as tokens have them
  double cost = 1e9;
};

/// The cheapest set of words of which a match must hold one.
Anchor best_anchor(Lexicon::Impl const& lexicon, Sequence const& sequence, int depth = 0) {
  Anchor best;
  for (auto const& element : sequence) {
    Anchor here;
    here.cost = 0;
    auto const join = [&](Anchor const& other) {
      here.words.insert(other.words.begin(), other.words.end());
      here.hashes.insert(other.hashes.begin(), other.hashes.end());
      here.cost += other.cost;
    };
    switch (element.kind) {
      case Element::Kind::stem:
      case Element::Kind::exact:
        here.words.insert(element.word);
        here.hashes.insert(element.hash);
        here.cost = is_common(element.word) ? 100 : 1;
        break;
      case Element::Kind::in_concept:
        // A document may have a name of its own for it, which no list of words holds.
        if (depth > 8 || lexicon.is_definable(element.value)) continue;
        for (auto const& phrase : lexicon.groups[element.value].phrases) join(best_anchor(lexicon, phrase, depth + 1));
        break;
      case Element::Kind::group:
        for (auto const& choice : element.choices) join(best_anchor(lexicon, choice, depth + 1));
        break;
      default:
        continue;
    }
    if (here.cost < best.cost) best = std::move(here);
  }
  return best;
}

}  // namespace

bool Lexicon::Impl::is_definable(std::uint32_t id) const {
  return std::find(definable.begin(), definable.end(), groups[id].name) != definable.end();
}

std::uint32_t Lexicon::Impl::intern(std::string const& name) {
  auto const [it, added] = ids.emplace(name, static_cast<std::uint32_t>(groups.size()));
  if (added) groups.push_back(Group{name, {}, {}, {}, {}});
  return it->second;
}

Lexicon::Lexicon() : impl_(std::make_unique<Impl>()) {}
Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;

Result<void> Lexicon::add(std::string const& name, std::string_view pattern, std::string const& where) {
  auto const written = pattern::parse(pattern, where);
  if (!written) return written.error();
  auto const id = impl_->intern(name);
  impl_->groups[id].firsts.clear();
  if (impl_->groups[id].where.empty()) impl_->groups[id].where = where;
  for (auto const& choice : *written) {
    auto sequence =
        compile(choice, [&](std::string const& other) -> Result<std::uint32_t> { return impl_->intern(other); });
    if (!sequence) return sequence.error();
    impl_->groups[id].phrases.push_back(std::move(*sequence));
  }
  return {};
}

Result<void> Lexicon::link() {
  for (auto const& group : impl_->groups)
    if (group.phrases.empty()) return Error{Errc::not_found, "lexicons", 0, "no concept named '" + group.name + "'"};
  if (auto const name = recursive_concept(*impl_); !name.empty())
    return Error{Errc::schema, impl_->groups[impl_->ids.at(name)].where, 0, "concept '" + name + "' contains itself"};
  for (auto& group : impl_->groups) group.firsts.clear();
  for (auto& group : impl_->groups) {
    Keys firsts;
    std::vector<std::uint32_t> visiting;
    for (auto const& phrase : group.phrases)
      if (collect_firsts(*impl_, phrase, firsts, visiting))
        return Error{Errc::syntax, group.where, 0, "a phrase of '" + group.name + "' matches nothing at all"};
    sort_out(firsts);
    group.firsts = std::move(firsts);
    group.starts = {};
    for (auto const key : group.firsts) group.starts.add(key, 0);
  }
  return {};
}

bool Lexicon::has(std::string_view name) const {
  return impl_->ids.contains(std::string(name));
}
std::uint32_t Lexicon::id(std::string_view name) const {
  return impl_->ids.at(std::string(name));
}

std::vector<std::string> Lexicon::names() const {
  std::vector<std::string> out;
  for (auto const& group : impl_->groups) out.push_back(group.name);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> Lexicon::anchors(std::string_view name) const {
  std::set<std::string> words;
  for (auto const& phrase : impl_->groups[id(name)].phrases) words.merge(best_anchor(*impl_, phrase).words);
  return {words.begin(), words.end()};
}

void Lexicon::add_definable(std::string const& name) {
  impl_->definable.push_back(name);
}
std::vector<std::string> const& Lexicon::definable() const {
  return impl_->definable;
}

PatternSet::PatternSet(Lexicon const& lexicon) : impl_(std::make_unique<Impl>()) {
  impl_->lexicon = &lexicon;
}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
bool PatternSet::empty() const {
  return impl_->entries.empty();
}

Result<void> PatternSet::add(std::string_view pattern, std::uint32_t tag, std::string const& where) {
  auto const& lexicon = *impl_->lexicon->impl_;
  auto const written = pattern::parse(pattern, where);
  if (!written) return written.error();
  for (auto const& choice : *written) {
    auto sequence = compile(choice, [&](std::string const& name) -> Result<std::uint32_t> {
      if (auto const it = lexicon.ids.find(name); it != lexicon.ids.end()) return it->second;
      return Error{Errc::not_found, where, 0, "no concept named '" + name + "'"};
    });
    if (!sequence) return sequence.error();
    Keys firsts;
    std::vector<std::uint32_t> visiting;
    if (collect_firsts(lexicon, *sequence, firsts, visiting))
      return Error{Errc::syntax, where, 0, "a pattern that matches nothing at all"};
    sort_out(firsts);
    auto const index = static_cast<std::uint32_t>(impl_->entries.size());
    for (auto const key : firsts) impl_->first_words.add(key, index);
    auto const anchor = best_anchor(lexicon, *sequence).hashes;
    impl_->entries.push_back({std::move(*sequence), tag, {}});
    if (anchor.empty() || anchor.size() > most_anchors) {
      impl_->anchored = false;
      continue;
    }
    impl_->entries.back().anchors.assign(anchor.begin(), anchor.end());
    if (!impl_->anchored) continue;
    impl_->anchors.insert(impl_->anchors.end(), anchor.begin(), anchor.end());
    sort_out(impl_->anchors);
    impl_->anchored = impl_->anchors.size() <= most_set_anchors;
  }
  return {};
}

std::vector<std::string> PatternSet::anchor_words() const {
  std::set<std::string> words;
  for (auto const& entry : impl_->entries) words.merge(best_anchor(*impl_->lexicon->impl_, entry.sequence).words);
  return {words.begin(), words.end()};
}

std::optional<std::vector<std::uint64_t>> PatternSet::anchors() const {
  if (!impl_->anchored) return std::nullopt;
  return impl_->anchors;
}

}  // namespace smallprint::corpus
