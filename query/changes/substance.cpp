#include "query/changes/substance.hpp"

#include "query/changes/clause_words.hpp"
#include "query/changes/worth.hpp"
#include "query/stance.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace smallprint::query {
namespace {

using corpus::Modality;

constexpr double subject_worth = 0.5;   // of a sentence that only its subject tells
constexpr std::uint32_t act_head = 24;  // bytes into an act at which its verb must have begun
constexpr double exempted_worth = 0.8;  // of words that take users or services out of the document's reach

template <class T>
void take_out_common(std::vector<T>& a, std::vector<T>& b) {
  for (auto it = a.begin(); it != a.end();) {
    auto const found = std::find(b.begin(), b.end(), *it);
    if (found == b.end()) {
      ++it;
      continue;
    }
    b.erase(found);
    it = a.erase(it);
  }
}

}  // namespace

SubstanceReader::SubstanceReader(corpus::Lexicons const& lexicons, corpus::Topics const& topics,
                                 corpus::ChangeRules const& rules, bool reads_topics)
    : lexicons_(lexicons), topics_(topics), rules_(rules), reads_topics_(reads_topics) {
  if (!reads_topics) return;
  for (std::uint32_t i = 0; i < topics.all.size(); ++i)
    for (std::uint32_t j = 0; j < topics.all[i].readings.size(); ++j) {
      auto const anchors = topics.all[i].readings[j].when.anchors();
      if (!anchors) always_.emplace_back(i, j);
      if (anchors)
        for (auto const word : *anchors) by_word_[word].emplace_back(i, j);
    }
}

std::vector<TopicReading> SubstanceReader::topics_of(AnalysedText& text) const {
  auto readings = always_;
  std::unordered_set<std::uint64_t> words;
  for (auto const* field : {&text.text, &text.lead_in})
    for (auto const& token : *field)
      for (auto const word : {token.stem, token.exact})
        if (words.insert(word).second)
          if (auto const it = by_word_.find(word); it != by_word_.end())
            readings.insert(readings.end(), it->second.begin(), it->second.end());
  std::sort(readings.begin(), readings.end());
  readings.erase(std::unique(readings.begin(), readings.end()), readings.end());
  std::vector<TopicReading> out;
  if (readings.empty()) return out;
  StanceReader reader(lexicons_.concepts, text);
  for (auto it = readings.begin(); it != readings.end();) {
    auto const& topic = topics_.all[it->first];
    std::vector<std::uint32_t> some;
    for (auto const first = it->first; it != readings.end() && it->first == first; ++it) some.push_back(it->second);
    for (auto const& stance : reader.on(topic, some))
      out.push_back({&topic, stance.verdict, stance.value.value_or(""),
                     words_hash(corpus::slice(text.stored.text.text, stance.sentence))});
  }
  return out;
}

Substance SubstanceReader::of(AnalysedText& text) const {
  Substance out;
  if (reads_topics_) out.topics = topics_of(text);
  auto& matchers = text.matchers(lexicons_.concepts);
  auto const bytes = [](std::vector<corpus::Token> const& tokens, corpus::Match const& match) {
    return corpus::Span{tokens[match.begin].span.begin, tokens[match.end - 1].span.end};
  };
  auto const spans = [&](corpus::PatternSet const& patterns) {
    std::vector<corpus::Span> found;
    for (auto const& match : matchers.text.find(patterns)) found.push_back(bytes(text.text, match));
    return found;
  };
  auto const holds = [](corpus::Span whole, std::vector<corpus::Span> const& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](corpus::Span part) { return part.begin >= whole.begin && part.end <= whole.end; });
  };
  auto const taking = spans(rules_.takes), protecting = spans(rules_.protects);
  std::vector<corpus::Span> lead_taking;
  for (auto const& match : matchers.lead_in.find(rules_.takes)) lead_taking.push_back(bytes(text.lead_in, match));
  for (auto const& provision : text.stored.provisions) {
    if (provision.modality == Modality::statement) continue;
    auto const& verbs = provision.act.field == corpus::Field::lead_in ? lead_taking : taking;
    auto const takes = std::any_of(verbs.begin(), verbs.end(), [&](corpus::Span verb) {
      auto const begin = provision.act.span.begin;
      return provision.act.field != corpus::Field::heading && verb.begin >= begin && verb.begin <= begin + act_head;
    });
    auto const value = worth(provision.modality, provision.bearer, takes);
    auto const what = std::string(to_string(provision.bearer)) + ": " + std::string(to_string(provision.modality));
    auto& states = provision.cue.field == corpus::Field::lead_in ? out.led_in : out.states;
    states.emplace_back(what, value);
    if (provision.sentence.field == corpus::Field::text)
      out.reaches.push_back(
          {provision.sentence.span, provision.cue.field == corpus::Field::text ? provision.cue.span.begin : 0, value});
    for (auto const& qualifier : provision.qualifiers) {
      states.emplace_back(what + " with " + std::string(to_string(qualifier.kind)), worth(qualifier.kind, value));
      if (qualifier.kind == corpus::Qualifier::Kind::exception && qualifier.at.field == corpus::Field::text)
        out.exceptions.push_back(qualifier.at.span);
    }
  }
  std::sort(out.states.begin(), out.states.end());
  std::sort(out.led_in.begin(), out.led_in.end());
  std::vector<corpus::Span> restricting;
  std::vector<bool> named(rules_.subjects.size());
  for (auto const& match : matchers.text.find(rules_.subject_words)) {
    auto const& name = rules_.subjects[match.rule];
    named[match.rule] = true;
    if (std::find(rules_.restricting.begin(), rules_.restricting.end(), name) != rules_.restricting.end())
      restricting.push_back(bytes(text.text, match));
  }
  for (std::size_t i = 0; i < named.size(); ++i)
    if (named[i]) out.subjects.push_back(rules_.subjects[i]);
  // A sentence that no provision carries still reaches as far as its subject says.
  for (auto const& match : text.sentences()) {
    auto const sentence = text.bytes(match.begin, match.end);
    auto const stated = std::any_of(out.reaches.begin(), out.reaches.end(), [&](Reach const& reach) {
      return reach.value != 0 && reach.sentence.begin <= sentence.begin && reach.sentence.end > sentence.begin;
    });
    if (holds(sentence, protecting))
      out.reaches.push_back({sentence, sentence.begin, subject_worth});
    else if (!stated && holds(sentence, restricting))
      out.reaches.push_back({sentence, sentence.begin, -subject_worth});
  }
  out.exempting = static_cast<int>(spans(rules_.exempts).size());
  return out;
}

