#include "query/limits.hpp"

#include "query/sentence_before.hpp"

#include <algorithm>

namespace smallprint::query {

using corpus::Match;
using corpus::Verdict;

bool Limits::narrow(corpus::Provision const& provision, Match sentence, Verdict verdict) {
  if (verdict != Verdict::permitted && verdict != Verdict::restricted) return false;
  return for_some(provision) || (verdict == Verdict::permitted && followed_by("proviso", sentence));
}

bool Limits::for_some(corpus::Provision const& provision) {
  auto const& subject = provision.subject;
  if (subject.field != corpus::Field::text || subject.span.empty() || !lexicon_.has("some_users")) return false;
  auto const& found = text_.find_concept(lexicon_.id("some_users"));
  return std::any_of(found.begin(), found.end(),
                     [&](Match const& match) { return clause_.bytes(match.begin, match.end).contains(subject.span); });
}

bool Limits::excess_only(corpus::Provision const& provision, Match sentence) {
  if (provision.modality != corpus::Modality::prohibition || !lexicon_.has("excess")) return false;
  if (!points_back(lexicon_, text_, sentence)) return false;
  auto const& found = text_.find_concept(lexicon_.id("excess"));
  return std::any_of(found.begin(), found.end(),
                     [&](Match const& match) { return match.begin >= sentence.begin && match.end <= sentence.end; });
}

bool Limits::followed_by(std::string_view concept_name, Match sentence) {
  auto const at = std::find(sentences_.begin(), sentences_.end(), sentence);
  if (at == sentences_.end() || at + 1 == sentences_.end() || !lexicon_.has(concept_name)) return false;
  auto const& found = text_.find_concept(lexicon_.id(concept_name));
  return std::any_of(found.begin(), found.end(), [&](Match const& match) { return match.begin == (at + 1)->begin; });
}

}  // namespace smallprint::query
