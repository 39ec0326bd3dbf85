#include "query/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace smallprint::query {
namespace {

using corpus::Topic;
using corpus::Verdict;

constexpr double counts_from = 0.6;  // share of the strongest finding's strength
constexpr double as_plain = 0.8;     // share of the stronger of two that contradict each other
constexpr double least = 0.4;        // strength of what can decide at all

// What makes one of several sentences the one to print.
constexpr double words_of_the_topic = 0.2;  // for each e-fold of its distinct words
constexpr double too_short = 0.3;           // taken off a quote of no words, none off one that is long enough
constexpr double long_enough = 28;          // words
constexpr double less_binding = 0.03;       // taken off for each step in the documents' ranks

/// The lowest or highest value where the topic says so; else that of the first quote, one that the sentence itself says
/// before one of a sentence behind.
std::optional<std::string> pick_value(Topic const& topic, std::vector<Finding> const& findings,
                                      std::vector<std::size_t> const& evidence) {
  Stance const* best = nullptr;
  auto const number = [](Stance const& stance) { return std::strtol(stance.value->c_str(), nullptr, 10); };
  auto const better = [&](Stance const& stance) {
    if (topic.pick == "lowest") return number(stance) < number(*best);
    if (topic.pick == "highest") return number(stance) > number(*best);
    return best->value_borrowed && !stance.value_borrowed;
  };
  for (auto const i : evidence) {
    auto const& stance = findings[i].stance;
    if (stance.value && (best == nullptr || better(stance))) best = &stance;
  }
  return best != nullptr ? best->value : std::nullopt;
}

/// Whether two act and thing are the same as far as words tell: "share your credentials", and "use your account" not.
bool speak_of_the_same(std::vector<std::uint64_t> const& a, std::vector<std::uint64_t> const& b) {
  auto const shared = static_cast<std::size_t>(std::count_if(
      a.begin(), a.end(), [&](std::uint64_t word) { return std::find(b.begin(), b.end(), word) != b.end(); }));
  return shared >= std::min<std::size_t>(2, std::min(a.size(), b.size()));
}

/// Whether one allows what the other forbids: to the same users, as plainly, and without exception.
bool contradict(Finding const& ban, Finding const& permission) {
  auto const& a = ban.stance;
  auto const& b = permission.stance;
  if (a.verdict != Verdict::restricted || b.verdict != Verdict::permitted || !a.plain || !b.plain) return false;
  if (ban.for_some != permission.for_some || !speak_of_the_same(a.deciding_words, b.deciding_words)) return false;
  return std::min(a.strength, b.strength) >= as_plain * std::max(a.strength, b.strength);
}

/// Moves the first two that contradict each other forward, so that both sides are quoted.
void show_both(std::vector<Finding> const& findings, std::vector<std::size_t>& evidence) {
  for (auto first = evidence.begin(); first != evidence.end(); ++first) {
    auto const other = std::find_if(evidence.begin(), evidence.end(), [&](std::size_t i) {
      return contradict(findings[*first], findings[i]) || contradict(findings[i], findings[*first]);
    });
    if (other == evidence.end()) continue;
    if (other < first) return;
    std::rotate(first + 1, other, other + 1);
    if (first != evidence.begin()) std::rotate(evidence.begin() + 1, first, first + 2);
    return;
  }
}

/// Whether those that say `a` bind some users only, and those that say `b` the others.
bool parted(std::vector<Finding> const& findings, std::vector<std::size_t> const& counted, Verdict a, Verdict b) {
  return std::all_of(counted.begin(), counted.end(), [&](std::size_t i) {
    auto const verdict = findings[i].stance.verdict;
    return (verdict != a || findings[i].for_some) && (verdict != b || !findings[i].for_some);
  });
}

std::string listed(std::vector<Verdict> const& verdicts) {
  std::string out;
  for (auto const verdict : verdicts) out += (out.empty() ? "" : " before ") + std::string(corpus::to_string(verdict));
  return out;
}

std::string listed_found(std::map<Verdict, double> const& strength) {
  std::string out;
  for (auto const& [verdict, s] : strength)
    out += fmt::format("{}{} ({:.2f})", out.empty() ? "" : ", ", corpus::to_string(verdict), s);
  return out;
}

std::string named(Verdict verdict) {
  return std::string(corpus::to_string(verdict));
}

}  // namespace

double prominence(Finding const& finding) {
  auto const& stance = finding.stance;
  return stance.strength * (1 + words_of_the_topic * std::log1p(stance.topic_words)) *
         (1 - too_short * (1 - std::min(1.0, stance.words / long_enough))) * (1 - less_binding * finding.rank);
}