SubstanceChange substance_change(std::vector<Substance const*> const& before,
                                 std::vector<Substance const*> const& after, SaidTopics const& said_before,
                                 SaidTopics const& said_after) {
  auto const all = [](std::vector<Substance const*> const& side) {
    Substance out;
    for (auto const* one : side) {
      out.topics.insert(out.topics.end(), one->topics.begin(), one->topics.end());
      out.states.insert(out.states.end(), one->states.begin(), one->states.end());
      out.led_in.insert(out.led_in.end(), one->led_in.begin(), one->led_in.end());
    }
    return out;
  };
  auto old_side = all(before), new_side = all(after);
  // What a lead-in states comes and goes with its items; where it is another one, its own clause tells that, once.
  if (before.empty() || after.empty())
    for (auto* side : {&old_side, &new_side})
      side->states.insert(side->states.end(), side->led_in.begin(), side->led_in.end());
  take_out_common(old_side.topics, new_side.topics);
  take_out_common(old_side.states, new_side.states);
  SubstanceChange out;
  std::set<std::string> topics;
  for (auto const* side : {&before, &after})
    for (auto const* one : *side) topics.insert(one->subjects.begin(), one->subjects.end());
  std::map<corpus::Topic const*, std::pair<TopicReading const*, TopicReading const*>> by_topic;
  for (auto const& reading : old_side.topics) {
    topics.insert(reading.topic->id);
    by_topic[reading.topic].first = &reading;
  }
  for (auto const& reading : new_side.topics) {
    topics.insert(reading.topic->id);
    by_topic[reading.topic].second = &reading;
  }
  out.topics.assign(topics.begin(), topics.end());
  bool repeated = false;  // it is said elsewhere too, so that nothing changes for the user
  for (auto const& [topic, readings] : by_topic) {
    auto const& [was, is] = readings;
    if (was != nullptr && is != nullptr) {
      out.for_user += std::clamp(worth(*is) - worth(*was), -1.0, 1.0) + value_change(*topic, was->value, is->value);
      continue;
    }
    auto const& one = was != nullptr ? *was : *is;
    if ((was != nullptr ? said_after : said_before).contains({topic, one.verdict})) {
      repeated = true;
      continue;
    }
    out.for_user += std::clamp(was != nullptr ? -worth(one) : worth(one), -1.0, 1.0);
  }
  std::map<std::string, int> states;
  double provisions = 0;
  for (auto const& [what, value] : old_side.states) {
    --states[what];
    provisions -= value;
  }
  for (auto const& [what, value] : new_side.states) {
    ++states[what];
    provisions += value;
  }
  if (!repeated) out.for_user += std::clamp(provisions, -1.0, 1.0);
  auto const exempting = [](std::vector<Substance const*> const& side) {
    int sum = 0;
    for (auto const* one : side) sum += one->exempting;
    return sum;
  };
  auto const exempted = exempting(after) - exempting(before);
  if (exempted != 0) out.for_user += exempted > 0 ? exempted_worth : -exempted_worth;
  for (auto const& [what, count] : states)
    if (count != 0) out.states.push_back(what + (count > 0 ? " added" : " removed"));
  return out;
}

}  // namespace smallprint::query
