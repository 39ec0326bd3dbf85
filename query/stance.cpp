#include "query/stance.hpp"

#include "query/limits.hpp"
#include "query/sentence_before.hpp"
#include "query/values.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <numeric>

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

// How plainly a sentence speaks; each factor lowers the strength of what it says.
constexpr double from_heading = 0.9;            // the ban stands in the heading, not in the sentence
constexpr double from_statement = 0.7;          // a fact, neither permission nor ban
constexpr double beside_the_act = 0.75;         // the words match, but outside what the cue governs
constexpr double bearer_implied = 0.92;         // nobody is named
constexpr double may_of_things = 0.56;          // "it may be": nobody is named as free to do it
constexpr double bearer_other = 0.8;            // somebody else than the topic's bearer is named
constexpr double across_lead_in = 0.9;          // half of the words stand in the lead-in
constexpr double pointing_back = 0.85;          // the words stand in the sentence before: "This is not allowed."
constexpr double by_adjective = 0.7;            // "a non-sublicensable right" forbids by the way
constexpr double a_question = 0.4;              // "Can we train ...?" states nothing
constexpr double a_title = 0.3;                 // "Governing law." names the matter only
constexpr std::ptrdiff_t sentences_behind = 3;  // in which a value may stand
constexpr std::uint32_t title_words = 6;        // a fragment this short without a cue is a title

/// A clause's fields with the places of concepts in them.
struct Reader {
  corpus::Lexicon const& lexicon_;
  AnalysedText const& clause;
  corpus::Matcher text, lead_in, heading, run_on;

  Reader(corpus::Lexicon const& lexicon, AnalysedText const& c)
      : lexicon_(lexicon),
        clause(c),
        text(lexicon, c.text),
        lead_in(lexicon, c.lead_in),
        heading(lexicon, c.heading),
        run_on(lexicon, c.run_on) {}
  /// In the sentence of the lead-in that an item completes.
  bool in_last_lead_in(corpus::PatternSet const& set) {
    return clause.run_on_head > 0 && !run_on.find(set, 0, static_cast<std::uint32_t>(clause.run_on_head)).empty();
  }
  bool outside(corpus::PatternSet const& set) { return !lead_in.find(set).empty() || !heading.find(set).empty(); }
  /// Matches that begin in the lead-in and end in the first sentence of the text, as tokens of the text:
  /// "Customer: (a) owns all Output" says that the customer does.
  std::vector<Match> across(corpus::PatternSet const& set) {
    std::vector<Match> out;
    auto const head = static_cast<std::uint32_t>(clause.run_on_head);
    if (head == 0) return out;
    for (auto match : run_on.find(set)) {
      if (match.begin >= head || match.end <= head) continue;
      match.begin = 0;
      match.end -= head;
      out.push_back(match);
    }
    return out;
  }
  static bool holds(Qualifier const& q, Span at) { return q.at.field == Field::text && q.at.span.contains(at); }
  /// "You may publish it, and, unless you are a trader, return it": the condition of another provision alone.
  bool governs_another(Span at, Provision const& provision) {
    auto const has = [&](Provision const& p) {
      return std::any_of(p.qualifiers.begin(), p.qualifiers.end(), [&](Qualifier const& q) { return holds(q, at); });
    };
    auto const& all = clause.stored.provisions;
    return !has(provision) && std::any_of(all.begin(), all.end(), [&](Provision const& p) {
      return p.sentence == provision.sentence && has(p);
    });
  }
  /// As inside(), for words that make a verdict conditional: not where they only speak of keeping the terms or the
  /// law or lift a ban by consent, and not where they are the ban itself ("is excluded").
  bool hedged(corpus::PatternSet const& set, Match sentence, Provision const& provision) {
    auto const found = text.find(set, sentence.begin, sentence.end);
    return std::any_of(found.begin(), found.end(), [&](Match const& match) {
      auto const at = clause.bytes(match.begin, match.end);
      if (provision.modality == Modality::prohibition && provision.cue.field == Field::text &&
          provision.cue.span.contains(at))
        return false;
      return !governs_another(at, provision) &&
             std::none_of(provision.qualifiers.begin(), provision.qualifiers.end(), [&](Qualifier const& q) {
               bool const lifted = provision.modality == Modality::prohibition &&
                                   provision.bearer != Bearer::provider && q.kind == Qualifier::Kind::consent;
               return (q.kind == Qualifier::Kind::law_carve || lifted) && holds(q, at);
             });
    });
  }
  /// Under a heading that names a group of users. The outermost of several is the document's title: no part of it.
  bool part_for_some() {
    if (!lexicon_.has("user_group")) return false;
    auto const& path = clause.stored.text.heading;
    auto const title = path.find(" > ");
    auto const& found = heading.find_concept(lexicon_.id("user_group"));
    return std::any_of(found.begin(), found.end(), [&](Match const& m) {
      return title == std::string::npos || clause.heading[m.begin].span.begin > title;
    });
  }
  /// "A non-sublicensable right": the words are there, and turned by what stands before them or their last one.
  bool denied(Match match) {
    if (!lexicon_.has("denying_prefix")) return false;
    auto const& found = text.find_concept(lexicon_.id("denying_prefix"));
    return std::any_of(found.begin(), found.end(),
                       [&](Match const& m) { return m.end == match.begin || m.end + 1 == match.end; });
  }
  bool inside(corpus::PatternSet const& set, Match sentence) {
    return !text.find(set, sentence.begin, sentence.end).empty();
  }
};

