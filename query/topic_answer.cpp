#include "query/topic_answer.hpp"

#include "query/confidence.hpp"
#include "query/fts_expression.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

bool opposed(Verdict a, Verdict b) {
  return (a == Verdict::restricted && b == Verdict::permitted) || (a == Verdict::permitted && b == Verdict::restricted);
}

}  // namespace

corpus::Result<std::vector<index::Hit> const*> TopicAnswers::candidates(corpus::Topic const& topic,
                                                                        std::string const& as_of) {
  auto const key = std::pair(topic.id, as_of);
  if (auto const it = hits_of_.find(key); it != hits_of_.end()) return &it->second;
  index::Scope scope;
  scope.as_of = as_of;
  auto hits = store_.find("{text} : (" + language::fts_any(topic.anchors) + ")", scope, 0);
  if (!hits) return hits.error();
  if (hits_of_.size() > 256) hits_of_.clear();
  std::sort(hits->begin(), hits->end(), [](index::Hit const& a, index::Hit const& b) {
    return std::pair(a.document_id, a.text_id) < std::pair(b.document_id, b.text_id);
  });
  return &hits_of_.emplace(key, std::move(*hits)).first->second;
}

std::vector<Stance> const& TopicAnswers::read(corpus::Topic const& topic, AnalysedText const& text) {
  auto const [known, is_new] = stances_of_.try_emplace(ReadFor{&topic, &text});
  if (is_new) known->second = stances(topic, lexicons_.concepts, text);
  return known->second;
}

corpus::Result<void> TopicAnswers::answer(Party const& party, corpus::Topic const& topic, AskScope const& scope,
                                          Answer& out, Explanation* trace) {
  auto const hits = candidates(topic, scope.as_of);
  if (!hits) return hits.error();
  std::vector<Finding> findings;
  std::vector<std::string> labels;  // of the findings' clauses
  bool for_all = false;
  for (std::size_t d = 0; d < party.documents.size(); ++d) {
    auto const& current = party.documents[d];
    if (current.version.capture != corpus::Capture::document || !current.version.provisions_supported) continue;
    auto const& type = current.document.source.document_type;
    bool const in_full = std::find(topic.full_weight.begin(), topic.full_weight.end(), type) != topic.full_weight.end();
    for_all = for_all || topics_.document_types[type].rank == 0;
    auto const weight =
        in_full || without_.has(Mechanism::document_weights) ? 1.0 : topics_.document_types[type].weight;
    auto const range =
        std::equal_range((*hits)->begin(), (*hits)->end(), index::Hit{0, current.document.id, 0},
                         [](index::Hit const& a, index::Hit const& b) { return a.document_id < b.document_id; });
    std::vector<std::int64_t> ids;
    for (auto it = range.first; it != range.second; ++it) ids.push_back(it->text_id);
    reader_.prefetch(ids);
    auto const places = reader_.places(current.version.id);
    if (!places) return places.error();
    if (trace != nullptr) trace->candidates += ids.size();
    for (auto it = range.first; it != range.second; ++it) {
      auto const* text = reader_.text(it->text_id, party.terms);
      if (text == nullptr) continue;
      auto const place = (*places)->first.find(it->text_id);
      if (place == (*places)->first.end()) continue;
      auto const& occurrence = (*places)->clauses[place->second];
      for (auto const& stance : read(topic, *text)) {
        if (stance.narrows && without_.has(Mechanism::narrowing)) continue;
        Finding finding{stance, it->text_id, d, occurrence.raw.begin};
        finding.for_some = topics_.document_types[type].business || stance.for_some;
        finding.rank = topics_.document_types[type].rank;
        finding.stance.strength *= weight;
        finding.weight = weight;
        labels.push_back(occurrence.label);
        findings.push_back(std::move(finding));
      }
    }
  }
  auto const rules = cross_rules_.of(party, scope.as_of);
  if (!rules) return rules.error();
  apply(**rules, labels, findings);
  auto const decision = decide(topic, findings, for_all && !without_.has(Mechanism::business));
  out.verdict = decision.verdict;
  out.conflict = decision.conflict;
  out.value = decision.value;
  out.confidence = confidence_of(decision.confidence, topic.featured);
  if (trace != nullptr)
    if (auto const done = trace_findings(party, findings, decision, *trace); !done) return done.error();
  std::vector<std::int64_t> ids;
  for (auto const i : decision.evidence) ids.push_back(findings[i].text_id);
  if (ids.size() > scope.max_quotes) ids.resize(scope.max_quotes);
  reader_.prefetch(ids);
  for (auto const i : decision.evidence) {
    if (out.evidence.size() >= scope.max_quotes) break;
    auto const& finding = findings[i];
    auto const& current = party.documents[finding.document];
    auto const places = reader_.places(current.version.id);
    auto const* text = reader_.text(finding.text_id);
    if (!places || text == nullptr) continue;
    auto quote = quotes_.make(current, (*places)->clauses, (*places)->first.at(finding.text_id), text->stored,
                              text->in_context(finding.stance.sentence), finding.stance.deciding);
    if (!quote) return quote.error();
    quote->stance = finding.stance.verdict;
    quote->rule = finding.stance.rule;
    add_quote(out.evidence, std::move(*quote));
  }
  return {};
}

void TopicAnswers::apply(CrossRules const& rules, std::vector<std::string> const& labels,
                         std::vector<Finding>& findings) const {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto& finding = findings[i];
    if (!without_.has(Mechanism::narrowing)) finding.exempted = rules.exempts(finding.document, labels[i]);
    finding.yields = std::any_of(findings.begin(), findings.end(), [&](Finding const& other) {
      return opposed(finding.stance.verdict, other.stance.verdict) &&
             other.stance.strength >= finding.stance.strength && rules.yields(finding.document, other.document);
    });
  }
}

corpus::Result<void> TopicAnswers::trace_findings(Party const& party, std::vector<Finding> const& findings,
                                                  Decision const& decision, Explanation& trace) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto const& finding = findings[i];
    auto const& current = party.documents[finding.document];
    auto const places = reader_.places(current.version.id);
    if (!places) return places.error();
    auto const* text = reader_.text(finding.text_id);
    auto quote = quotes_.sentence(current, (*places)->clauses, (*places)->first.at(finding.text_id), text->stored,
                                  finding.stance.sentence, finding.stance.deciding);
    if (!quote) return quote.error();
    quote->stance = finding.stance.verdict;
    quote->rule = finding.stance.rule;
    auto factors = finding.stance.factors;
    if (finding.weight != 1) factors.push_back({"the document's weight", finding.weight});
    trace.sentences.push_back({std::move(*quote), finding.stance.strength, std::move(factors), prominence(finding),
                               finding.stance.modality, finding.stance.bearer, decision.fates[i]});
  }
  std::stable_sort(trace.sentences.begin(), trace.sentences.end(), [](auto const& a, auto const& b) {
    return std::pair(-a.strength, -a.prominence) < std::pair(-b.strength, -b.prominence);
  });
  trace.steps.insert(trace.steps.end(), decision.steps.begin(), decision.steps.end());
  return {};
}

}  // namespace smallprint::query
