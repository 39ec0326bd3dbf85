#include "parser/provision/provisions.hpp"

#include "corpus/phrase.hpp"
#include "corpus/text.hpp"
#include "parser/provision/cue_rules.hpp"
#include "parser/provision/field_words.hpp"
#include "parser/provision/parties.hpp"
#include "parser/provision/short_forms.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace smallprint::parser {
namespace {

using corpus::Bearer;
using corpus::Field;
using corpus::Located;
using corpus::Match;
using corpus::Matcher;
using corpus::Modality;
using corpus::Provision;
using corpus::Token;

constexpr std::size_t most_known = 50'000;  // clause texts whose provisions are remembered

}  // namespace

struct ProvisionFinder::Impl {
  corpus::Lexicons const& lexicons;
  corpus::PatternSet cues;
  corpus::PatternSet qualifiers;
  corpus::PatternSet ban_headings;
  corpus::PatternSet permit_headings;
  std::array<std::pair<std::uint32_t, Bearer>, 4> parties{};
  std::uint32_t thing = UINT32_MAX;         ///< concept of what acts are done to
  std::uint32_t subordinator = UINT32_MAX;  ///< concept of words that open a subordinate clause ("when")
  std::uint32_t unpromised = UINT32_MAX;    ///< concept of what introduces the content of a promise, up to its "that"
  ShortForms short_forms;

  explicit Impl(corpus::Lexicons const& l)
      : lexicons(l),
        cues(l.concepts),
        qualifiers(l.concepts),
        ban_headings(l.concepts),
        permit_headings(l.concepts),
        short_forms(l.concepts) {
    // Patterns were compiled once by load_lexicons(): they cannot fail here.
    for (std::uint32_t i = 0; i < l.cues.size(); ++i)
      for (auto const& pattern : l.cues[i].patterns) static_cast<void>(cues.add(pattern, i, "cue"));
    for (std::uint32_t i = 0; i < l.qualifiers.size(); ++i)
      for (auto const& pattern : l.qualifiers[i].patterns) static_cast<void>(qualifiers.add(pattern, i, "qualifier"));
    if (l.concepts.has("ban_heading")) static_cast<void>(ban_headings.add("@ban_heading", 0, "ban_heading"));
    if (l.concepts.has("permit_heading"))
      static_cast<void>(permit_headings.add("@permit_heading", 0, "permit_heading"));
    if (l.concepts.has("subordinator")) subordinator = l.concepts.id("subordinator");
    if (l.concepts.has("unpromised")) unpromised = l.concepts.id("unpromised");
    if (l.concepts.has("thing")) thing = l.concepts.id("thing");
    constexpr std::array<std::pair<std::string_view, Bearer>, 4> names{{{"both_parties", Bearer::both},
                                                                        {"third_party", Bearer::third_party},
                                                                        {"user_party", Bearer::user},
                                                                        {"provider_party", Bearer::provider}}};
    for (std::size_t i = 0; i < names.size(); ++i)
      parties[i] = {l.concepts.has(names[i].first) ? l.concepts.id(names[i].first) : UINT32_MAX, names[i].second};
  }

  mutable std::mutex known_mutex;
  mutable std::unordered_map<std::uint64_t, bool> banning;                        ///< headings, by their hash
  mutable std::unordered_map<std::string, std::vector<corpus::Provision>> known;  ///< by text, lead-in and parties

  [[nodiscard]] bool rules(std::string const& heading) const;
  [[nodiscard]] std::vector<FoundCue> cues_in(Matcher& matcher, std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] std::vector<Subject> subjects_in(Matcher& matcher, Words const& words, Parties const& names) const;
  [[nodiscard]] std::optional<Subject> subject_of_fact(Matcher& matcher, Words const& words,
                                                       std::vector<Subject> const& subjects, Match sentence) const;
  [[nodiscard]] Located object_in(Matcher& matcher, Words const& words, Located const& act) const;
  [[nodiscard]] std::vector<FoundQualifier> qualifiers_in(Matcher& matcher, Words const& words, std::uint32_t begin,
                                                          std::uint32_t end) const;
};