bool is_one_of(auto const& list, auto const& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// A provision and how many bytes of a match its act and cue hold.
struct Held {
  Provision const* provision = nullptr;
  std::uint32_t overlap = 0;
};

/// The provision that the words at `match` belong to: the one whose act holds most of them, and of equals the one
/// that holds least besides.
Held provision_at(AnalysedText const& clause, Span sentence, Span match) {
  Held best;
  for (auto const& provision : clause.stored.provisions) {
    auto const at = provision.sentence.span;
    if (provision.sentence.field != Field::text || !at.overlaps(sentence)) continue;
    std::uint32_t overlap = 0;
    auto const count = [&](Span s) {
      if (s.overlaps(match)) overlap += std::min(s.end, match.end) - std::max(s.begin, match.begin);
    };
    if (provision.act.field == Field::text) count(provision.act.span);
    if (provision.cue.field == Field::text) count(provision.cue.span);
    bool const narrower = best.provision != nullptr && overlap > 0 && overlap == best.overlap &&
                          provision.act.field == Field::text &&
                          provision.act.span.size() < best.provision->act.span.size();
    if (best.provision == nullptr || overlap > best.overlap || narrower) best = {&provision, overlap};
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
    case Modality::prohibition:
      return topic.on_prohibition;
    case Modality::permission:
    case Modality::power:
      return topic.on_permission;
    case Modality::obligation:
    case Modality::representation:
      return topic.on_obligation;
    case Modality::disclaimer:
      if (topic.bearer == Bearer::provider) return topic.on_permission;
      return std::nullopt;
    case Modality::statement:
    case Modality::definition:
      return topic.on_statement;
  }
  return std::nullopt;
}

/// A permission that holds only under conditions is conditional; a ban that yields only to consent,
/// law or a narrow exception stays a ban.
Verdict qualified(Verdict verdict, Provision const& provision) {
  if (verdict != Verdict::permitted) return verdict;
  bool const hedged = std::any_of(provision.qualifiers.begin(), provision.qualifiers.end(), [](Qualifier const& q) {
    return q.kind == Qualifier::Kind::condition || q.kind == Qualifier::Kind::exception ||
           q.kind == Qualifier::Kind::limit;
  });
  return hedged ? Verdict::conditional : verdict;
}

std::vector<Factor> plainness(Topic const& topic, Reading const& reading, AnalysedText const& clause, Match sentence,
                              Held const& held, bool led_in) {
  static Provision const none;
  auto const& provision = held.provision != nullptr ? *held.provision : none;
  std::vector<Factor> out;
  if (reading.weight != 1) out.push_back({"the reading's weight", reading.weight});
  bool const stated = provision.modality == Modality::statement;
  if (stated && sentence.size() <= title_words && clause.stored.text.text.find('|') == std::string::npos)
    out.push_back({"a title", a_title});
  if (!reading.verdict && provision.cue.field == Field::heading)
    out.push_back({"said by the heading only", from_heading});
  if (!reading.verdict && stated) out.push_back({"a mere statement", from_statement});
  if (held.overlap == 0) out.push_back({"beside the act", beside_the_act});
  if (topic.bearer != Bearer::unknown && provision.bearer != topic.bearer && provision.bearer != Bearer::both) {
    if (provision.bearer != Bearer::unknown)
      out.push_back({"somebody else is named", bearer_other});
    else if (provision.modality == Modality::permission)
      out.push_back({"nobody is named as free to do it", may_of_things});
    else
      out.push_back({"nobody is named", bearer_implied});
  }
  auto const bytes = clause.bytes(sentence.begin, sentence.end);
  bool const answered = held.provision != nullptr && bytes.end < provision.sentence.span.end;
  if (!answered && std::string_view(clause.stored.text.text).substr(bytes.end).starts_with("?"))
    out.push_back({"a question", a_question});
  if (led_in) out.push_back({"half of it in the lead-in", across_lead_in});
  return out;
}

/// Said of the topic's bearer by the provision that holds the words, and without exception: what can contradict.
bool is_plain(Topic const& topic, Held const& held) {
  if (held.provision == nullptr || held.overlap == 0) return false;
  auto const& provision = *held.provision;
  bool const own = topic.bearer == Bearer::unknown || provision.bearer == topic.bearer ||
                   provision.bearer == Bearer::both ||
                   (provision.bearer == Bearer::unknown && provision.modality == Modality::prohibition);
  return own && std::all_of(provision.qualifiers.begin(), provision.qualifiers.end(),
                            [](Qualifier const& q) { return q.kind == Qualifier::Kind::law_carve; });
}

/// The distinct words that decide, as far as they are of the topic's vocabulary.
std::vector<std::uint64_t> deciding_words(Topic const& topic, AnalysedText const& clause, Span deciding) {
  std::vector<std::uint64_t> out;
  for (auto const& token : clause.text)
    if (deciding.contains(token.span) &&
        std::binary_search(topic.vocabulary.begin(), topic.vocabulary.end(), token.stem) && !is_one_of(out, token.stem))
      out.push_back(token.stem);
  return out;
}

double product(std::vector<Factor> const& factors) {
  double out = 1;
  for (auto const& factor : factors) out *= factor.value;
  return out;
}

/// How long the quote would be, and how much of it is of the topic.
void count_words(Topic const& topic, AnalysedText const& clause, Stance& stance) {
  auto const context = clause.in_context(stance.sentence);
  std::vector<std::uint64_t> seen;
  for (auto const& token : clause.text) {
    if (!token.span.overlaps(context)) continue;
    ++stance.words;
    if (std::binary_search(topic.vocabulary.begin(), topic.vocabulary.end(), token.stem) &&
        !is_one_of(seen, token.stem))
      seen.push_back(token.stem);
  }
  stance.topic_words = static_cast<std::uint32_t>(seen.size());
}

/// \param joined  the sentence with the one before in place of a word that points back, or none
bool outside_conditions_hold(Reading const& reading, Reader& reader, Match sentence, WithSentenceBefore* joined) {
  if (!reading.unless.empty() && reader.inside(reading.unless, sentence)) return false;
  if (!reading.heading.empty() && !reader.outside(reading.heading)) return false;
  return std::all_of(reading.also.begin(), reading.also.end(), [&](corpus::PatternSet const& group) {
    return reader.inside(group, sentence) || reader.outside(group) ||
           (joined != nullptr && !joined->find(group).empty());
  });
}

/// The period of one of the sentences behind, where that says what notice is given: "We may change the terms. You will
/// get notice 45 days before."
std::optional<std::string> period_after(corpus::Lexicon const& lexicon, Reader& reader,
                                        std::vector<Match> const& sentences, Match sentence) {
  auto const at = std::find(sentences.begin(), sentences.end(), sentence);
  if (at == sentences.end() || !lexicon.has("notice_given")) return std::nullopt;
  for (auto next = at + 1; next != sentences.end() && next <= at + sentences_behind; ++next)
    for (auto const& match : reader.text.find_concept(lexicon.id("notice_given"))) {
      if (match.begin < next->begin || match.end > next->end) continue;
      auto const found =
          extract_value(corpus::ValueKind::period, reader.clause.stored.text.text,
                        reader.clause.bytes(next->begin, next->end), reader.clause.bytes(match.begin, match.end));
      if (found) return found;
    }
  return std::nullopt;
}

/// Of two values that are told as plainly: whether the topic picks the first.
bool prefers(Topic const& topic, std::optional<std::string> const& value, std::optional<std::string> const& than) {
  if (!value || !than || topic.pick == "strongest") return value.has_value() && !than.has_value();
  auto const a = std::strtol(value->c_str(), nullptr, 10);
  auto const b = std::strtol(than->c_str(), nullptr, 10);
  return topic.pick == "lowest" ? a < b : a > b;
}

}  // namespace

