#include "report/json.hpp"

#include "report/citation.hpp"

#include <cmath>

namespace smallprint::report {
namespace {

/// Three decimals are enough, and the same on every machine.
double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

Json quotes_json(std::vector<query::Quote> const& quotes) {
  auto out = Json::array();
  for (auto const& quote : quotes) out.push_back(to_json(quote));
  return out;
}

Json searched_json(query::Searched const& s) {
  return {{"documents", s.documents.size()}, {"clauses", s.clauses},           {"types", s.documents},
          {"not_captured", s.not_captured},  {"incorporated", s.incorporated}, {"unsupported", s.unsupported}};
}

Json line_json(query::ClauseLine const& line) {
  return {{"label", line.label}, {"heading", line.heading}, {"text", line.text},
          {"key", line.key},     {"start", line.start},     {"end", line.end}};
}

Json lines_json(std::vector<query::ClauseLine> const& lines) {
  auto out = Json::array();
  for (auto const& line : lines) out.push_back(line_json(line));
  return out;
}

}  // namespace

Json to_json(query::Quote const& q) {
  Json out{{"document", q.document},
           {"clause", q.clause},
           {"quote", q.quote},
           {"start", q.start},
           {"end", q.end},
           {"version_date", q.version_date},
           {"snapshot", q.snapshot},
           {"heading", q.heading},
           {"lead_in", q.lead_in},
           {"stance", corpus::to_string(q.stance)},
           {"rule", q.rule},
           {"key", q.text_key},
           {"fragment", text_fragment(q.quote)},
           {"deciding", Json::array()}};
  for (auto const span : q.deciding) out["deciding"].push_back({span.begin, span.end});
  return out;
}

Json to_json(query::Answer const& a) {
  return {{"provider", a.authority},
          {"verdict", corpus::to_string(a.verdict)},
          {"conflict", a.conflict},
          {"value", a.value ? Json(*a.value) : Json()},
          {"confidence", rounded(a.confidence)},
          {"topic", a.topic.empty() ? Json() : Json(a.topic)},
          {"evidence", quotes_json(a.evidence)},
          {"nearest", quotes_json(a.nearest)},
          {"searched", searched_json(a.searched)},
          {"caveats", a.caveats}};
}

Json batch_line(Json const& id, query::Answer const& answer) {
  Json out{{"id", id}};
  out.update(to_json(answer));
  return out;
}

Json to_json(query::SearchHit const& h) {
  std::string snippet;
  for (char const c : h.snippet)
    if (c != '\x02' && c != '\x03') snippet += c;
  return {{"citation", h.citation},
          {"provider", h.authority},
          {"document", h.document},
          {"clause", h.clause},
          {"score", rounded(h.score)},
          {"snippet", snippet},
          {"heading", h.heading},
          {"lead_in", h.lead_in},
          {"quote", h.text},
          {"start", h.start},
          {"end", h.end},
          {"version_date", h.version_date},
          {"snapshot", h.snapshot},
          {"key", h.text_key}};
}

Json to_json(query::AnswerChange const& change) {
  return {{"date", change.date}, {"before", to_json(change.before)}, {"after", to_json(change.after)}};
}

Json to_json(query::VersionStep const& step) {
  return {{"date", step.version.date},
          {"kind", corpus::to_string(step.version.kind)},
          {"state", step.version.removed ? "removed" : corpus::to_string(step.version.capture)},
          {"clauses", step.clauses},
          {"added", step.added},
          {"removed", step.removed},
          {"snapshot", step.version.sha256}};
}

Json to_json(query::ClauseView const& v, bool provisions) {
  Json out{{"citation", v.citation},         {"provider", v.authority},      {"document", v.document},
           {"version_date", v.version_date}, {"snapshot", v.snapshot},       {"in_force", v.in_force},
           {"clause", line_json(v.clause)},  {"lead_in", v.lead_in},         {"quote", v.quote},
           {"before", lines_json(v.before)}, {"after", lines_json(v.after)}, {"stays", Json::array()}};
  for (auto const& stay : v.stays)
    out["stays"].push_back({{"provider", stay.authority},
                            {"document", stay.document},
                            {"since", stay.since},
                            {"until", stay.until.empty() ? Json() : Json(stay.until)}});
  if (!provisions) return out;
  out["provisions"] = Json::array();
  for (auto const& p : v.provisions) {
    Json one{{"modality", corpus::to_string(p.modality)},
             {"bearer", corpus::to_string(p.bearer)},
             {"subject", p.subject},
             {"cue", p.cue},
             {"act", p.act},
             {"object", p.object},
             {"sentence", p.sentence},
             {"qualifiers", Json::array()},
             {"rule", p.rule}};
    for (auto const& q : p.qualifiers)
      one["qualifiers"].push_back({{"kind", corpus::to_string(q.kind)}, {"words", q.words}});
    out["provisions"].push_back(std::move(one));
  }
  return out;
}

Json to_json(query::DocumentView const& v) {
  return {{"provider", v.authority},         {"document", v.document}, {"version_date", v.version_date},
          {"snapshot", v.snapshot},          {"language", v.language}, {"state", corpus::to_string(v.capture)},
          {"clauses", lines_json(v.clauses)}};
}

std::string dump(Json const& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace smallprint::report