/// Cues that do not overlap: the weightier one wins, then the longer, then the earlier.
std::vector<FoundCue> ProvisionFinder::Impl::cues_in(Matcher& matcher, std::uint32_t begin, std::uint32_t end) const {
  std::vector<FoundCue> all;
  for (auto const& match : matcher.find(cues, begin, end)) all.push_back({match, &lexicons.cues[match.rule]});
  std::stable_sort(all.begin(), all.end(), [](FoundCue const& a, FoundCue const& b) {
    if (a.cue->weight != b.cue->weight) return a.cue->weight > b.cue->weight;
    return a.at.size() > b.at.size();
  });
  std::vector<FoundCue> kept;
  for (auto const& one : all) {
    bool const free = std::none_of(kept.begin(), kept.end(), [&](FoundCue const& k) {
      return one.at.begin < k.at.end && k.at.begin < one.at.end;
    });
    if (free) kept.push_back(one);
  }
  // A noun that looks like a cue ("by automated means") has kept cues off its words, and states nothing.
  std::erase_if(kept, [](FoundCue const& k) { return k.cue->modality == Modality::statement; });
  std::sort(kept.begin(), kept.end(), [](FoundCue const& a, FoundCue const& b) { return a.at.begin < b.at.begin; });
  return kept;
}

std::vector<Subject> ProvisionFinder::Impl::subjects_in(Matcher& matcher, Words const& words,
                                                        Parties const& names) const {
  std::vector<Subject> out;
  for (auto const& [id, bearer] : parties) {
    if (id == UINT32_MAX) continue;
    for (auto const& match : matcher.find_concept(id)) out.push_back({bearer, match});
  }
  auto const add_names = [&](std::vector<std::string> const& list, Bearer bearer) {
    for (auto const& name : list) {
      auto const parts = corpus::words(name);
      for (std::uint32_t i = 0; i + parts.size() <= words.tokens.size(); ++i) {
        std::size_t same = 0;
        while (same < parts.size() &&
               corpus::slice(words.text, words.tokens[i + same].span) == corpus::slice(name, parts[same]))
          ++same;
        if (!parts.empty() && same == parts.size())
          out.push_back({bearer, {i, i + static_cast<std::uint32_t>(parts.size()), 0}});
      }
    }
  };
  add_names(names.provider, Bearer::provider);
  add_names(names.user, Bearer::user);
  std::stable_sort(out.begin(), out.end(), [](Subject const& a, Subject const& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.at.end > b.at.end;
  });
  return out;
}

/// The first thing that stands in the act's words.
Located ProvisionFinder::Impl::object_in(Matcher& matcher, Words const& words, Located const& act) const {
  if (thing == UINT32_MAX) return {act.field, {}};
  for (auto const& match : matcher.find_concept(thing)) {
    auto const at = words.located(match.begin, match.end);
    if (act.span.contains(at.span)) return at;
  }
  return {act.field, {}};
}

/// Who a sentence without cue speaks of: the party it begins with, or, behind a subordinate clause
/// ("After you close your account we delete ..."), the last one near its head.
std::optional<Subject> ProvisionFinder::Impl::subject_of_fact(Matcher& matcher, Words const& words,
                                                              std::vector<Subject> const& subjects,
                                                              Match sentence) const {
  bool behind = false;
  if (subordinator != UINT32_MAX)
    for (auto const& match : matcher.find_concept(subordinator)) behind = behind || match.begin == sentence.begin;
  std::optional<Subject> out;
  for (auto const& subject : subjects) {
    if (subject.at.begin < sentence.begin ||
        subject.at.end > std::min(sentence.end, sentence.begin + (behind ? 16 : 8)))
      continue;
    if (is_possessive(words, subject) || (out && !behind)) continue;
    out = subject;
  }
  return out;
}

std::vector<FoundQualifier> ProvisionFinder::Impl::qualifiers_in(Matcher& matcher, Words const& words,
                                                                 std::uint32_t begin, std::uint32_t end) const {
  constexpr std::uint32_t opening = 1;  // "However, if you ..." begins with its condition too
  std::vector<FoundQualifier> out;
  std::uint32_t covered = begin;
  for (auto const& match : matcher.find(qualifiers, begin, end)) {
    if (match.begin < covered) continue;
    // At the head of a sentence a comma ends it ("Except as permitted by law, you may not"); later it
    // runs to the end of the clause.
    auto const kind = lexicons.qualifiers[match.rule].kind;
    bool const opens_part = begin + opening < match.begin && words.tokens[match.begin].before == Token::Break::comma &&
                            is_joining(words, match.begin - 1);
    bool const to_comma = match.begin <= begin + opening || opens_part || kind == corpus::Qualifier::Kind::law_carve;
    auto stop = match.end;
    auto const limit = !out.empty() && match.begin < out.back().at.end ? out.back().at.end : end;  // inside another
    while (stop < limit && words.tokens[stop].before < (to_comma ? Token::Break::comma : Token::Break::clause)) ++stop;
    bool const more = opens_part && stop < end && words.tokens[stop].before == Token::Break::comma;
    out.push_back({{match.begin, stop, 0}, kind, match.end, more});
    covered = match.end;
  }
  // "We may suspend your account where:" leaves its conditions to the items.
  if (subordinator != UINT32_MAX && end > begin + 1)
    for (auto const& match : matcher.find_concept(subordinator))
      if (match.end == end && match.begin >= covered)
        out.push_back({{match.begin, end, 0}, corpus::Qualifier::Kind::condition, end, false});
  return out;
}

