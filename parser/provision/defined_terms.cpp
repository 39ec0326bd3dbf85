#include "parser/provision/defined_terms.hpp"

#include "corpus/phrase.hpp"
#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace smallprint::parser {
namespace {

using corpus::Matcher;

constexpr std::size_t most_terms = 40;    // of one document: more is a parsing slip
constexpr std::size_t longest_term = 40;  // bytes
// What is defined is named first behind the term, and last before it: "“Results” means the completions
// that ...", "images that you make (“Pictures”)". Words farther off tell what it is about.
constexpr std::uint32_t reach_after = 3;   // words
constexpr std::uint32_t reach_before = 3;  // words

struct Quoted {
  std::size_t begin = 0, end = 0;  ///< of the whole, marks included
  std::string term;
};

/// Quoted terms of a sentence: “X”, "X".
std::vector<Quoted> quoted_terms(std::string_view text) {
  std::vector<Quoted> out;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> marks{{{"\u201C", "\u201D"}, {"\"", "\""}}};
  for (std::size_t i = 0; i < text.size(); ++i)
    for (auto const& [open, close] : marks) {
      if (!text.substr(i).starts_with(open)) continue;
      auto const begin = i + open.size();
      auto const end = text.find(close, begin);
      if (end == std::string_view::npos || end == begin || end - begin > longest_term) continue;
      auto term = corpus::fold_spaces(text.substr(begin, end - begin));
      while (!term.empty() && (term.back() == ',' || term.back() == '.')) term.pop_back();
      if (!term.empty() && term[0] >= 'A' && term[0] <= 'Z') out.push_back({i, end + close.size(), std::move(term)});
      i = end + close.size() - 1;
      break;
    }
  return out;
}

bool starts_with_word(std::string_view text, std::initializer_list<std::string_view> words) {
  while (!text.empty() && (text[0] == ' ' || text[0] == ')' || text[0] == ',')) text.remove_prefix(1);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
  });
}

/// "Everything that it makes is" called so: the verb tells nothing of the thing.
std::string_view without_be(std::string_view words) {
  for (std::string_view const verb : {" is ", " are "})
    if (words.ends_with(verb)) words.remove_suffix(verb.size() - 1);
  return words;
}

/// The words that define a term: behind it ("means ..."), else before it ("... (“Pictures”)", "are called “Tracks”").
std::optional<std::string_view> definition_of(std::string_view sentence, Quoted const& quoted) {
  auto const after = sentence.substr(quoted.end);
  if (starts_with_word(after, {"means", "mean", "is any", "is an", "is a", "are any", "are the", "refers to",
                               "refer to", "includes", "include"}))
    return after;
  auto before = sentence.substr(0, quoted.begin);
  auto const tail = before.size() > 60 ? before.substr(before.size() - 60) : before;
  for (auto const cue : {std::string_view("("), std::string_view("called a "), std::string_view("called "),
                         std::string_view("referred to as "), std::string_view("referred to in these Terms as ")})
    if (auto const at = tail.rfind(cue); at != std::string_view::npos && tail.find(')', at) == std::string_view::npos)
      return without_be(before.substr(0, before.size() - tail.size() + at));
  return std::nullopt;
}

/// Whether the words near the term speak of the concept. Behind a term the first words count, before
/// it the last ones.
bool speaks_of(std::string_view words, bool from_end, std::string_view concept_name, corpus::Lexicon const& concepts) {
  auto const tokens = corpus::tokenize(words);
  if (tokens.empty()) return false;
  Matcher matcher(concepts, tokens);
  auto const size = static_cast<std::uint32_t>(tokens.size());
  auto const& found = matcher.find_concept(concepts.id(concept_name));
  return std::any_of(found.begin(), found.end(), [&](corpus::Match const& m) {
    return from_end ? m.end + reach_before >= size : m.begin <= reach_after;
  });
}

/// A term that has a meaning of its own ("Output", "Services", "Customer") needs none.
bool speaks_for_itself(std::string const& term, corpus::Lexicon const& concepts) {
  if (!concepts.has("own_meaning")) return false;
  auto const tokens = corpus::tokenize(term);
  Matcher matcher(concepts, tokens);
  return !matcher.find_concept(concepts.id("own_meaning")).empty();
}

/// Term and concept, in the order of the words.
using Definitions = std::vector<std::pair<std::string, std::string>>;

Definitions definitions_in(std::string_view leaf, corpus::Lexicon const& concepts) {
  Definitions out;
  for (auto const at : corpus::sentences(leaf)) {
    auto const sentence = corpus::slice(leaf, at);
    for (auto const& quoted : quoted_terms(sentence)) {
      auto const words = definition_of(sentence, quoted);
      if (!words || speaks_for_itself(quoted.term, concepts)) continue;
      bool const from_end = words->data() < sentence.data() + quoted.begin;
      std::string only;
      int fits = 0;
      for (auto const& name : concepts.definable())
        if (concepts.has(name) && speaks_of(*words, from_end, name, concepts)) only = name, ++fits;
      if (fits == 1) out.emplace_back(quoted.term, only);
    }
  }
  return out;
}

}  // namespace

DefinedTerms find_defined_terms(corpus::Document const& document, corpus::Lexicon const& concepts) {
  // A history repeats its paragraphs: what one defines is worked out once by each thread.
  constexpr std::size_t most_kept = 20'000;
  thread_local corpus::Lexicon const* kept_for = nullptr;
  thread_local std::unordered_map<std::uint64_t, Definitions> kept;
  if (kept_for != &concepts || kept.size() > most_kept) kept.clear();
  kept_for = &concepts;

  DefinedTerms out;
  for (auto const& node : document.nodes) {
    if (node.text.empty() || (node.kind != corpus::NodeKind::paragraph && node.kind != corpus::NodeKind::table_cell))
      continue;
    auto const leaf = corpus::slice(document.text, node.text);
    if (leaf.find("\u201C") == std::string_view::npos && leaf.find('"') == std::string_view::npos) continue;
    auto const key = corpus::hash64(leaf);
    auto it = kept.find(key);
    if (it == kept.end()) it = kept.emplace(key, definitions_in(leaf, concepts)).first;
    for (auto const& [term, meaning] : it->second)
      if (out.size() < most_terms) out.emplace(term, meaning);
  }
  return out;
}

namespace {

std::string joined(std::vector<std::string> found) {
  std::sort(found.begin(), found.end());
  std::string out;
  for (auto const& one : found) out.append(out.empty() ? "" : ";").append(one);
  return out;
}

}  // namespace

std::string all_terms(DefinedTerms const& terms) {
  std::vector<std::string> all;
  for (auto const& [term, name] : terms) all.emplace_back(name).append("=").append(term);
  return joined(std::move(all));
}

std::string defined_terms_in(DefinedTerms const& terms, std::string_view lead_in, std::string_view text) {
  std::vector<std::string> found;
  for (auto const& [term, name] : terms)
    if (text.find(term) != std::string_view::npos || lead_in.find(term) != std::string_view::npos)
      found.emplace_back(name).append("=").append(term);
  return joined(std::move(found));
}

}  // namespace smallprint::parser