struct StanceReader::Impl {
  /// A sentence, and what a word of it that points back stands for.
  struct Sentence {
    Match at;
    std::optional<WithSentenceBefore> joined;
    std::optional<WithSentenceBefore> own;  // "The output is yours: you may publish it"
  };
  corpus::Lexicon const& lexicon;
  AnalysedText const& clause;
  Reader reader;
  std::vector<Match> matches;
  Limits limits;
  std::deque<Sentence> sentences;  // a reader of two sentences does not move
  std::optional<bool> for_some;

  Impl(corpus::Lexicon const& l, AnalysedText const& c)
      : lexicon(l), clause(c), reader(l, c), matches(c.sentences()), limits(l, c, reader.text, matches) {
    for (auto const sentence : matches) {
      auto& out = sentences.emplace_back();
      out.at = sentence;
      auto const word = points_back(lexicon, reader.text, sentence);
      if (!word) continue;
      if (auto const thing = thing_before(lexicon, clause.text, reader.text, sentence, *word))
        out.own.emplace(lexicon, clause.text, *thing, sentence, *word);
      if (auto const before = sentence_before(matches, sentence))
        out.joined.emplace(lexicon, clause.text, *before, sentence, *word);
    }
  }
};

StanceReader::StanceReader(corpus::Lexicon const& lexicon, AnalysedText const& clause)
    : impl_(std::make_unique<Impl>(lexicon, clause)) {}