namespace {

/// Who the cue speaks of: the nearest party before it in its sentence; a possessive ("your content
/// may not be") is the thing's owner, not the bearer, so it counts only when nothing better stands there.
Subject subject_before(std::vector<Subject> const& subjects, Words const& words, FoundCue const& cue,
                       std::uint32_t sentence) {
  Subject best;
  for (auto const& subject : subjects) {
    // "nor may you": the subject ends the cue.
    if (cue.cue->modality == Modality::prohibition && cue.cue->id == "may-not" && subject.at.end == cue.at.end)
      return subject;
    bool const inside = subject.at.end > cue.at.begin;  // "grant us a license": whom, not who
    if (subject.at.begin < sentence || subject.at.begin >= cue.at.end || (inside && best.bearer != Bearer::unknown))
      continue;
    bool const possessive = is_possessive(words, subject);
    bool const far = cue.at.begin > subject.at.end + 12;
    if ((possessive || far) && best.bearer != Bearer::unknown) continue;
    best = {possessive ? Bearer::unknown : subject.bearer, subject.at};
  }
  return best;
}

void attach(std::vector<FoundQualifier> const& found, Words const& words, Provision& out) {
  for (auto const& one : found) out.qualifiers.push_back({one.kind, words.located(one.at.begin, one.at.end)});
}

/// A provider that may do something has reserved a power.
Modality settle(Modality modality, Bearer bearer) {
  return modality == Modality::permission && bearer == Bearer::provider ? Modality::power : modality;
}

/// "You undertake: not to resell": the item turns what the lead-in demands.
bool begins_with_not(Words const& words) {
  return !words.tokens.empty() && corpus::fold(corpus::slice(words.text, words.tokens.front().span)) == "not";
}

/// A grant gives the right to the other side.
Bearer granted_to(std::string_view rule, Bearer subject) {
  if (rule != "grant") return subject;
  if (subject == Bearer::provider) return Bearer::user;
  if (subject == Bearer::user) return Bearer::provider;
  return subject;
}

}  // namespace

ProvisionFinder::ProvisionFinder(corpus::Lexicons const& lexicons) : impl_(std::make_unique<Impl>(lexicons)) {}
ProvisionFinder::~ProvisionFinder() = default;

bool ProvisionFinder::Impl::rules(std::string const& heading) const {
  if (heading.empty() || ban_headings.empty()) return false;
  auto const key = corpus::hash64(heading);
  {
    std::lock_guard const lock(known_mutex);
    if (auto const it = banning.find(key); it != banning.end()) return it->second;
  }
  auto const tokens = corpus::tokenize(heading);
  Matcher matcher(lexicons.concepts, tokens);
  bool const found = !matcher.find(ban_headings).empty() || !matcher.find(permit_headings).empty();
  std::lock_guard const lock(known_mutex);
  if (banning.size() >= most_known) banning.clear();
  return banning.emplace(key, found).first->second;
}

std::vector<Provision> ProvisionFinder::find(corpus::ClauseText const& clause) const {
  // A text that comes again under another heading states the same, unless the heading bans or permits.
  if (impl_->rules(clause.heading)) return find_anew(clause);
  auto const key = corpus::ClauseText{"", clause.lead_in, clause.text, clause.parties}.key();
  {
    std::lock_guard const lock(impl_->known_mutex);
    if (auto const it = impl_->known.find(key); it != impl_->known.end()) return it->second;
  }
  auto found = find_anew(clause);
  std::lock_guard const lock(impl_->known_mutex);
  if (impl_->known.size() >= most_known) impl_->known.clear();
  impl_->known.emplace(key, found);
  return found;
}

