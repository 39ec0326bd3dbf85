#include "query/stance.hpp"

#include "query/values.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

using corpus::Bearer;
using corpus::Field;
using corpus::Match;
using corpus::Modality;
using corpus::Provision;
using corpus::Qualifier;
using corpus::Reading;
using corpus::Span;
using corpus::Topic;
using corpus::Verdict;

constexpr double from_heading = 0.9;   // a heading's ban, said less plainly than a sentence's
constexpr double from_statement = 0.7; // a fact, no permission or ban

/// A clause's fields with the places of concepts in them.
struct Reader {
  AnalysedText const& clause;
  corpus::Matcher text, lead_in, heading;

  Reader(corpus::Lexicon const& lexicon, AnalysedText const& c)
      : clause(c), text(lexicon, c.text), lead_in(lexicon, c.lead_in), heading(lexicon, c.heading) {}
  bool outside(corpus::PatternSet const& set) { return !lead_in.find(set).empty() || !heading.find(set).empty(); }
  bool inside(corpus::PatternSet const& set, Match sentence) { return !text.find(set, sentence.begin, sentence.end).empty(); }
};

bool is_one_of(auto const& list, auto const& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

/// The provision that the words at `match` belong to: the one whose act holds most of them.
Provision const* provision_at(AnalysedText const& clause, Span sentence, Span match) {
  Provision const* best = nullptr;
  std::uint32_t best_overlap = 0;
  for (auto const& provision : clause.stored.provisions) {
    auto const at = provision.sentence.span;
    if (provision.sentence.field != Field::text || !at.overlaps(sentence)) continue;
    std::uint32_t overlap = 0;
    auto const count = [&](Span s) {
      if (s.overlaps(match)) overlap += std::min(s.end, match.end) - std::max(s.begin, match.begin);
    };
    if (provision.act.field == Field::text) count(provision.act.span);
    if (provision.cue.field == Field::text) count(provision.cue.span);
    if (best == nullptr || overlap > best_overlap) {
      best = &provision;
      best_overlap = overlap;
    }
  }
  return best;
}

bool bearer_fits(Topic const& topic, Reading const& reading, Bearer bearer) {
  if (!reading.bearers.empty()) return is_one_of(reading.bearers, bearer);
  if (bearer == Bearer::unknown || bearer == Bearer::both || topic.bearer == Bearer::unknown) return true;
  if (topic.bearer == Bearer::user) return bearer != Bearer::provider;
  return bearer == topic.bearer;
}

std::optional<Verdict> by_modality(Topic const& topic, Provision const& provision) {
  switch (provision.modality) {
    case Modality::prohibition: return topic.on_prohibition;
    case Modality::permission:
    case Modality::power: return topic.on_permission;
    case Modality::obligation:
    case Modality::representation: return topic.on_obligation;
    case Modality::disclaimer:
      if (topic.bearer == Bearer::provider) return topic.on_permission;
      return std::nullopt;
    case Modality::statement:
    case Modality::definition: return topic.on_statement;
  }
  return std::nullopt;
}

/// A permission that holds only under conditions is conditional; a ban that yields only to consent,
/// law or a narrow exception stays a ban.
Verdict qualified(Verdict verdict, Provision const& provision) {
  if (verdict != Verdict::permitted) return verdict;
  bool const hedged = std::any_of(provision.qualifiers.begin(), provision.qualifiers.end(), [](Qualifier const& q) {
    return q.kind == Qualifier::Kind::condition || q.kind == Qualifier::Kind::exception || q.kind == Qualifier::Kind::limit;
  });
  return hedged ? Verdict::conditional : verdict;
}

double plainness(Provision const& provision) {
  if (provision.cue.field == Field::heading) return from_heading;
  return provision.modality == Modality::statement ? from_statement : 1.0;
}

bool outside_conditions_hold(Reading const& reading, Reader& reader, Match sentence) {
  if (!reading.unless.empty() && reader.inside(reading.unless, sentence)) return false;
  if (!reading.heading.empty() && !reader.outside(reading.heading)) return false;
  return std::all_of(reading.also.begin(), reading.also.end(), [&](corpus::PatternSet const& group) {
    return reader.inside(group, sentence) || reader.outside(group);
  });
}

}  // namespace

std::vector<Stance> stances(Topic const& topic, corpus::Lexicon const& lexicon, AnalysedText const& clause) {
  Reader reader(lexicon, clause);
  std::vector<Stance> out;
  for (auto const sentence : clause.sentences()) {
    auto const sentence_bytes = clause.bytes(sentence.begin, sentence.end);
    for (auto const& reading : topic.readings) {
      auto const matches = reader.text.find(reading.when, sentence.begin, sentence.end);
      if (matches.empty() || !outside_conditions_hold(reading, reader, sentence)) continue;
      std::optional<Stance> best;
      for (auto const& match : matches) {
        auto const bytes = clause.bytes(match.begin, match.end);
        auto const* provision = provision_at(clause, sentence_bytes, bytes);
        static Provision const none;
        auto const& p = provision != nullptr ? *provision : none;
        if (!reading.modalities.empty() && !is_one_of(reading.modalities, p.modality)) continue;
        if (!bearer_fits(topic, reading, p.bearer)) continue;
        auto verdict = reading.verdict ? reading.verdict : by_modality(topic, p);
        if (!verdict) continue;
        if (reading.qualifiers) verdict = qualified(*verdict, p);
        if (!reading.conditional.empty() && *verdict != Verdict::conditional &&
            reader.inside(reading.conditional, sentence))
          verdict = Verdict::conditional;
        Stance stance;
        stance.verdict = *verdict;
        stance.strength = reading.weight * (reading.verdict ? 1.0 : plainness(p));
        stance.sentence = sentence_bytes;
        stance.deciding = bytes;
        stance.rule = reading.id + "/" + p.rule;
        if (best && best->strength >= stance.strength) continue;
        if (reading.value_kind == corpus::ValueKind::fixed) stance.value = reading.value;
        else stance.value = extract_value(reading.value_kind, clause.stored.text.text, sentence_bytes, bytes);
        best = std::move(stance);
      }
      if (best) out.push_back(std::move(*best));
    }
  }
  return out;
}

std::optional<Verdict> plain_verdict(Provision const& provision) {
  auto const permitted = [&] { return qualified(Verdict::permitted, provision); };
  switch (provision.modality) {
    case Modality::prohibition: return Verdict::restricted;
    case Modality::permission:
    case Modality::power: return permitted();
    case Modality::obligation: return Verdict::required;
    default: return std::nullopt;
  }
}

}  // namespace smallprint::query
