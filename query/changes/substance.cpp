#include "query/changes/substance.hpp"

#include "query/changes/clause_words.hpp"
#include "query/stance.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Bearer;
using corpus::Modality;
using corpus::Verdict;

/// What a provision is to the user: above 0 where it gives, below where it takes.
double worth(Modality modality, Bearer bearer) {
  bool const user = bearer == Bearer::user;
  if (!user && bearer != Bearer::provider) return modality == Modality::prohibition ? -0.3 : 0;
  switch (modality) {
    case Modality::prohibition:
      return user ? -1 : 1;
    case Modality::obligation:
      return user ? -0.7 : 0.7;
    case Modality::permission:
      return user ? 0.7 : -0.7;
    case Modality::power:
      return user ? 0.7 : -0.7;
    case Modality::disclaimer:
      return user ? 0.5 : -0.7;
    case Modality::representation:
      return user ? -0.3 : 0.3;
    case Modality::statement:
    case Modality::definition:
      break;
  }
  return 0;
}

/// A condition tightens what is given and loosens what is forbidden.
double worth(corpus::Qualifier::Kind kind, double provision) {
  if (kind == corpus::Qualifier::Kind::law_carve) return 0;
  return provision == 0 ? 0 : provision > 0 ? -0.3 : 0.3;
}

double worth(TopicReading const& reading) {
  double const given = reading.topic->bearer == Bearer::provider ? -1 : 1;
  switch (reading.verdict) {
    case Verdict::permitted:
      return given;
    case Verdict::conditional:
      return 0.4 * given;
    case Verdict::restricted:
    case Verdict::required:
      return -given;
    case Verdict::silent:
    case Verdict::not_captured:
      break;
  }
  return 0;
}

/// What another value is to the user: a higher age shuts users out, a longer notice and a higher cap are theirs.
double value_change(corpus::Topic const& topic, std::string const& was, std::string const& is) {
  auto const number = [](std::string const& text) {
    auto const at = text.find_first_of("0123456789");
    return at == std::string::npos ? -1.0 : std::strtod(text.c_str() + at, nullptr);
  };
  auto const a = number(was), b = number(is);
  if (a < 0 || b < 0 || a == b) return 0;
  bool const age = std::any_of(topic.readings.begin(), topic.readings.end(), [](corpus::Reading const& reading) {
    return reading.value_kind == corpus::ValueKind::age;
  });
  return (b > a) == age ? -1 : 1;
}

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

Substance substance_of(AnalysedText& text, corpus::Lexicons const& lexicons, corpus::Topics const& topics,
                       corpus::ChangeRules const& rules) {
  Substance out;
  std::vector<std::uint64_t> stems;
  for (auto const* field : {&text.text, &text.lead_in})
    for (auto const& token : *field) stems.push_back(token.stem);
  std::sort(stems.begin(), stems.end());
  auto const speaks_of = [&](corpus::Topic const& topic) {
    return std::any_of(topic.vocabulary.begin(), topic.vocabulary.end(),
                       [&](std::uint64_t stem) { return std::binary_search(stems.begin(), stems.end(), stem); });
  };
  for (auto const& topic : topics.all) {
    if (!speaks_of(topic)) continue;
    for (auto const& stance : stances(topic, lexicons.concepts, text))
      out.topics.push_back({&topic, stance.verdict, stance.value.value_or(""),
                            words_hash(corpus::slice(text.stored.text.text, stance.sentence))});
  }
  for (auto const& provision : text.stored.provisions) {
    if (provision.modality == Modality::statement) continue;
    auto const value = worth(provision.modality, provision.bearer);
    auto const what = std::string(to_string(provision.bearer)) + ": " + std::string(to_string(provision.modality));
    out.states.emplace_back(what, value);
    for (auto const& qualifier : provision.qualifiers)
      out.states.emplace_back(what + " with " + std::string(to_string(qualifier.kind)), worth(qualifier.kind, value));
  }
  std::sort(out.states.begin(), out.states.end());
  auto& words = text.matchers(lexicons.concepts).text;
  for (auto const& [name, patterns] : rules.subjects)
    if (!words.find(patterns).empty()) out.subjects.push_back(name);
  bool const restricting =
      std::any_of(rules.restricting.begin(), rules.restricting.end(), [&](std::string const& name) {
        return std::find(out.subjects.begin(), out.subjects.end(), name) != out.subjects.end();
      });
  double worst = restricting ? -0.5 : 0;
  for (auto const& [what, value] : out.states) worst = std::min(worst, value);
  out.reach = worst;
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
    }
    return out;
  };
  auto old_side = all(before), new_side = all(after);
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
  for (auto const& [what, count] : states)
    if (count != 0) out.states.push_back(what + (count > 0 ? " added" : " removed"));
  return out;
}

}  // namespace smallprint::query