StanceReader::~StanceReader() = default;

std::vector<Stance> stances(Topic const& topic, corpus::Lexicon const& lexicon, AnalysedText const& clause) {
  return StanceReader(lexicon, clause).on(topic);
}

std::vector<Stance> StanceReader::on(Topic const& topic) {
  std::vector<std::uint32_t> all(topic.readings.size());
  std::iota(all.begin(), all.end(), 0);
  return on(topic, all);
}

std::vector<Stance> StanceReader::on(Topic const& topic, std::span<std::uint32_t const> readings) {
  auto& [lexicon, clause, reader, sentences, limits, parts, for_some] = *impl_;
  std::vector<Stance> out;
  for (auto& [sentence, joined, own] : parts) {
    auto const sentence_bytes = clause.bytes(sentence.begin, sentence.end);
    for (auto const number : readings) {
      auto const& reading = topic.readings[number];
      auto matches = reader.text.find(reading.when, sentence.begin, sentence.end);
      bool const led_in = matches.empty() && sentence.begin == 0;
      if (led_in) matches = reader.across(reading.when);
      WithSentenceBefore* pointing = nullptr;
      for (auto* one : {own ? &*own : nullptr, joined ? &*joined : nullptr})
        if (matches.empty() && one != nullptr) pointing = one, matches = one->find(reading.when);
      if (matches.empty() || !outside_conditions_hold(reading, reader, sentence, pointing)) continue;
      if (pointing != nullptr && !reading.unless.empty() && !pointing->find(reading.unless).empty()) continue;
      std::optional<Stance> best;
      for (auto const& match : matches) {
        auto const bytes = clause.bytes(match.begin, match.end);
        auto const held = provision_at(clause, sentence_bytes, bytes);
        static Provision const none;
        auto const& p = held.provision != nullptr ? *held.provision : none;
        if (pointing != nullptr && p.modality == Modality::statement) continue;  // "This helps us" takes no stand
        if (!reading.modalities.empty() && !is_one_of(reading.modalities, p.modality)) continue;
        if (!bearer_fits(topic, reading, p.bearer)) continue;
        auto verdict = reading.verdict ? reading.verdict : by_modality(topic, p);
        bool const denied = !reading.verdict && pointing == nullptr && !led_in && p.modality == Modality::permission &&
                            reader.denied(match);
        if (denied) verdict = topic.on_prohibition;
        bool const unbound = held.overlap > 0 && p.modality == Modality::disclaimer && p.rule == "not-bound";
        if (unbound && verdict == Verdict::required && topic.bearer == Bearer::unknown)
          continue;  // "need not arbitrate"
        if (!verdict) continue;
        if (reading.qualifiers) verdict = qualified(*verdict, p);
        if (reading.qualifiers && !reading.verdict && limits.narrow(p, sentence, *verdict))
          verdict = Verdict::conditional;
        if (!reading.conditional.empty() && *verdict != Verdict::conditional &&
            (reader.hedged(reading.conditional, sentence, p) ||
             (sentence.begin == 0 && reader.in_last_lead_in(reading.conditional))))
          verdict = Verdict::conditional;
        if (!reading.narrows && (limits.taken_back(sentence) || limits.excess_only(p, sentence)))
          verdict = Verdict::conditional;
        Stance stance;
        stance.narrows = reading.narrows;
        stance.plain = is_plain(topic, held);
        stance.verdict = *verdict;
        stance.factors = plainness(topic, reading, clause, sentence, held, led_in);
        if (denied) stance.factors.push_back({"denied by an adjective", by_adjective});
        if (pointing != nullptr)
          stance.factors.push_back({"half of it in words that a pronoun stands for", pointing_back});
        stance.strength = product(stance.factors);
        stance.modality = p.modality;
        stance.bearer = p.bearer;
        stance.sentence = sentence_bytes;
        stance.deciding = bytes;
        stance.rule = reading.id + "/" + p.rule;
        if (best && best->strength > stance.strength) continue;
        if (reading.value_kind == corpus::ValueKind::fixed)
          stance.value = reading.value;
        else
          stance.value = extract_value(reading.value_kind, clause.stored.text.text, sentence_bytes, bytes);
        if (best && best->strength == stance.strength && !prefers(topic, stance.value, best->value)) continue;
        best = std::move(stance);
      }
      if (!best) continue;
      if (!for_some) for_some = reader.part_for_some();
      best->for_some = *for_some;
      if (best->plain) best->deciding_words = deciding_words(topic, clause, best->deciding);
      if (reading.value_kind == corpus::ValueKind::period && !best->value) {
        best->value = period_after(lexicon, reader, sentences, sentence);
        best->value_borrowed = best->value.has_value();
      }
      count_words(topic, clause, *best);
      out.push_back(std::move(*best));
    }
  }
  return out;
}