std::vector<Provision> ProvisionFinder::find_anew(corpus::ClauseText const& clause) const {
  auto const names = parse_parties(clause.parties);
  Words const text(Field::text, clause.text);
  Words const lead(Field::lead_in, clause.lead_in);
  Matcher text_matcher(impl_->lexicons.concepts, text.tokens);
  Matcher lead_matcher(impl_->lexicons.concepts, lead.tokens);
  constexpr std::size_t most_of_item = 30;    // words
  constexpr std::uint32_t shared_object = 2;  // words of a verb that leaves its object to the next
  auto const subjects = impl_->subjects_in(text_matcher, text, names);
  auto const size = static_cast<std::uint32_t>(text.tokens.size());
  auto out = impl_->short_forms.row(text_matcher, text, lead_matcher, lead);
  if (!out.empty()) return out;

  // What the lead-in leaves open for its items: its last cue whose act follows.
  std::optional<Provision> inherited;
  if (!lead.tokens.empty()) {
    auto const lead_size = static_cast<std::uint32_t>(lead.tokens.size());
    auto const found = impl_->cues_in(lead_matcher, 0, lead_size);
    auto const lead_subjects = impl_->subjects_in(lead_matcher, lead, names);
    for (auto it = found.rbegin(); it != found.rend(); ++it) {
      bool const weaker = inherited && it->cue->weight <= 1 && inherited->modality == Modality::prohibition;
      if (inherited && (weaker || it->cue->modality != Modality::prohibition)) continue;
      std::uint32_t sentence = it->at.begin;
      while (sentence > 0 && lead.tokens[sentence].before != Token::Break::sentence) --sentence;
      auto const subject = subject_before(lead_subjects, lead, *it, sentence);
      auto const bearer =
          it->cue->bearer != Bearer::unknown ? it->cue->bearer : granted_to(it->cue->id, subject.bearer);
      Provision provision;
      provision.bearer = bearer;
      provision.modality = settle(it->cue->modality, bearer);
      provision.cue = lead.located(it->at.begin, it->at.end);
      provision.subject = lead.located(subject.at.begin, subject.at.end);
      provision.rule = it->cue->id;
      attach(impl_->qualifiers_in(lead_matcher, lead, sentence, lead_size), lead, provision);
      inherited = std::move(provision);
    }
  }
  if (!inherited && !clause.heading.empty() && !impl_->ban_headings.empty()) {
    Words const heading(Field::heading, clause.heading);
    Matcher heading_matcher(impl_->lexicons.concepts, heading.tokens);
    auto const inherit = [&](Match const& at, Modality modality, std::string_view rule) {
      Provision provision;
      provision.modality = modality;
      provision.bearer = Bearer::user;
      provision.cue = heading.located(at.begin, at.end);
      provision.rule = rule;
      inherited = std::move(provision);
    };
    if (auto const bans = heading_matcher.find(impl_->ban_headings); !bans.empty()) {
      inherit(bans.back(), Modality::prohibition, "ban-heading");
    } else if (text.tokens.size() <= most_of_item && subjects.empty()) {
      // A permission is taken over by bare items only: "Printing the output", not "We may close your account."
      auto const permits = heading_matcher.find(impl_->permit_headings);
      if (!permits.empty() && impl_->cues_in(text_matcher, 0, size).empty()) {
        inherit(permits.back(), Modality::permission, "permit-heading");
        auto const heading_size = static_cast<std::uint32_t>(heading.tokens.size());
        attach(impl_->qualifiers_in(heading_matcher, heading, permits.back().begin, heading_size), heading, *inherited);
      }
    }
  }

  if (begins_with_not(text) && !lead.tokens.empty() && (!inherited || inherited->modality != Modality::prohibition)) {
    if (!inherited) {
      inherited.emplace();
      for (auto const& subject : impl_->subjects_in(lead_matcher, lead, names))
        if (inherited->bearer == Bearer::unknown && !is_possessive(lead, subject)) {
          inherited->bearer = subject.bearer;
          inherited->subject = lead.located(subject.at.begin, subject.at.end);
        }
    }
    inherited->modality = Modality::prohibition;
    inherited->cue = text.located(0, 1);
    inherited->rule = "not-item";
  }

  std::uint32_t before = 0;  // where the sentence before begins
  for (std::uint32_t begin = 0; begin < size;) {
    auto const end = text.sentence_end(begin);
    auto qualifiers = impl_->qualifiers_in(text_matcher, text, begin, end);
    auto found = impl_->cues_in(text_matcher, begin, end);
    if (impl_->unpromised != UINT32_MAX) drop_unpromised(found, text_matcher.find_concept(impl_->unpromised), text);
    bool const first = begin == 0;
    free_provisos(qualifiers, found, subjects, first && inherited && inherited->modality == Modality::prohibition);
    drop_hypothetical(found, qualifiers);
    if (first && inherited && inherited->modality == Modality::prohibition && inherited->cue.field == Field::lead_in)
      drop_relative(found, subjects, text);
    bool const own_subject = !found.empty() &&
                             subject_before(subjects, text, found.front(), begin).at.begin < begin + 6 &&
                             subject_before(subjects, text, found.front(), begin).bearer != Bearer::unknown;
    bool const heading_only = inherited && inherited->rule == "ban-heading";
    if (inherited && (first || heading_only) && !(own_subject && heading_only)) {
      auto provision = *inherited;
      auto act_end = end;
      if (own_subject) act_end = found.front().at.begin;
      provision.act = text.located(begin, act_end);
      provision.object = impl_->object_in(text_matcher, text, provision.act);
      provision.sentence = text.located(begin, end);
      attach(qualifiers, text, provision);
      out.push_back(std::move(provision));
    }
    std::uint32_t previous = begin;
    for (std::size_t i = 0; i < found.size(); ++i) {
      auto const& cue = found[i];
      auto const subject = subject_before(subjects, text, cue, begin);
      Provision provision;
      provision.bearer = cue.cue->bearer != Bearer::unknown ? cue.cue->bearer : granted_to(cue.cue->id, subject.bearer);
      if (cue.cue->id == "do-not" && subject.bearer != Bearer::unknown) provision.bearer = subject.bearer;
      bool const fact = cue.cue->needs_party && provision.bearer == Bearer::unknown;
      provision.modality = fact ? Modality::statement : settle(cue.cue->modality, provision.bearer);
      provision.cue = text.located(cue.at.begin, cue.at.end);
      provision.subject = text.located(subject.at.begin, subject.at.end);
      auto next = i + 1 < found.size() ? found[i + 1].at.begin : end;
      // "may publish but not sell the output": both verbs have one object.
      if (i + 1 < found.size() && found[i + 1].cue->id == "but-not" && next <= cue.at.end + shared_object)
        next = i + 2 < found.size() ? found[i + 2].at.begin : end;
      auto from = previous;
      if (cue.cue->id == "may-do-so" && impl_->subordinator != UINT32_MAX)  // of what stands nearest
        for (auto const& match : text_matcher.find_concept(impl_->subordinator))
          if (match.begin > previous && match.end < cue.at.begin) from = match.begin;
      provision.act = cue.cue->act_before ? text.located(from, cue.at.begin) : text.located(cue.at.end, next);
      if (!cue.cue->act_before && cue.at.end >= next) provision.act = text.located(begin, cue.at.begin);
      provision.object = impl_->object_in(text_matcher, text, provision.act);
      provision.sentence = text.located(begin, end);
      provision.rule = cue.cue->id;
      previous = cue.at.end;
      auto const part = std::find_if(qualifiers.begin(), qualifiers.end(), [&](FoundQualifier const& q) {
        return q.opens_part && !cue.cue->act_before && q.at.begin > cue.at.end + 1 && q.at.end < next;
      });
      if (part == qualifiers.end()) {
        attach(qualifiers, text, provision);
        out.push_back(std::move(provision));
        continue;
      }
      // Two acts under one cue, and a condition of the second alone.
      auto second = provision;
      second.act = text.located(part->at.end, next);
      second.object = impl_->object_in(text_matcher, text, second.act);
      attach(qualifiers, text, second);
      provision.act = text.located(cue.at.end, part->at.begin - 1);
      provision.object = impl_->object_in(text_matcher, text, provision.act);
      for (auto const& q : qualifiers)
        if (&q != &*part) attach({q}, text, provision);
      out.push_back(std::move(provision));
      out.push_back(std::move(second));
    }
    auto answer =
        first ? std::nullopt : impl_->short_forms.answer(text_matcher, text, {before, begin, 0}, {begin, end, 0});
    if (answer) {
      // What is asked is not stated: the answer says it.
      std::erase_if(out, [&](Provision const& p) { return p.sentence.span.begin == answer->sentence.span.begin; });
      attach(qualifiers, text, *answer);
      out.push_back(std::move(*answer));
    }
    if (found.empty() && !answer && !(inherited && (first || heading_only))) {
      Provision provision;
      if (auto const subject = impl_->subject_of_fact(text_matcher, text, subjects, {begin, end, 0})) {
        provision.bearer = subject->bearer;
        provision.subject = text.located(subject->at.begin, subject->at.end);
      }
      provision.act = text.located(begin, end);
      provision.object = impl_->object_in(text_matcher, text, provision.act);
      provision.sentence = provision.act;
      provision.rule = "statement";
      attach(qualifiers, text, provision);
      out.push_back(std::move(provision));
    }
    before = begin;
    begin = end;
  }
  return out;
}

}  // namespace smallprint::parser
