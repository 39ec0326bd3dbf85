#include "query/question_terms.hpp"

#include "corpus/text.hpp"
#include "query/fts_expression.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace smallprint::query {
namespace {

constexpr double most_weight = 6.0;    // of a word that is nowhere: it must not outweigh all others
constexpr double least_weight = 0.25;  // of one that is everywhere
constexpr double vague = 0.3;          // taken of the weight of a `vague_word`
constexpr double no_matter = 0.7;      // and of a word that no matter knows

/// A matter found in the question.
struct Place {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t matter = 0;
};

/// Adds a term; one of which the question speaks already ("a ten-year-old ... the child") makes that one weightier.
void join(std::vector<QuestionTerm>& terms, QuestionTerm term) {
  for (auto& known : terms) {
    if (term.matters.empty() || known.matters != term.matters) continue;
    known.words += ", " + term.words;
    known.weight = std::max(known.weight, term.weight);
    return;
  }
  terms.push_back(std::move(term));
}

}  // namespace

double QuestionTerms::rarity(std::string const& expression) {
  if (auto const it = rarities_.find(expression); it != rarities_.end()) return it->second;
  auto const all = static_cast<double>(store_.counts().texts);
  auto const holding = store_.count(expression);
  double const weight = std::log((all + 1) / ((holding ? static_cast<double>(*holding) : 0) + 1));
  return rarities_.emplace(expression, std::clamp(weight, least_weight, most_weight)).first->second;
}

std::vector<QuestionTerm> QuestionTerms::read(std::string_view question) {
  auto const tokens = corpus::tokenize(question);
  corpus::Matcher matter_of(lexicons_.matter_phrases, tokens);
  corpus::Matcher words(lexicons_.concepts, tokens);
  auto const those_in = [&](std::string_view name) {
    std::vector<bool> out(tokens.size(), false);
    if (lexicons_.concepts.has(name))
      for (auto const& match : words.find_concept(lexicons_.concepts.id(name)))
        std::fill(out.begin() + match.begin, out.begin() + match.end, true);
    return out;
  };
  auto content = those_in("question_word");
  content.flip();
  auto const is_vague = those_in("vague_word");

  std::vector<Place> places;
  auto const usable = without_.has(Mechanism::matters) ? 0 : lexicons_.matters.size();
  for (std::uint32_t m = 0; m < usable; ++m)
    for (auto const& match : matter_of.find_concept(lexicons_.matters[m].concept_id))
      places.push_back({match.begin, match.end, m});
  std::stable_sort(places.begin(), places.end(),
                   [](Place const& a, Place const& b) { return a.end - a.begin > b.end - b.begin; });

  // Words that stand close in one matter are one term; the others each their own.
  std::vector<std::vector<std::uint32_t>> groups;
  std::vector<bool> taken(tokens.size(), false);
  for (auto const& place : places) {
    std::vector<std::uint32_t> group;
    for (auto i = place.begin; i < place.end; ++i)
      if (content[i]) group.push_back(i);
    bool const free = std::none_of(group.begin(), group.end(), [&](std::uint32_t i) { return taken[i]; });
    if (group.size() < 2 || !free) continue;
    for (auto const i : group) taken[i] = true;
    groups.push_back(std::move(group));
  }
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    if (content[i] && !taken[i]) groups.push_back({i});
  std::sort(groups.begin(), groups.end());

  std::vector<QuestionTerm> out;
  std::set<std::string> seen;
  for (auto const& group : groups) {
    QuestionTerm term;
    std::set<std::string> searched;
    for (auto const i : group) {
      auto const word = corpus::fold(corpus::slice(question, tokens[i].span));
      term.words += (term.words.empty() ? "" : " ") + word;
      term.stems.push_back(tokens[i].stem);
      searched.insert(word);
    }
    if (!seen.insert(term.words).second) continue;
    for (auto const& place : places) {
      bool const covers = group.front() >= place.begin && group.back() < place.end;
      bool const known = std::find(term.matters.begin(), term.matters.end(), place.matter) != term.matters.end();
      if (!covers || known) continue;
      term.matters.push_back(place.matter);
      auto const& anchors = lexicons_.matters[place.matter].anchors;
      searched.insert(anchors.begin(), anchors.end());
    }
    term.expression = language::fts_any(std::vector<std::string>(searched.begin(), searched.end()));
    bool const says_little = group.size() == 1 && is_vague[group.front()];
    if (says_little) term.matters.clear();
    term.vague = says_little;
    term.weight = rarity(term.expression) * (says_little ? vague : term.matters.empty() ? no_matter : 1.0);
    join(out, std::move(term));
  }
  return out;
}

}  // namespace smallprint::query
