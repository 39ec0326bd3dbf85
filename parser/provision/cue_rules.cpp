#include "parser/provision/cue_rules.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace smallprint::parser {
namespace {

using corpus::Match;
using corpus::Modality;
using corpus::Token;

/// The second word of "provided that".
bool is_proviso(Words const& words, std::uint32_t at) {
  auto const word = [&](std::uint32_t i) { return corpus::fold(corpus::slice(words.text, words.tokens[i].span)); };
  return at > 0 && word(at) == "that" && (word(at - 1) == "provided" || word(at - 1) == "providing");
}

}  // namespace

bool is_joining(Words const& words, std::uint32_t at) {
  constexpr std::array<std::string_view, 5> joining{"and", "or", "but", "then", "so"};
  auto const word = corpus::fold(corpus::slice(words.text, words.tokens[at].span));
  return std::find(joining.begin(), joining.end(), word) != joining.end();
}

bool is_possessive(Words const& words, Subject const& subject) {
  auto const word = corpus::fold(corpus::slice(words.text, words.tokens[subject.at.end - 1].span));
  return word == "your" || word == "our" || word.ends_with("'s");
}

void drop_hypothetical(std::vector<FoundCue>& cues, std::vector<FoundQualifier> const& qualifiers) {
  std::erase_if(cues, [&](FoundCue const& cue) {
    return std::any_of(qualifiers.begin(), qualifiers.end(), [&](FoundQualifier const& q) {
      return q.kind != corpus::Qualifier::Kind::limit && cue.at.begin > q.at.begin && cue.at.end <= q.at.end;
    });
  });
}

void drop_relative(std::vector<FoundCue>& cues, std::vector<Subject> const& subjects, Words const& words) {
  std::erase_if(cues, [&](FoundCue const& cue) {
    return std::any_of(subjects.begin(), subjects.end(), [&](Subject const& subject) {
      auto const at = subject.at.begin;
      return subject.at.end == cue.at.begin && at >= 2 && words.tokens[at].before == Token::Break::none &&
             !is_joining(words, at - 1) && !is_proviso(words, at - 1);
    });
  });
}

void free_provisos(std::vector<FoundQualifier>& qualifiers, std::vector<FoundCue> const& cues,
                   std::vector<Subject> const& subjects, bool banned) {
  std::erase_if(qualifiers, [&](FoundQualifier const& q) {
    if (q.kind != corpus::Qualifier::Kind::condition) return false;
    auto const forbids_before = [&](FoundCue const& cue) {
      return cue.at.end <= q.at.begin && cue.cue->modality == Modality::prohibition;
    };
    if (!banned && std::none_of(cues.begin(), cues.end(), forbids_before)) return false;
    return std::any_of(cues.begin(), cues.end(), [&](FoundCue const& cue) {
      return cue.cue->modality == Modality::permission &&
             std::any_of(subjects.begin(), subjects.end(), [&](Subject const& subject) {
               return subject.at.begin == q.words_end && subject.at.end == cue.at.begin;
             });
    });
  });
}

void drop_unpromised(std::vector<FoundCue>& cues, std::vector<Match> const& promises, Words const& words) {
  std::vector<Match> denied;
  for (auto const& promise : promises)
    for (auto const& cue : cues)
      if (cue.cue->modality == Modality::disclaimer && promise.begin >= cue.at.begin && promise.begin < cue.at.end)
        denied.push_back(promise);
  std::erase_if(cues, [&](FoundCue const& cue) {
    return std::any_of(denied.begin(), denied.end(), [&](Match const& promise) {
      if (promise.end > cue.at.begin) return false;
      auto at = promise.end;
      while (at <= cue.at.begin && words.tokens[at].before == Token::Break::none) ++at;
      return at > cue.at.begin;
    });
  });
}

}  // namespace smallprint::parser