Decision decide(Topic const& topic, std::vector<Finding> const& findings, bool for_all) {
  Decision out;
  double strongest = 0;
  for (auto const& f : findings)
    if (!f.stance.narrows && !f.yields) strongest = std::max(strongest, f.stance.strength);
  out.fates.assign(findings.size(), "too weak");
  if (strongest < least) {
    out.steps.push_back(
        findings.empty()
            ? "No sentence speaks to the topic: silent."
            : fmt::format("The strongest sentence has {:.2f}; below {:.2f} none decides: silent.", strongest, least));
    return out;
  }
  out.steps.push_back(
      fmt::format("The strongest sentence has {:.2f}; those below {:.2f} of it do not count.", strongest, counts_from));
  std::vector<std::size_t> counted;
  std::vector<std::size_t> narrowing;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto const& stance = findings[i].stance;
    if (stance.narrows && stance.strength >= least) narrowing.push_back(i);
    if (findings[i].yields)
      out.fates[i] = "yields to another document";
    else if (!stance.narrows && stance.strength >= counts_from * strongest)
      counted.push_back(i);
  }

  std::map<Verdict, double> strength;
  for (auto const i : counted) {
    auto& s = strength[findings[i].stance.verdict];
    s = std::max(s, findings[i].stance.strength);
  }
  auto const first =
      std::find_if(topic.precedence.begin(), topic.precedence.end(), [&](Verdict v) { return strength.contains(v); });
  out.verdict = first == topic.precedence.end() ? findings[counted.front()].stance.verdict : *first;
  out.steps.push_back("Found: " + listed_found(strength) + ". The topic's order is " + listed(topic.precedence) + ": " +
                      named(out.verdict) + ".");
  bool const both = strength.contains(Verdict::restricted) && strength.contains(Verdict::permitted);
  out.conflict = both && std::any_of(counted.begin(), counted.end(), [&](std::size_t i) {
                   return std::any_of(counted.begin(), counted.end(),
                                      [&](std::size_t j) { return contradict(findings[i], findings[j]); });
                 });
  if (both)
    out.steps.push_back(std::string("A ban and a permission stand side by side: ") +
                        (out.conflict ? "a conflict." : "no conflict, for they differ in whom or what they mean."));
  bool const apart = both && (parted(findings, counted, Verdict::restricted, Verdict::permitted) ||
                              parted(findings, counted, Verdict::permitted, Verdict::restricted));
  if (apart && for_all && !topic.mixed) {
    out.verdict = Verdict::conditional;
    out.steps.push_back("One binds some users, the other the rest: conditional.");
  } else if (both && topic.mixed) {
    out.verdict = *topic.mixed;
    out.steps.push_back("For such a mixture the topic answers " + named(out.verdict) + ".");
  }

  out.evidence = counted;
  auto const decides = [&](std::size_t i) {
    auto const verdict = findings[i].stance.verdict;
    return verdict == out.verdict || (both && (topic.mixed || apart) && verdict != Verdict::conditional);
  };
  for (auto const i : counted) out.fates[i] = decides(i) ? "decides" : "is outweighed";
  for (auto const i : narrowing) out.fates[i] = "narrows";
  std::sort(out.evidence.begin(), out.evidence.end(), [&](std::size_t a, std::size_t b) {
    if (decides(a) != decides(b)) return decides(a);
    auto const& x = findings[a];
    auto const& y = findings[b];
    if (auto const p = prominence(x), q = prominence(y); p != q) return p > q;
    if (x.document != y.document) return x.document < y.document;
    if (x.position != y.position) return x.position < y.position;
    if (x.stance.sentence != y.stance.sentence) return x.stance.sentence < y.stance.sentence;
    return x.stance.rule < y.stance.rule;
  });
  // One finding per sentence: two readings of the same words are one quote.
  std::set<std::tuple<std::size_t, std::uint32_t, std::uint32_t>> seen;
  std::erase_if(out.evidence, [&](std::size_t i) {
    auto const& f = findings[i];
    bool const again = !seen.emplace(f.document, f.position, f.stance.sentence.begin).second;
    if (again) out.fates[i] = "is read twice";
    return again;
  });
  if (out.conflict) show_both(findings, out.evidence);
  out.value = pick_value(topic, findings, out.evidence);

  double agreeing = 0;
  double all = 0;
  for (auto const i : counted) {
    all += findings[i].stance.strength;
    if (decides(i)) agreeing += findings[i].stance.strength;
  }
  out.confidence = std::min(1.0, strongest) * (0.5 + 0.5 * (all > 0 ? agreeing / all : 0));

  if (topic.partial && for_all &&
      std::all_of(counted.begin(), counted.end(), [&](std::size_t i) { return findings[i].for_some || !decides(i); })) {
    out.verdict = *topic.partial;
    out.steps.push_back(
        "Only documents for business customers decide, and others bind everybody: " + named(out.verdict) + ".");
  }
  if (!narrowing.empty()) {  // one rule in force for some: the first of equals by place, whatever order they came in
    std::sort(narrowing.begin(), narrowing.end(), [&](std::size_t a, std::size_t b) {
      auto const& x = findings[a];
      auto const& y = findings[b];
      return std::tuple(-x.stance.strength, x.document, x.position) <
             std::tuple(-y.stance.strength, y.document, y.position);
    });
    out.verdict = findings[narrowing.front()].stance.verdict;
    out.steps.push_back("A sentence takes some out of the rule: " + named(out.verdict) + ".");
    out.evidence.insert(std::min(out.evidence.begin() + 1, out.evidence.end()), narrowing.begin(), narrowing.end());
  }
  if (std::any_of(counted.begin(), counted.end(), [&](std::size_t i) { return findings[i].exempted && decides(i); })) {
    out.verdict = Verdict::conditional;
    out.steps.push_back("Another clause takes some users out of it: conditional.");
  }
  if (topic.differing && !out.conflict && out.value) {
    bool const differs = std::any_of(out.evidence.begin(), out.evidence.end(), [&](std::size_t i) {
      auto const& value = findings[i].stance.value;
      return value && *value != *out.value;
    });
    if (differs) {
      out.verdict = *topic.differing;
      out.steps.push_back("The values differ: " + named(out.verdict) + ".");
    }
  }

  return out;
}

}  // namespace smallprint::query
