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
    if (!f.stance.narrows) strongest = std::max(strongest, f.stance.strength);
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
    if (!stance.narrows && stance.strength >= counts_from * strongest) counted.push_back(i);
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
  out.conflict = both;
  if (both) out.steps.push_back("A ban and a permission stand side by side: a conflict.");
  if (both && topic.mixed) {
    out.verdict = *topic.mixed;
    out.steps.push_back("For such a mixture the topic answers " + named(out.verdict) + ".");
  }

  out.evidence = counted;
  auto const decides = [&](std::size_t i) {
    auto const verdict = findings[i].stance.verdict;
    return verdict == out.verdict || (both && topic.mixed && verdict != Verdict::conditional);
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
  out.value = pick_value(topic, findings, out.evidence);

  double agreeing = 0;
  double all = 0;
  for (auto const i : counted) {
    all += findings[i].stance.strength;
    if (decides(i)) agreeing += findings[i].stance.strength;
  }
  out.confidence = std::min(1.0, strongest) * (0.5 + 0.5 * (all > 0 ? agreeing / all : 0));

  if (topic.partial && for_all &&
      std::all_of(counted.begin(), counted.end(), [&](std::size_t i) { return findings[i].business || !decides(i); })) {
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
