#include "report/change_list.hpp"
#include "report/clause_changes.hpp"
#include "report/desk_report.hpp"
#include "report/escape.hpp"

/// The report as JSON and as CSV.
namespace smallprint::report {
namespace {

using query::ChangeClass;

Json evidence_of(query::Answer const& answer) {
  return answer.evidence.empty() ? Json() : to_json(answer.evidence.front());
}
Json value_of(query::Answer const& answer) {
  return answer.value ? Json(*answer.value) : Json();
}

Json answer_json(ChangedAnswer const& one) {
  return {{"provider", one.authority},
          {"topic", one.topic.empty() ? Json() : Json(one.topic)},
          {"title", one.title},
          {"question", one.question},
          {"date", one.date},
          {"before", corpus::to_string(one.before.verdict)},
          {"after", corpus::to_string(one.after.verdict)},
          {"value_before", value_of(one.before)},
          {"value_after", value_of(one.after)},
          {"evidence_before", evidence_of(one.before)},
          {"evidence_after", evidence_of(one.after)}};
}

Json change_json(DeskChange const& one) {
  auto out = to_json(change_line(one.source, one.change));
  out["snapshot"] = one.change.version.sha256;
  out["gave_up"] = one.change.diff.gave_up;
  auto clauses = Json::array();
  for (auto const& clause : one.change.diff.changes)
    if (clause.change_class >= ChangeClass::editorial)
      clauses.push_back(clause_change_json(one.change.before, one.change.after, clause));
  out["changes"] = std::move(clauses);
  return out;
}

Json alert_json(Alert const& one) {
  return {{"watch", one.watch}, {"reason", one.reason}, {"provider", one.authority}, {"document", one.document_type},
          {"date", one.date},   {"detail", one.detail}};
}

std::string first_quote(query::Answer const& answer) {
  return answer.evidence.empty() ? std::string() : answer.evidence.front().quote;
}

}  // namespace

Json desk_json(DeskReport const& report) {
  Json out{{"since", report.since}, {"through", report.through}, {"note", report.note}};
  out["checked"] = {{"providers", report.authorities}, {"documents", report.documents}};
  auto counts = Json::object();
  for (auto const& [change_class, n] : report.counts()) counts[std::string(query::to_string(change_class))] = n;
  out["counts"] = std::move(counts);
  if (report.alerts) {
    out["alerts"] = Json::array();
    for (auto const& one : *report.alerts) out["alerts"].push_back(alert_json(one));
  }
  out["answers"] = Json::array();
  for (auto const& one : report.answers) out["answers"].push_back(answer_json(one));
  for (auto const* key : {"substantive", "editorial", "noise", "failed"}) out[key] = Json::array();
  for (auto const& one : report.changes) {
    auto const change_class = one.change.diff.change_class;
    auto const* key = one.change.failed                          ? "failed"
                      : change_class == ChangeClass::substantive ? "substantive"
                      : change_class == ChangeClass::editorial   ? "editorial"
                                                                 : "noise";
    out[key].push_back(change_json(one));
  }
  out["silent"] = Json::array();
  for (auto const& one : report.silent)
    out["silent"].push_back({{"provider", one.source.authority},
                             {"document", one.source.document_type},
                             {"since", one.since},
                             {"reason", one.reason}});
  out["still_silent"] = report.still_silent;
  return out;
}

std::string desk_csv(DeskReport const& report) {
  auto out = csv_record({"kind", "provider", "document", "date", "class", "direction", "silent_change", "topic",
                         "before", "after", "quote_before", "quote_after", "reason"});
  if (report.alerts)
    for (auto const& one : *report.alerts)
      out += csv_record({"alert", one.authority, one.document_type, one.date, "", "", "", one.watch, "", "", "",
                         one.detail, one.reason});
  for (auto const& one : report.answers) {
    auto const verdict = [](query::Answer const& answer) {
      return std::string(corpus::to_string(answer.verdict)) + (answer.value ? " (" + *answer.value + ")" : "");
    };
    out += csv_record({"answer", one.authority, "", one.date, "", "", "", one.topic.empty() ? one.question : one.topic,
                       verdict(one.before), verdict(one.after), first_quote(one.before), first_quote(one.after), ""});
  }
  for (auto const& one : report.changes) {
    auto const& diff = one.change.diff;
    std::string const change_class(query::to_string(diff.change_class));
    std::string const direction(query::to_string(diff.direction));
    out += csv_record({one.change.failed ? "failed" : "document", one.source.authority, one.source.document_type,
                       one.change.version.date, change_class, direction, diff.silent_change ? "true" : "false", "", "",
                       "", "", "", diff.reason});
    for (auto const& clause : shown_clauses(one.change, ChangeClass::editorial)) {
      std::string topics;
      for (auto const& id : clause.change->topics) topics += (topics.empty() ? "" : " ") + id;
      out += csv_record({"clause", one.source.authority, one.source.document_type, one.change.version.date,
                         std::string(query::to_string(clause.change->change_class)),
                         std::string(query::to_string(clause.change->direction)), "", topics, "", "",
                         clause.change->old_text, clause.change->new_text,
                         clause.place + (clause.place.empty() ? "" : " ") + clause.change->reason});
    }
  }
  for (auto const& one : report.silent)
    out += csv_record({"silent", one.source.authority, one.source.document_type, one.since, "", "", "", "", "", "", "",
                       "", one.reason});
  return out;
}

}  // namespace smallprint::report