namespace {

/// Whether the sentence denies what it says, outside a condition.
bool is_negated(corpus::Lexicon const& lexicon, Provision const& provision, AnalysedText const& clause) {
  if (!lexicon.has("negation")) return false;
  corpus::Matcher matcher(lexicon, clause.text);
  auto const& found = matcher.find_concept(lexicon.id("negation"));
  return std::any_of(found.begin(), found.end(), [&](Match const& match) {
    auto const at = clause.bytes(match.begin, match.end);
    if (!at.overlaps(provision.sentence.span)) return false;
    return std::none_of(provision.qualifiers.begin(), provision.qualifiers.end(),
                        [&](Qualifier const& q) { return q.at.field == Field::text && q.at.span.overlaps(at); });
  });
}

}  // namespace

std::optional<Verdict> plain_verdict(corpus::Lexicon const& lexicon, Provision const& provision,
                                     AnalysedText const& clause, Bearer bearer) {
  auto const hedged = [&](Verdict verdict) {
    return qualified(Verdict::permitted, provision) == Verdict::conditional ? Verdict::conditional : verdict;
  };
  switch (provision.modality) {
    case Modality::prohibition:
      return Verdict::restricted;
    case Modality::permission:
    case Modality::power:
      return hedged(Verdict::permitted);
    case Modality::obligation:
      if (bearer == Bearer::user && provision.bearer == Bearer::provider) return hedged(Verdict::permitted);
      return hedged(Verdict::required);
    case Modality::representation:
      return Verdict::required;
    case Modality::disclaimer:
      return Verdict::restricted;
    case Modality::statement:
      if (is_negated(lexicon, provision, clause)) return Verdict::restricted;
      return hedged(Verdict::permitted);
    case Modality::definition:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace smallprint::query
