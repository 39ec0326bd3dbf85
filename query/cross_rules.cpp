#include "query/cross_rules.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <optional>

namespace smallprint::query {
namespace {

using corpus::Match;
using corpus::Token;

constexpr std::size_t most_read = 60;     // clauses of one authority that may hold such a rule
constexpr std::size_t most_kept = 4'096;  // authorities and dates
// What every clause that holds such a rule must hold.
constexpr char const* wanted =
    "((conflict OR conflicts OR contradict OR contradiction OR inconsistency OR inconsistent OR discrepancy) AND "
    "(prevail OR prevails OR precedence OR priority OR control OR controls OR govern OR governs OR supersede)) OR "
    "((clause OR section OR article OR paragraph) AND not AND apply AND "
    "(consumer OR consumers OR resident OR residents OR business OR businesses OR user OR users OR customer OR "
    "customers OR subscriber OR subscribers))";

/// Where a document is named, and which.
struct Named {
  Match at;
  std::vector<std::size_t> documents;
};

std::vector<Match> places_of(corpus::Lexicon const& lexicon, corpus::Matcher& matcher, std::string_view name,
                             Match sentence) {
  std::vector<Match> out;
  if (!lexicon.has(name)) return out;
  for (auto const& match : matcher.find_concept(lexicon.id(name)))
    if (match.begin >= sentence.begin && match.end <= sentence.end) out.push_back(match);
  return out;
}

/// Where the words of a document type stand in the sentence.
std::optional<Match> place_of(std::vector<Token> const& type, std::vector<Token> const& text, Match sentence) {
  auto const same = [](Token const& a, Token const& b) { return a.stem == b.stem; };
  auto const from = text.begin() + sentence.begin;
  auto const to = text.begin() + sentence.end;
  auto const at = std::search(from, to, type.begin(), type.end(), same);
  if (at == to || type.empty()) return std::nullopt;
  auto const begin = static_cast<std::uint32_t>(at - text.begin());
  return Match{begin, begin + static_cast<std::uint32_t>(type.size()), 0};
}

/// "9" of "Clause 9 does not apply", "3.2(b)": the number behind the first word of `at`.
std::string label_behind(std::string_view text, std::uint32_t at) {
  constexpr std::string_view part = "0123456789.()abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  while (at < text.size() && text[at] == ' ') ++at;
  auto const end = std::min(text.find_first_not_of(part, at), text.size());
  auto label = std::string(text.substr(at, end - at));
  while (!label.empty() && label.back() == '.') label.pop_back();
  return label.empty() || label[0] < '0' || label[0] > '9' ? "" : label;
}

}  // namespace

bool CrossRules::exempts(std::size_t document, std::string_view label) const {
  return std::any_of(exemptions.begin(), exemptions.end(), [&](Exemption const& one) {
    if (one.document != document || !label.starts_with(one.label)) return false;
    return label.size() == one.label.size() || label[one.label.size()] == '.' || label[one.label.size()] == '(';
  });
}

bool CrossRules::yields(std::size_t document, std::size_t other) const {
  return std::find(prevails.begin(), prevails.end(), std::pair(other, document)) != prevails.end();
}

corpus::Result<CrossRules const*> CrossRuleReader::of(Party const& party, std::string const& as_of) {
  auto const key = std::pair(party.name, as_of);
  if (auto const it = known_.find(key); it != known_.end()) return &it->second;
  index::Scope scope{as_of, {}, {}, {}};
  for (auto const& one : party.documents)
    if (one.version.capture == corpus::Capture::document) scope.documents.push_back(one.document.id);
  CrossRules out;
  if (!scope.documents.empty()) {
    auto const hits = store_.find(wanted, scope, most_read);
    if (!hits) return hits.error();
    std::vector<std::int64_t> ids;
    for (auto const& hit : *hits) ids.push_back(hit.text_id);
    reader_.prefetch(ids);
    for (auto const& hit : *hits) {
      auto const* text = reader_.text(hit.text_id);
      if (text == nullptr) continue;
      auto const at = std::find_if(party.documents.begin(), party.documents.end(),
                                   [&](index::Current const& c) { return c.document.id == hit.document_id; });
      read(party, static_cast<std::size_t>(at - party.documents.begin()), *text, out);
    }
  }
  if (known_.size() > most_kept) known_.clear();
  return &known_.emplace(key, std::move(out)).first->second;
}

void CrossRuleReader::read(Party const& party, std::size_t document, AnalysedText const& text, CrossRules& out) const {
  corpus::Matcher matcher(lexicon_, text.text);
  for (auto const sentence : text.sentences()) {
    for (auto const& match : places_of(lexicon_, matcher, "clause_not_for", sentence))
      if (auto label = label_behind(text.stored.text.text, text.text[match.begin].span.end); !label.empty())
        out.exemptions.push_back({document, std::move(label)});
    auto const prevailing = places_of(lexicon_, matcher, "prevails", sentence);
    if (prevailing.empty() || places_of(lexicon_, matcher, "contradiction", sentence).empty()) continue;
    std::vector<Named> named;
    for (auto const& match : places_of(lexicon_, matcher, "these_terms", sentence))
      named.push_back({match, {document}});
    std::vector<std::size_t> others;
    for (std::size_t d = 0; d < party.documents.size(); ++d) {
      if (d != document) others.push_back(d);
      auto const type = corpus::tokenize(party.documents[d].document.source.document_type);
      if (auto const at = place_of(type, text.text, sentence)) named.push_back({*at, {d}});
    }
    for (auto const& match : places_of(lexicon_, matcher, "any_document", sentence)) named.push_back({match, others});
    // The one that is named last before the verb holds; the rest that are named yield.
    Named const* winner = nullptr;
    for (auto const& one : named)
      if (one.at.end <= prevailing.back().begin && (winner == nullptr || one.at.end > winner->at.end)) winner = &one;
    if (winner == nullptr || winner->documents.size() != 1) continue;
    for (auto const& one : named)
      for (auto const loser : one.documents)
        if (loser != winner->documents.front()) out.prevails.emplace_back(winner->documents.front(), loser);
  }
}

}  // namespace smallprint::query
